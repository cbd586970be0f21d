import CanonicalCoding
import CharterLanguage
import LedgerTypes

/// `transition`: one step of a record that a charter declares, signed by whom the charter names.
package struct TakeTransition: LedgerAction, Hashable {
    package static let kind = TransactionKind.transition
    package let target: Target
    /// The transition's name in the charter.
    package let transition: String

    package enum Target: Hashable, Sendable {
        /// A record that is there.
        case record(RecordID)
        /// A new one, in its initial state before the step.
        case new(NewRecord)
    }

    package init(target: Target, transition: String) {
        self.target = target
        self.transition = transition
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        switch target {
        case .record(let id):
            writer.unsigned(1)
            id.encode(into: &writer)
        case .new(let record):
            writer.unsigned(2)
            record.encode(into: &writer)
        }
        writer.text(transition)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        switch try reader.unsigned() {
        case 1: target = .record(try RecordID(from: &reader))
        case 2: target = .new(try NewRecord(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "transition target")
        }
        transition = try reader.text()
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        if case .new(let record) = target { try record.terms?.validate() }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        let step = try RecordStep(self, call, &reader)
        var facts = SigningFacts()
        facts.alternatives = step.alternatives
        return facts
    }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> DeclaredRecord {
        try RecordStep(self, call, &reader).taken(&reader)
    }

    package func apply(
        _ stepped: DeclaredRecord, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        let before = change.get(Tables.records, stepped.id)
        if case .new = target { RecordRegister.index(stepped, &change) }
        RecordRegister.store(stepped, &change)
        RecordRegister.recall(stepped, before: before, &change)
        return Verdict(.accepted, detail: stepped.id.canonicalBytes)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        switch target {
        case .record(let id):
            return RecordRegister.concerns(reader.get(Tables.records, id)?.terms, &reader)
        case .new(let record):
            return RecordRegister.concerns(record.terms, &reader)
        }
    }
}

/// A record to be created.
package struct NewRecord: Hashable, Sendable, CanonicalCodable {
    /// Id of a charter in force.
    package let charter: String
    package let type: String
    /// Every field of the type, in its order.
    package let fields: [NamedField]
    /// Present exactly for grants.
    package let terms: GrantTerms?

    package init(charter: String, type: String, fields: [NamedField], terms: GrantTerms? = nil) {
        self.charter = charter
        self.type = type
        self.fields = fields
        self.terms = terms
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.text(charter)
        writer.text(type)
        writer.array(fields)
        writer.optional(terms)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        charter = try reader.text()
        type = try reader.text()
        fields = try reader.array(upTo: GovernanceLimits.scopeNames)
        terms = try reader.optional()
        reader.endArray()
    }
}
