/// How the votes on a case stand, as whole numbers.
public struct BallotTally: Hashable, Sendable {
    public enum Standing: Hashable, Sendable {
        case open
        case approved
        case rejected
    }

    public let approvals: Int
    public let rejections: Int
    /// Voters who have not voted.
    public let outstanding: Int
    public let required: Int
    public let isComplete: Bool

    /// Counts one vote a seat; votes of persons who are not voters of the panel do not count.
    public init(panel: Panel, ballots: [CastBallot]) {
        let voters = panel.voters.map(\.person)
        let counted = ballots.filter { voters.contains($0.person) }
        approvals = counted.count { $0.choice == .approve }
        rejections = counted.count { $0.choice == .reject }
        outstanding = voters.count - counted.count
        required = panel.required
        isComplete = panel.isComplete
    }

    /// Approved by enough votes of a complete panel; rejected once approval is out of reach.
    public var standing: Standing {
        if isComplete && approvals >= required { return .approved }
        if approvals + outstanding < required { return .rejected }
        return .open
    }
}
