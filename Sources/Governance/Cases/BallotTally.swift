/// How the votes on a case stand, as whole numbers.
package struct BallotTally: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
        case open
        case approved
        case rejected
    }

    package let approvals: Int
    package let rejections: Int
    /// Voters who have not voted.
    package let outstanding: Int
    package let required: Int
    package let isComplete: Bool

    /// Counts one vote a seat; votes of persons who are not voters of the panel do not count.
    package init(panel: Panel, ballots: [CastBallot]) {
        let voters = panel.voters.map(\.person)
        let counted = ballots.filter { voters.contains($0.person) }
        approvals = counted.count { $0.choice == .approve }
        rejections = counted.count { $0.choice == .reject }
        outstanding = voters.count - counted.count
        required = panel.required
        isComplete = panel.isComplete
    }

    /// Approved by enough votes of a complete panel; rejected once approval is out of its reach. A panel
    /// that is not complete rules nothing: whoever steps aside does not decide by it.
    package var standing: Standing {
        guard isComplete else { return .open }
        if approvals >= required { return .approved }
        if approvals + outstanding < required { return .rejected }
        return .open
    }
}
