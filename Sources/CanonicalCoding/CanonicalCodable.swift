/// A value with one canonical form.
package protocol CanonicalEncodable {
    func encode(into writer: inout CanonicalWriter)
}

/// A value that can be read from its canonical form; positional, so every format is its own schema.
package protocol CanonicalDecodable {
    init(from reader: inout CanonicalReader) throws(CodingFault)
}

package typealias CanonicalCodable = CanonicalEncodable & CanonicalDecodable

extension CanonicalEncodable {
    /// The canonical bytes of the value.
    package var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        encode(into: &writer)
        return writer.bytes
    }
}

extension CanonicalDecodable where Self: CanonicalEncodable {
    /// Decodes, re-encodes and compares: bytes that are not the one canonical form are refused.
    ///
    /// Complexity: O(n). Source: docs/reference/coding.md.
    package init(canonical bytes: [UInt8]) throws(CodingFault) {
        guard bytes.count <= Limits.maximumBytes else { throw .tooLarge(at: 0) }
        var reader = CanonicalReader(bytes)
        let value = try Self(from: &reader)
        try reader.finish()
        guard value.canonicalBytes == bytes else { throw .notCanonical }
        self = value
    }
}

extension UInt64: CanonicalEncodable, CanonicalDecodable {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(self) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        self = try reader.unsigned()
    }
}

extension Int64: CanonicalEncodable, CanonicalDecodable {
    package func encode(into writer: inout CanonicalWriter) { writer.signed(self) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        self = try reader.signed()
    }
}

extension String: CanonicalEncodable, CanonicalDecodable {
    package func encode(into writer: inout CanonicalWriter) { writer.text(self) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        self = try reader.text()
    }
}

/// A byte string as an element of arrays and optionals.
package struct ByteString: CanonicalCodable, Hashable, Sendable {
    package let bytes: [UInt8]
    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        bytes = try reader.byteString()
    }
}
