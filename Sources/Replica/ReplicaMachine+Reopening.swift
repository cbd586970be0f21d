import Consensus
import Governance
import LedgerTypes
import Mutants

extension ReplicaMachine {
    /// Begins again from what is durable, as at a start, and keeps the transactions that wait and
    /// what is known of the peers; the runtime gives `.start` next, then the peers that are
    /// connected: links came and went while the node stood still.
    ///
    /// For a node whose disk failed and works again, and for one whose seat begins or ends: what
    /// was in memory only is not trusted.
    /// Source: docs/internals/consensus.md, "What a start trusts".
    package mutating func reopen(
        configuration: ReplicaConfiguration, ledger: LedgerState, lastCommitted: CommittedBlock?,
        recovered: [VoteLogRecord]
    ) {
        var next = ReplicaMachine(
            configuration: configuration, ledger: ledger, lastCommitted: lastCommitted,
            recovered: recovered)
        next.pool = pool
        next.peers = peers
        for member in peers.members { next.peers[member].isConnected = false }
        next.lastVotes = lastVotes
        next.counts = counts
        next.clocks = clocks
        next.trace = trace
        next.pool.settle(lastCommitted?.block.body.transactions ?? [], costs: [], ledger)
        self = next
    }

    /// What a seat said of its height longer ago says nothing of the tip.
    package static let tipAge = Milliseconds.seconds(10)

    /// True if enough other seats said where they are, and none of those is ahead: nothing is being
    /// decided that this node does not know of.
    ///
    /// Counts only what seats said within `age`; one that lies about its height counts for nothing.
    package func isAtTip(now: BlockTime, within age: Milliseconds) -> Bool {
        let seats = ledger.nextSeats
        let level = seats.seats.count { seat in
            guard seat.member != configuration.member else { return false }
            let peer = peers[seat.member]
            guard peer.isConnected, let status = peer.status, let heard = peer.statusAt else {
                return false
            }
            return status.height <= ledger.height && now.since(heard) <= age
        }
        return level >= (Mutant.tipOfOne.isOn ? 1 : seats.quorum - 1)
    }
}
