import LedgerTypes

/// What the tables of the state are about, by their names.
enum PatientTables {
    /// Of institutions, their people, seats and rules: nobody's data.
    static let ofInstitutions: Set<String> = [
        "licence",
        "member", "members", "staff", "staff-count", "staff-place", "seats", "next-seats",
        "seats-before", "seat-changes", "committee", "parameters", "checkpoint", "recovery",
        "recovery-epoch", "recovery-keys", "recovery-round", "announced-key", "pending-rotation",
        "proposers", "misbehaviour", "charter-text", "vocabulary-text", "rule-source", "rules",
        "rules-at", "rules-changes", "proposal", "proposal-digest", "open-proposals",
        "open-proposal", "offline-log",
    ]
    /// Whether a record is of institutions, from its table and its key there. How much of a day
    /// somebody used up is a patient's where the account is: each kind that is not named here.
    static func isOfInstitutions(_ table: String, _ key: [UInt8]) -> Bool {
        guard table == Tables.quotaUses.name else { return ofInstitutions.contains(table) }
        return ["person/", "gateway/", "governance/"].contains { key.starts(with: $0.utf8) }
    }

    /// Of both: what stands there decides.
    static let mixed: Set<String> = [
        "case", "appeal", "notice", "key", "record", "waiver", "charter-waivers", "anchor",
    ]
    /// Records that others name by their id.
    static let records = [
        "case", "clearance", "code", "consent", "escalated-request", "key", "notice", "override",
        "permit", "record", "right", "subject-merge", "subject-recovery",
    ]
}
