/// A value with one canonical form.
public protocol CanonicalEncodable {
    func encode(into writer: inout CanonicalWriter)
}

/// A value that can be read from its canonical form; positional, so every format is its own schema.
public protocol CanonicalDecodable {
    init(from reader: inout CanonicalReader) throws(CodingFault)
}

public typealias CanonicalCodable = CanonicalEncodable & CanonicalDecodable

extension CanonicalEncodable {
    /// The canonical bytes of the value.
    public var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        encode(into: &writer)
        return writer.bytes
    }
}

extension CanonicalDecodable where Self: CanonicalEncodable {
    /// Decodes, re-encodes and compares: bytes that are not the one canonical form are refused.
    ///
    /// Complexity: O(n). Source: docs/reference/coding.md.
    public init(canonical bytes: [UInt8]) throws(CodingFault) {
        guard bytes.count <= Limits.maximumBytes else { throw .tooLarge(at: 0) }
        var reader = CanonicalReader(bytes)
        let value = try Self(from: &reader)
        try reader.finish()
        guard value.canonicalBytes == bytes else { throw .notCanonical }
        self = value
    }
}

extension UInt64: CanonicalEncodable, CanonicalDecodable {
    public func encode(into writer: inout CanonicalWriter) { writer.unsigned(self) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        self = try reader.unsigned()
    }
}

extension Int64: CanonicalEncodable, CanonicalDecodable {
    public func encode(into writer: inout CanonicalWriter) { writer.signed(self) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        self = try reader.signed()
    }
}

extension String: CanonicalEncodable, CanonicalDecodable {
    public func encode(into writer: inout CanonicalWriter) { writer.text(self) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        self = try reader.text()
    }
}

/// A byte string as an element of arrays and optionals.
public struct ByteString: CanonicalCodable, Hashable, Sendable {
    public let bytes: [UInt8]
    public init(_ bytes: [UInt8]) { self.bytes = bytes }
    public func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        bytes = try reader.byteString()
    }
}
