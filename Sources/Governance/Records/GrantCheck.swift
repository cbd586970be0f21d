import CanonicalCoding
import CharterLanguage
import LedgerTypes

/// Whether a grant's terms hold together with its record and with the state.
enum GrantCheck {
    static func check(
        _ record: DeclaredRecord, _ type: RecordType, _ checked: CheckedCharter,
        _ reader: inout StateReader
    ) throws(Refusal) {
        guard let terms = record.terms else { return }
        try checkFields(record, terms, type, checked)
        try checkPatient(record, terms, type, &reader)
        for grantee in terms.grantees {
            guard reader.has(Tables.members, grantee) else { throw .unknownMember }
        }
        for id in terms.assets {
            guard let asset = reader.get(Tables.assets, id) else { throw .unknownAsset }
            guard asset.holder == terms.holder else { throw .notHolder }
            try requireRoom(reader.get(Tables.grantsOfAsset, id))
        }
        for id in terms.subjects {
            guard let subject = reader.get(Tables.subjects, id) else { throw .unknownSubject }
            guard subject.holder == terms.holder else { throw .notHolder }
            try requireRoom(reader.get(Tables.grantsOfSubject, id))
        }
        if let earlier = terms.supersedes {
            guard let found = reader.get(Tables.records, earlier), found.supersededBy == nil,
                let replaced = found.terms, replaced.holder == terms.holder,
                // A grant about others is not this one's to replace.
                replaced.assets.allSatisfy(terms.assets.contains),
                replaced.subjects.allSatisfy(terms.subjects.contains)
            else { throw .unknownRecord }
        }
        let heads = RecordRegister.concerns(terms, &reader)
        guard Set(heads).count <= LedgerTypes.Limits.maximumHeadLinks else { throw .tooMany }
    }

    /// The patient whom a field names gives, and revokes, their own data only: an asset that names
    /// its subjects names nobody else. For a cohort holder and witness attest consent apart.
    private static func checkPatient(
        _ record: DeclaredRecord, _ terms: GrantTerms, _ type: RecordType,
        _ reader: inout StateReader
    ) throws(Refusal) {
        guard case .subject(let patient) = record.party("patient", type) else { return }
        for id in terms.assets {
            guard let asset = reader.get(Tables.assets, id) else { throw .unknownAsset }
            let named = asset.description.members.explicit
            guard named.isEmpty || named == [patient] else { throw .termsDiffer }
        }
    }

    private static func requireRoom(_ list: RecordList<RecordID>?) throws(Refusal) {
        guard (list?.elements.count ?? 0) < GovernanceLimits.indexed else { throw .tooMany }
    }

    /// Fields that say the same as a term must say the same: guards read the one, requests the
    /// other.
    private static func checkFields(
        _ record: DeclaredRecord, _ terms: GrantTerms, _ type: RecordType,
        _ checked: CheckedCharter
    ) throws(Refusal) {
        for (field, value) in zip(type.fields, record.fields) {
            let agrees: Bool
            switch field.id {
            case "holder": agrees = record.party("holder", type) == .member(terms.holder)
            case "user":
                agrees = terms.grantees.contains {
                    record.party("user", type) == .member($0)
                }
            case "patient":
                guard case .subject(let subject) = record.party("patient", type) else {
                    throw .termsDiffer
                }
                agrees = terms.subjects.isEmpty || terms.subjects == [subject]
            case "until": agrees = value == .instant(terms.notAfter.signed)
            case "uses": agrees = value == .integer(Int64(clamping: terms.maximumUses))
            case "purpose":
                agrees = terms.purposes.contains {
                    FactLiteral.member($0).value(field.type, checked.index) == value
                }
            default: agrees = true
            }
            guard agrees else { throw .termsDiffer }
        }
    }
}
