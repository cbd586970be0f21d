import BlockStore
import Consensus
import LedgerTypes

/// How far a seat has signed at the height after its chain: what a survivor of a lost quorum states.
package struct SeatProgress: Hashable, Sendable {
    /// The highest round in which it signed there; nil if in none.
    package let round: Round?
    /// What the last thing that it said there calls locked.
    package let locked: RoundBlock?
}

/// Why a seat's files bear neither a statement nor an order.
package enum RecoveryBar: Error, Hashable, Sendable {
    case store(StoreFault)
    /// It signed at a height above the next one: blocks are lost.
    case blocksLost(signed: Height)
    /// It signed in a round that the order leaves to the old seats' successors.
    case roundSigned(Round)
}

extension VotingFiles {
    /// How far the seat has signed at the height after a tip, by the register and the log together.
    package func progress(after tip: Height) throws(RecoveryBar) -> SeatProgress {
        let next = tip.next
        var round: Round?
        if let signed = register.last, signed.step != .barrier || signed.height > next {
            guard signed.height <= next else { throw .blocksLost(signed: signed.height) }
            if signed.height == next { round = signed.round }
        }
        let records: [VoteLogRecord]
        do throws(StoreFault) {
            records = try recovered(after: tip).filter { $0.height == next }
        } catch {
            throw .store(error)
        }
        if let logged = records.map(\.signed.round).max() { round = max(round ?? .first, logged) }
        return SeatProgress(round: round, locked: records.last?.locked)
    }

    /// Whether the seat may go on under an order for a height that begins in a round: it has signed
    /// nothing there, and nothing above.
    package func check(order height: Height, from first: Round) throws(RecoveryBar) {
        guard let last = register.last else { return }
        guard last.height <= height else { throw .blocksLost(signed: last.height) }
        guard last.height < height || last.step == .barrier || last.round < first else {
            throw .roundSigned(last.round)
        }
    }
}
