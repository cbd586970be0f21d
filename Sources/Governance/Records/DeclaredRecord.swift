import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A record of a type that a charter declares; it lives under the version that created it.
package struct DeclaredRecord: Hashable, Sendable {
    package let id: RecordID
    package let charter: ActiveCharter
    /// The type's name in the charter.
    package let type: String
    package var state: String
    /// In the order in which the type declares them.
    package var fields: [FactValue]
    /// Present exactly for grants.
    package let terms: GrantTerms?
    /// How often a grant was counted.
    package var used: UInt64
    /// The grant that replaced this one.
    package var supersededBy: RecordID?
    package let created: BlockTime

    package init(
        id: RecordID, charter: ActiveCharter, type: String, state: String, fields: [FactValue],
        terms: GrantTerms?, created: BlockTime
    ) {
        self.id = id
        self.charter = charter
        self.type = type
        self.state = state
        self.fields = fields
        self.terms = terms
        used = 0
        supersededBy = nil
        self.created = created
    }

    package var usesLeft: UInt64 {
        guard let terms, terms.maximumUses > used else { return 0 }
        return terms.maximumUses - used
    }

    /// Whether it is a grant that gives something at all.
    package var isActiveGrant: Bool {
        terms != nil && state == GrantTerms.activeState && supersededBy == nil
    }
}

extension Tables {
    package static let records = Table<RecordID, DeclaredRecord>("record")
    /// Grants that name an asset, in the order of creation.
    package static let grantsOfAsset = Table<RecordID, RecordList<RecordID>>("asset-grants")
    /// Grants that name a subject, in the order of creation.
    package static let grantsOfSubject = Table<Pseudonym, RecordList<RecordID>>("subject-grants")
    /// Waiver records of a charter, in the order of creation.
    package static let waiverRecords = Table<String, RecordList<RecordID>>("charter-waivers")
}

extension DeclaredRecord: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        id.encode(into: &writer)
        charter.encode(into: &writer)
        writer.text(type)
        writer.text(state)
        writer.array(fields)
        writer.optional(terms)
        writer.unsigned(used)
        writer.optional(supersededBy)
        created.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        id = try RecordID(from: &reader)
        charter = try ActiveCharter(from: &reader)
        type = try reader.text()
        state = try reader.text()
        fields = try reader.array()
        terms = try reader.optional()
        used = try reader.unsigned()
        supersededBy = try reader.optional()
        created = try BlockTime(from: &reader)
        reader.endArray()
    }
}

extension DeclaredRecord {
    /// The fields by name, as guards read them.
    func fields(of type: RecordType) -> [String: FactValue] {
        Dictionary(uniqueKeysWithValues: zip(type.fields.map(\.id), fields))
    }

    /// The members of all parties that its fields name.
    func partyMembers(_ type: RecordType, _ reader: inout StateReader) -> [MemberID] {
        var members: [MemberID] = []
        for field in type.fields {
            switch party(field.id, type) {
            case .member(let member): members.append(member)
            case .staff(let person): members.append(person.member)
            case .subject(let subject):
                if let holder = reader.get(Tables.subjects, subject)?.holder {
                    members.append(holder)
                }
            case nil: continue
            }
        }
        return members
    }

    /// The party that a field names.
    func party(_ field: String, _ type: RecordType) -> Party? {
        guard let at = type.fields.firstIndex(where: { $0.id == field }),
            case .opaque(let bytes) = fields[at]
        else { return nil }
        return try? Party(canonical: bytes.bytes)
    }
}
