import CanonicalCoding

/// The type of an attribute or of a record's field; types of a vocabulary are named by their id.
package enum ValueType: Hashable, Sendable {
    case bool
    /// One member of a type of the vocabulary.
    case enumeration(String)
    /// Any members of a type of the vocabulary, as one 64-bit word.
    case set(String)
    /// A whole number in a closed range.
    case integer(from: Int64, through: Int64)
    /// Milliseconds since 1970-01-01T00:00Z.
    case instant
    /// A member or a person, known to the host; equality only. Fields of records only.
    case party
    /// The id of a rule; equality only. Fields of records only.
    case ruleName
    /// A free text; shown, never compared except for equality. Fields of records only.
    case text
}

extension ValueType: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .bool: Self.simple(1, &writer)
        case .enumeration(let type):
            writer.array(count: 2)
            writer.unsigned(2)
            writer.text(type)
        case .set(let type):
            writer.array(count: 2)
            writer.unsigned(3)
            writer.text(type)
        case .integer(let low, let high):
            writer.array(count: 3)
            writer.unsigned(4)
            writer.signed(low)
            writer.signed(high)
        case .instant: Self.simple(5, &writer)
        case .party: Self.simple(6, &writer)
        case .ruleName: Self.simple(7, &writer)
        case .text: Self.simple(8, &writer)
        }
    }

    private static func simple(_ tag: UInt64, _ writer: inout CanonicalWriter) {
        writer.array(count: 1)
        writer.unsigned(tag)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        let tag = try reader.unsigned()
        switch (tag, count) {
        case (1, 1): self = .bool
        case (2, 2): self = .enumeration(try reader.text())
        case (3, 2): self = .set(try reader.text())
        case (4, 3): self = .integer(from: try reader.signed(), through: try reader.signed())
        case (5, 1): self = .instant
        case (6, 1): self = .party
        case (7, 1): self = .ruleName
        case (8, 1): self = .text
        default: throw .invalidValue(at: reader.offset, field: "value type")
        }
        reader.endArray()
    }
}
