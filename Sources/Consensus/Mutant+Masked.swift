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

    /// Counting seats that went on mends what these leave out.
    static var countsLaterVotes: Bool { isNone(of: [.roundVotesOnly, .resendLastRoundOnly]) }
}
