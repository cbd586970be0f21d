import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A fact as a node that was cut off knew it.
package struct OfflineFact: Hashable, Sendable, CanonicalCodable {
    /// Id of the attribute in the vocabulary.
    package let attribute: String
    package let value: FactValue

    package init(attribute: String, value: FactValue) {
        self.attribute = attribute
        self.value = value
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(attribute)
        value.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        attribute = try reader.text()
        value = try FactValue(from: &reader)
        reader.endArray()
    }
}

/// What one charter was asked, with all the facts that it reads; no waiver and no ruling of a
/// committee reaches a decision that is made without the chain.
package struct OfflineQuestion: Hashable, Sendable, CanonicalCodable {
    package let charter: Digest
    package let facts: [OfflineFact]

    package init(charter: Digest, facts: [OfflineFact]) {
        self.charter = charter
        self.facts = facts
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        charter.encode(into: &writer)
        writer.array(facts)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        charter = try Digest(from: &reader)
        facts = try reader.array(upTo: CharterLimits.attributes)
        reader.endArray()
    }
}
