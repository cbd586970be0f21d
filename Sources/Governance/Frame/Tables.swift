/// The tables of the state map; each sub-domain adds its own beside its record types.
///
/// INVARIANT: names are distinct, and `names` has all of them (HouseTests look).
package enum Tables {
    /// The names of all tables, ascending: a key that begins with none of them is a mistake of its
    /// writer, and its absence would prove nothing.
    package static let names = [
        "anchor", "announced-key", "appeal", "asset", "asset-grants", "asset-rights", "case",
        "charter-text", "charter-waivers", "checkpoint", "clearance", "code", "cohort-consents",
        "committee", "consent", "due", "escalated-request", "escalation", "head", "holding",
        "holdings", "key", "latest-subject-recovery", "licence", "member", "members",
        "merge-of-subject", "merge-subject", "misbehaviour", "next-seats", "notice", "offline-link",
        "offline-log",
        "open-case", "open-cases", "open-escalation", "open-escalations", "open-proposal",
        "open-proposals", "open-recall", "open-recalls", "opened-cases", "outstanding-notice",
        "outstanding-notices", "override",
        "override-history", "override-history-item", "override-of-physician",
        "override-of-subject", "override-physician", "override-subject", "parameters",
        "pending-rotation", "permit", "proposal", "proposal-digest", "proposers", "quota",
        "recall", "recall-of", "recall-sweep", "recalls-of", "record", "recovery", "recovery-epoch",
        "recovery-keys", "recovery-round", "refused-links", "right",
        "rule-source", "rules", "rules-at", "rules-changes", "ruling-decision", "seat-changes",
        "seats", "seats-before", "seen", "seen-block", "seen-oldest", "staff", "staff-count",
        "staff-place", "subject", "subject-assets", "subject-consents", "subject-field",
        "subject-grants", "subject-merge", "subject-merges", "subject-recovery",
        "subject-recovery-objections", "vocabulary-text", "waiver", "withdrawn-use",
    ]

    /// True if a key of the state map begins with the name of a table and a slash.
    package static func hold(_ key: [UInt8]) -> Bool {
        guard let slash = key.firstIndex(of: 0x2f) else { return false }
        return names.contains { $0.utf8.elementsEqual(key[..<slash]) }
    }
}
