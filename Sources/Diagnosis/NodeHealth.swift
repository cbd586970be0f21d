import BlockStore
import Consensus
import Duties
import Governance
import LedgerTypes
import Links
import Replica

/// How a node does, in numbers and words; taken without asking the parts that may stall.
package struct NodeHealth: Sendable {
    package enum Role: String, Sendable, Hashable {
        case voting
        case observing
        case halted
    }

    /// A wait of consensus and the time until it ends.
    package struct Timeout: Sendable, Hashable {
        package let kind: RoundTimer.Kind
        package let left: Milliseconds
    }

    /// What is known of one seat, with ages instead of times.
    package struct Seat: Sendable, Hashable {
        package let member: MemberID
        package let isOwn: Bool
        package let isLinked: Bool
        /// Time since anything came from it; nil if nothing did since the start.
        package let silence: Milliseconds?
        package let lastVote: ReplicaReport.SeenVote?
        package let tip: Height?
        /// The highest block that it offers over its present link; nil where it has said nothing.
        package let claim: Height?
        package let round: Round?
        package let version: String?
        package let clockOffset: Int64?
        package let observes: Bool?
    }

    package let member: MemberID
    package let chain: ChainID
    package let role: Role
    package let height: Height
    package let round: Round
    package let step: RoundStep
    /// True if there is something to decide.
    package let isOpen: Bool
    package let proposer: MemberID?
    package let suspended: [MemberID]
    package let seatReports: [Seat]
    package let missing: ReplicaReport.Missing?
    package let signing: ReplicaReport.Signing
    package let next: Timeout?
    package let blockTime: BlockTime
    package let entryCount: UInt64
    /// Age of the last block by this node's monotonic clock; nil before the first since the start.
    package let sinceLastBlock: Milliseconds?
    /// Time since the loop of consensus last showed that it lives.
    package let heartbeat: Milliseconds
    /// The files on whose disk that loop waits, if it does.
    package let work: String?
    /// Members with a link, ascending.
    package let linked: [MemberID]
    package let seats: Int
    package let quorum: Int
    package let waitingTransactions: Int
    package let waitingBytes: Int
    package let highestClaim: Height?
    /// How the own clock compares with those of the other seats.
    package let clock: ClockStanding
    package let freeBytes: UInt64?
    package let leastFreeBytes: UInt64
    /// Time since the disk last said how much is free.
    package let diskSilence: Milliseconds
    package let voteLogBytes: UInt64
    package let voteLogRecords: UInt64
    /// The last place at which this seat signed, as its register has it.
    package let signedAt: SignerPosition?
    package let scrub: ScrubProgress
    package let counters: NodeCounters
    /// Times that a peer was refused because it broke the protocol.
    package let peersRefused: UInt64
    package let syncFailures: UInt64
    /// When the node was started, by the system's clock.
    package let started: BlockTime
    /// Where the links stand, and why; ascending by member.
    package internal(set) var links: [LinkStanding] = []
    /// Days until the dates of certificates end, below zero where they have: this node's, and those
    /// of peers as far as they were seen.
    package internal(set) var certificateDays: [MemberID: Int64] = [:]
    /// Callers at the HTTP interface.
    package internal(set) var connections = ConnectionFigures()
    /// What this member's keys have used of the day.
    package internal(set) var quotas: [QuotaStanding] = []
    /// True if a cap of them was reached within the last minute.
    package internal(set) var isCrowded = false
    /// Time since the work for others last came round; nil where nobody does it yet.
    package internal(set) var dutySilence: Milliseconds?
    /// Where all duties stand; nil until the outbox was read.
    package internal(set) var duties: [WorkStanding]?
    /// The worst first.
    package internal(set) var problems: [NodeProblem] = []

    /// True if a quorum of seats can be reached, this one included.
    package let reachesQuorum: Bool
    /// True if a quorum is reached, and so many seats said of late that they are no further: the own
    /// state is that of today, whatever one liar claims.
    package let isAtTip: Bool

    /// 0 all is well, 1 somebody should look, 2 the node or the chain stands still.
    package var verdict: Int32 {
        if problems.contains(where: { $0.severity == .halted || HealthRules.stops($0) }) {
            return 2
        }
        return problems.isEmpty ? 0 : 1
    }
}

extension Duration {
    /// Whole milliseconds, not below zero.
    package var milliseconds: Milliseconds {
        let (seconds, rest) = components
        guard seconds >= 0, rest >= 0 else { return Milliseconds(0) }
        return Milliseconds(UInt64(seconds) * 1_000 + UInt64(rest / 1_000_000_000_000_000))
    }
}
