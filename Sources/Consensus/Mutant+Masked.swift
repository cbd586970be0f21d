import Mutants

/// Mutants that another guard mends: each of these leaves that one out too, to show what it would
/// lead to.
extension Mutant {
    private static func isNone(of masked: [Mutant]) -> Bool { !masked.contains(where: \.isOn) }

    /// Comparing votes mends what these leave out.
    static var comparesVotes: Bool {
        isNone(of: [
            .resendLastRoundOnly, .polkaNotRelayed, .ownVotesNotReinjected, .roundVotesOnly,
        ])
    }

    /// R2 asks for the polka that checking a proposal has found already.
    static var asksTallyForPolka: Bool {
        isNone(of: [.r2WithoutPolka, .repeatUnverified, .polkaForAnything])
    }

    /// A seat that waits until it may sign, and is not let sign, leaves votes out only.
    static var heldSeatsWait: Bool { isNone(of: [.heldSeatMovesOn, .signsWhileHeld]) }

    /// Counting seats that went on mends what these leave out.
    static var countsLaterVotes: Bool { isNone(of: [.roundVotesOnly, .resendLastRoundOnly]) }
}
