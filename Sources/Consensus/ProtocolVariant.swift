/// Broken variants of the rules, which the tests must catch; nothing outside the tests sets one.
enum ProtocolVariant: Hashable, Sendable, CaseIterable {
    case correct
    case missingLock
    case quorumMinusOne
    case precommitWaitSkipped
    case resendLastRoundOnly
    case ownVotesNotReinjected
    case polkaNotRelayed
    case jumpOnOneSeat
}
