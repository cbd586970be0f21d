import Mutants

/// Mutants that another guard mends: each of these leaves that one out too, to show what it would
/// lead to.
extension Mutant {
    /// Comparing votes mends what these leave out.
    static var comparesVotes: Bool {
        !(Mutant.resendLastRoundOnly.isOn || Mutant.polkaNotRelayed.isOn
            || Mutant.ownVotesNotReinjected.isOn || Mutant.roundVotesOnly.isOn)
    }

    /// R2 asks for the polka that checking a proposal has found already.
    static var asksTallyForPolka: Bool {
        !(Mutant.r2WithoutPolka.isOn || Mutant.repeatUnverified.isOn
            || Mutant.polkaForAnything.isOn)
    }

    /// A seat that waits until it may sign, and is not let sign, leaves votes out only.
    static var heldSeatsWait: Bool {
        !(Mutant.heldSeatMovesOn.isOn || Mutant.signsWhileHeld.isOn)
    }

    /// Counting seats that went on mends what these leave out.
    static var countsLaterVotes: Bool {
        !(Mutant.roundVotesOnly.isOn || Mutant.resendLastRoundOnly.isOn)
    }
}
