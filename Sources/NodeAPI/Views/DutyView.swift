import Bilingual
import Duties
import NodeRuntime

/// A piece of work for others, as people read it.
package struct DutyView: Codable, Sendable {
    /// `release`, `acknowledgement`, `notice`, `gate-report`, `offline-record` or `withholding`.
    package let kind: String
    /// The permit, notice, proposal or record.
    package let subject: String
    /// `drafted`, `sealed`, `committed`; or it has ended: `done`, `refused`, `withdrawn`, `needless`.
    package let stage: String
    package let isEnded: Bool
    /// Why somebody has to look: `refused`, `overdue` or `waits`; absent while it goes its way.
    package let concern: String?
    package let what: TextView
    package let whom: TextView
    /// The member it is for, or from.
    package let member: String?
    /// The first characters of the patient's pseudonym.
    package let patient: String?
    /// Block time at which it became known.
    package let since: UInt64
    /// First instant at which it is late.
    package let due: UInt64?
    /// Times its parcel was sent since the node's start.
    package let sent: UInt64
    /// Transactions that the chain refused, and those whose time went by.
    package let refusals: UInt64
    package let expirations: UInt64
    /// The last refusal, or why its right ended.
    package let code: UInt64?
    package let why: TextView
    package let next: TextView

    init(_ account: WorkAccount) {
        let standing = account.standing
        kind = standing.kind.name
        subject = standing.subject.description
        stage = standing.stage.rawValue
        isEnded = standing.isEnded
        concern = account.concern?.rawValue
        what = TextView(account.what)
        whom = TextView(account.whom)
        member = account.member?.text
        patient = account.patient?.digest.short
        since = standing.since.value
        due = account.due?.value
        sent = standing.sent
        refusals = standing.refusals
        expirations = standing.expirations
        code = standing.code?.value
        why = TextView(account.why)
        next = TextView(account.next)
    }
}

/// What a member's node has to do for others.
package struct DutiesView: Codable, Sendable {
    /// Ascending by kind and subject.
    package let duties: [DutyView]
    /// What keeps the node from its duties, or from knowing them all.
    package let problems: [HealthView.Problem]
    /// True if somebody has to look.
    package let needsSomebody: Bool
}

extension TextView {
    init(_ words: some Worded) { self.init(zh: words.chinese, en: words.english) }
}
