import BlockStore
import Governance
import LedgerTypes
import Replica
import SeatFiles

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
        guard let last = durable.last,
            let progress = try? voting?.progress(after: ledger.height)
        else { return nil }
        stated = ledger.height.next
        return Statement(
            ledger: ledger, block: last.block.header.id(suite: ledger.suite),
            round: progress.round)
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
        let files = opened ?? voting
        if opened == nil { end() }
        do throws(RecoveryBar) {
            try files?.check(order: order.height, from: order.body.firstRound)
        } catch {
            self.order = before
            return .refused("its files bear no order: \(error)")
        }
        return .installed
    }
}
