import Consensus
import LedgerTypes

/// A rule that fired, with what its conditions came to; as far as inputs and effects show it.
/// Source: docs/internals/consensus.md, "The rules".
package enum RuleGuard: String, Hashable, Sendable, CaseIterable {
    case proposesNew = "R0 proposes a new block"
    case proposesAgain = "R0 proposes a valid block again"
    case newFree = "R1 votes for it, not locked"
    case newLocked = "R1 votes for it, locked on it"
    case newInvalid = "R1 votes for nothing, not valid"
    case newUntimely = "R1 votes for nothing, not timely"
    case newOther = "R1 votes for nothing, locked on another"
    case againFree = "R2 votes for it, not locked"
    case againLocked = "R2 votes for it, locked on it"
    case againReleased = "R2 votes for it, lock released"
    case againInvalid = "R2 votes for nothing, not valid"
    case againOther = "R2 votes for nothing, locked on another later"
    case awaitsPrevotes = "R3 waits for prevotes"
    case locks = "R4 locks"
    case locksOther = "R4 locks on another block"
    case followsLate = "R4 after its precommit, valid only"
    case precommitsNil = "R5 precommits nothing"
    case awaitsPrecommits = "R6 waits for precommits"
    case decidesOwn = "R7 decides by its own round"
    case decidesEarlier = "R7 decides by an earlier round"
    case decidesLater = "R7 decides by a later round"
    case jumpsOne = "R8 goes to the next round"
    case jumpsFar = "R8 jumps over rounds"
    case noProposal = "R9 prevotes nothing, no proposal in time"
    case noPolka = "R9 precommits nothing, no polka in time"
    case nextRound = "R9 goes to the next round"
    case adopts = "R10 takes a late polka as valid"
    case twoProposals = "R11 two proposals"
    case twoPrevotes = "R11 two prevotes"
    case twoPrecommits = "R11 two precommits"
    case amnesia = "R11 amnesia"
    case unknownSeat = "fault: unknown seat"
    case signatureWrong = "fault: wrong signature"
    case notTheProposer = "fault: not the proposer"
    case malformed = "fault: malformed"
    case certificateWrong = "fault: wrong quorum"
    case blockInvalid = "fault: block not valid"
    case otherSeats = "fault: counts other seats"
    case fetches = "asks for a block that a quorum names"
    case recalls = "starts again from its log"
}

/// Pairs of rule and guard that a run has met.
package struct RuleCoverage: Hashable, Sendable {
    private var bits: UInt64 = 0

    package init() {}

    mutating func note(_ found: RuleGuard) { bits |= Self.bit(found) }
    package func contains(_ found: RuleGuard) -> Bool { bits & Self.bit(found) != 0 }

    private static func bit(_ found: RuleGuard) -> UInt64 {
        1 << UInt64(RuleGuard.allCases.firstIndex(of: found) ?? 0)
    }
}
