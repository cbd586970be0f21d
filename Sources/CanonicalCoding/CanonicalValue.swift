/// Any canonical item, without a schema: for inspection, tests and extension payloads.
package indirect enum CanonicalValue: Hashable, Sendable, CanonicalCodable {
    case unsigned(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CanonicalValue])

    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .unsigned(let value): writer.unsigned(value)
        case .bytes(let value): writer.byteString(value)
        case .text(let value): writer.text(value)
        case .array(let values): writer.array(values)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        switch try reader.peekType() {
        case .unsigned: self = .unsigned(try reader.unsigned())
        case .bytes: self = .bytes(try reader.byteString())
        case .text: self = .text(try reader.text())
        case .array: self = .array(try reader.array())
        }
    }
}

/// The four types of the coding.
package enum CanonicalType: Hashable, Sendable {
    case unsigned, bytes, text, array
}
