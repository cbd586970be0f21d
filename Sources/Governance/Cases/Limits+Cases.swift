import LedgerTypes

/// Bounds of cases, charters, overrides, codes and notices, each with its reason.
extension GovernanceLimits {
    /// Most seats of one panel: the whole committee.
    static let panelSeats = committeeSeats
    /// Most parties of one case.
    static let parties = 16
    /// Most cases that one member has before the committee: their list is written with each, and
    /// nobody takes all of the committee's time.
    static let openedCases = 64
    /// Most proposals that one member has on their way: every seat tests each of them.
    static let openProposals = 8
    /// Most rules that one request may escalate by.
    static let escalatingRules = 64
    /// Source texts of one proposal: one a language.
    static let sources = 2
    /// Most fields that one override opens.
    static let overrideFields = 64
    /// Most charters in force at once.
    static let activeCharters = 32
    /// Most uses of one authorisation code.
    package static let codeUses = 1_000
    /// Most holes in one holder's chain of offline records before a new one is refused.
    static let offlineGaps = 1_024
    /// How long the committee has for a proposal.
    static let proposalBallot = Milliseconds.days(14)
    /// How long the seats have for their gate reports.
    static let gatePeriod = Milliseconds.days(7)
    /// How long the committee has for a dispute, an exemption or an appeal.
    static let casePeriod = Milliseconds.days(30)
    /// Longest waiver. Source: docs/reference/refusals.md, 3610.
    static let waiver = Milliseconds.days(90)
    /// How long a ruling on an escalated request lets the same request pass.
    static let clearance = Milliseconds.days(30)
    /// How long after a ruling it may be appealed.
    static let appealPeriod = Milliseconds.days(30)
    /// Longest override. Source: docs/reference/refusals.md, 3461.
    static let override = Milliseconds.hours(6)
    static let writeUp = Milliseconds.hours(6)
    static let overrideReview = Milliseconds.hours(72)
    /// Review of an override against a patient's refusal: the committee looks at once.
    static let refusalReview = Milliseconds.hours(24)
    static let overrideNotice = Milliseconds.hours(24)
    /// Longest life of an authorisation code.
    package static let codeLife = Milliseconds.days(30)
}
