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
                found.terms?.holder == terms.holder
            else { throw .unknownRecord }
        }
        let heads = RecordRegister.concerns(terms, &reader)
        guard Set(heads).count <= LedgerTypes.Limits.maximumHeadLinks else { throw .tooMany }
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
                agrees = terms.subjects.isEmpty || terms.subjects.contains(subject)
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
