import LedgerTypes
import Sealing

/// Where deciding meets cases, waivers, overrides and notices.
enum DecidingHooks {
    /// Rules of a charter version that rulings lift for this use; ascending.
    static func waivedRules(
        charter: String, version: UInt64, user: MemberID, asset: RecordID?, purpose: String,
        _ reader: inout StateReader
    ) -> [String] { [] }

    /// Rules of a charter version whose escalation a ruling satisfied; ascending.
    static func clearedRules(
        charter: String, version: UInt64, content: Digest, _ reader: inout StateReader
    ) -> [String] { [] }

    /// The override in force on which a physician's request may rest.
    static func override(
        of physician: StaffReference, subject: Pseudonym, asset: RecordID?, fields: [String],
        purpose: String, _ reader: inout StateReader
    ) -> OverrideStanding? { nil }

    static func hasOverdueDuties(
        _ person: StaffReference, _ reader: inout StateReader
    ) -> Bool { false }

    /// Opens the case of an escalated request.
    static func escalate(
        _ result: Deciding.Result, _ call: Call, _ change: inout StateChange
    ) -> RecordID? { nil }

    /// After a permit was written: notices that it owes, and that an override was used.
    static func permitted(
        _ result: Deciding.Result, _ call: Call, _ change: inout StateChange
    ) {}
}
