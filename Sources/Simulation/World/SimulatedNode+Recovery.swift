import BlockStore
import Governance
import LedgerTypes
import Replica

/// What operators do with a stopped node's folder after the quorum was lost.
extension SimulatedNode {
    /// What a survivor states: where its chain ends, and how far its seat has signed after it.
    struct Statement {
        let ledger: LedgerState
        let block: BlockID
        /// The highest round in which it signed at the height after the last; nil if in none.
        let round: Round?
    }

    /// States where a stopped node stands; from then on its seat signs at the next height only
    /// under an order. Nil if its files cannot be opened, or know of votes above its blocks.
    func state(_ consortium: Consortium) -> Statement? {
        guard (try? open(consortium)) != nil else { return nil }
        defer { end() }
        let ledger = durable.ledger
        let next = ledger.height.next
        guard let voting, let last = durable.last,
            let records = try? voting.recovered(after: ledger.height)
        else { return nil }
        var round: Round?
        if let signed = voting.register.last, signed.step != .barrier || signed.height > next {
            guard signed.height <= next else { return nil }
            if signed.height == next { round = signed.round }
        }
        let logged = records.filter { $0.height == next }.map(\.signed.round).max()
        if let logged { round = max(round ?? .first, logged) }
        stated = next
        return Statement(
            ledger: ledger, block: last.block.header.id(suite: ledger.suite), round: round)
    }

    /// What came of giving an order to a stopped node.
    enum Installing: Hashable {
        case installed
        /// The chain has gone past it.
        case late
        /// The files cannot be opened now.
        case failed
        /// The order does not fit what the seat has signed.
        case refused(String)
    }

    /// Installs an order for the next start.
    func install(_ order: RecoveryOrder, _ consortium: Consortium) -> Installing {
        guard (try? open(consortium)) != nil else { return .failed }
        let opened = voting
        let height = durable.ledger.height
        end()
        if height >= order.height { return .late }
        guard height == order.body.last else { return .refused("it ends at \(height)") }
        // Without an order the files are not opened after a statement: they are read with it.
        let before = self.order
        self.order = order
        if opened == nil {
            guard (try? open(consortium)) != nil else {
                self.order = before
                return .failed
            }
        }
        let last = (opened ?? voting)?.register.last
        if opened == nil { end() }
        if let last, last.step != .barrier || last.height > order.height {
            guard last.height <= order.height else {
                self.order = before
                return .refused("it signed at height \(last.height)")
            }
            guard last.height < order.height || last.round < order.body.firstRound else {
                self.order = before
                return .refused("it signed in round \(last.round)")
            }
        }
        return .installed
    }
}
