/// A piece of work for others, as people read it.
public struct DutyView: Codable, Sendable {
    /// `release`, `acknowledgement`, `notice`, `gate-report`, `offline-record`, `withholding` or
    /// `recall`.
    public let kind: String
    /// The permit, notice, proposal or record.
    public let subject: String
    /// `drafted`, `sealed`, `committed`; or it has ended: `done`, `refused`, `withdrawn`, `needless`.
    public let stage: String
    public let isEnded: Bool
    /// Why somebody has to look: `refused`, `overdue` or `waits`; absent while it goes its way.
    public let concern: String?
    public let what: TextView
    public let whom: TextView
    /// The member it is for, or from.
    public let member: String?
    /// The first characters of the patient's pseudonym.
    public let patient: String?
    /// Block time at which it became known.
    public let since: UInt64
    /// First instant at which it is late.
    public let due: UInt64?
    /// Times its parcel was sent since the node's start.
    public let sent: UInt64
    /// Transactions that the chain refused, and those whose time went by.
    public let refusals: UInt64
    public let expirations: UInt64
    /// The last refusal, or why its right ended.
    public let code: UInt64?
    public let why: TextView
    public let next: TextView
    /// Of a recall: the consent, refusal or grant by which the right ended.
    public let withdrawal: String?

    enum CodingKeys: String, CodingKey {
        case kind, subject, stage, isEnded, concern, what, whom, member, patient, since, due, sent
        case refusals, expirations, code, why, next, withdrawal
    }

    package init(
        kind: String, subject: String, stage: String, isEnded: Bool, concern: String?,
        what: TextView, whom: TextView, member: String?, patient: String?, since: UInt64,
        due: UInt64?, sent: UInt64, refusals: UInt64, expirations: UInt64, code: UInt64?,
        why: TextView, next: TextView, withdrawal: String? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.stage = stage
        self.isEnded = isEnded
        self.concern = concern
        self.what = what
        self.whom = whom
        self.member = member
        self.patient = patient
        self.since = since
        self.due = due
        self.sent = sent
        self.refusals = refusals
        self.expirations = expirations
        self.code = code
        self.why = why
        self.next = next
        self.withdrawal = withdrawal
    }
}

/// What a member's node has to do for others.
public struct DutiesView: Codable, Sendable {
    /// Ascending by kind and subject.
    public let duties: [DutyView]
    /// What keeps the node from its duties, or from knowing them all.
    public let problems: [HealthView.Problem]
    /// True if somebody has to look.
    public let needsSomebody: Bool

    enum CodingKeys: String, CodingKey { case duties, problems, needsSomebody }

    package init(duties: [DutyView], problems: [HealthView.Problem], needsSomebody: Bool) {
        self.duties = duties
        self.problems = problems
        self.needsSomebody = needsSomebody
    }
}
