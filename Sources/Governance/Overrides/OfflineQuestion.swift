import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A fact as a node that was cut off knew it.
public struct OfflineFact: Hashable, Sendable, CanonicalCodable {
    /// Id of the attribute in the vocabulary.
    public let attribute: String
    public let value: FactValue

    public init(attribute: String, value: FactValue) {
        self.attribute = attribute
        self.value = value
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(attribute)
        value.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        attribute = try reader.text()
        value = try FactValue(from: &reader)
        reader.endArray()
    }
}

/// What one charter was asked, with all the facts that it reads; no waiver and no ruling of a
/// committee reaches a decision that is made without the chain.
public struct OfflineQuestion: Hashable, Sendable, CanonicalCodable {
    public let charter: Digest
    public let facts: [OfflineFact]

    public init(charter: Digest, facts: [OfflineFact]) {
        self.charter = charter
        self.facts = facts
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        charter.encode(into: &writer)
        writer.array(facts)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        charter = try Digest(from: &reader)
        facts = try reader.array(upTo: CharterLimits.attributes)
        reader.endArray()
    }
}
