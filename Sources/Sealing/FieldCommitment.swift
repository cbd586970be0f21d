import CanonicalCoding

/// A salt of 32 bytes; destroying it erases what a commitment hides.
public struct Salt: Hashable, Sendable, CanonicalCodable {
    public let bytes: [UInt8]
    public static let byteCount = 32

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    public func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        bytes = try reader.byteString(count: Self.byteCount, field: "salt")
    }

    /// The salt of one field: HMAC of its position under the entry's secret.
    /// Source: docs/reference/evidence-format.md, "disclosures.cbor".
    public static func derive(entrySecret: SecretBytes, position: UInt64) -> Salt {
        Salt(KeyedHash.hmac(key: entrySecret, position.canonicalBytes).bytes)!
    }
}

/// One field that a commitment hides, as it is disclosed: position, salt, name, value.
public struct FieldDisclosure: Hashable, Sendable, CanonicalCodable {
    public let position: UInt64
    public let salt: Salt
    public let name: String
    public let value: [UInt8]

    public init(position: UInt64, salt: Salt, name: String, value: [UInt8]) {
        self.position = position
        self.salt = salt
        self.name = name
        self.value = value
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.unsigned(position)
        salt.encode(into: &writer)
        writer.text(name)
        writer.byteString(value)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        position = try reader.unsigned()
        salt = try Salt(from: &reader)
        name = try reader.text()
        value = try reader.byteString()
        reader.endArray()
    }

    private static let domain = DigestDomain("tally/field/v1")

    /// What the ledger keeps of the field.
    /// Source: docs/reference/evidence-format.md, "disclosures.cbor".
    public func commitment(suite: CryptoSuite) -> Digest {
        suite.digest(Self.domain, of: self)
    }
}

extension Salt {
    /// A salt that nobody has seen, from the operating system's random numbers.
    public static func fresh() -> Salt {
        guard let salt = Salt(RandomBytes.generate(count: Salt.byteCount)) else {
            preconditionFailure("a salt of \(Salt.byteCount) bytes was refused")
        }
        return salt
    }
}
