import Governance
import LedgerTypes

extension ImportedScope {
    /// The scope as the chain records it.
    ///
    /// A refusal of all purposes is written with every purpose of the vocabulary. A permission that
    /// says no level gets `unstatedLevel`. Single fields have no place in a consent of the chain: the
    /// grant that is opened under it denies the fields that are not named here. Nil where the provision has no counterpart: a permission
    /// without an end, an audience that is no member's id, a refusal of single actions or fields,
    /// which belongs into the denied fields of a grant.
    package func consentScope(
        allPurposes: [String], unstatedLevel: UInt64 = 3
    ) -> ConsentScope? {
        guard let notAfter, notAfter > 0, case let start = notBefore ?? 0, start >= 0 else {
            return nil
        }
        if !permits, !fields.isEmpty || !actions.isEmpty { return nil }
        let named = categories.compactMap { code in
            DataCategory.allCases.first { $0.code == code }
        }
        let members = audiences.compactMap { MemberID($0) }
        guard named.count == categories.count, members.count == audiences.count else { return nil }
        return ConsentScope(
            purposes: purposes.isEmpty ? allPurposes : purposes, categories: named,
            maximumLevel: permits ? maximumLevel ?? unstatedLevel : 5, audiences: members,
            notBefore: BlockTime(UInt64(start)), notAfter: BlockTime(UInt64(notAfter)))
    }
}
