import CanonicalCoding

/// A salt of 32 bytes; destroying it erases what a commitment hides.
package struct Salt: Hashable, Sendable, CanonicalCodable {
    package let bytes: [UInt8]
    package static let byteCount = 32

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    package func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        bytes = try reader.byteString(count: Self.byteCount, field: "salt")
    }

    /// The salt of one field: HMAC of its position under the entry's secret.
    /// Source: docs/reference/evidence-format.md, "disclosures.cbor".
    package static func derive(entrySecret: SecretBytes, position: UInt64) -> Salt {
        Salt(KeyedHash.hmac(key: entrySecret, position.canonicalBytes).bytes)!
    }
}

/// One field that a commitment hides, as it is disclosed: position, salt, name, value.
package struct FieldDisclosure: Hashable, Sendable, CanonicalCodable {
    package let position: UInt64
    package let salt: Salt
    package let name: String
    package let value: [UInt8]

    package init(position: UInt64, salt: Salt, name: String, value: [UInt8]) {
        self.position = position
        self.salt = salt
        self.name = name
        self.value = value
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.unsigned(position)
        salt.encode(into: &writer)
        writer.text(name)
        writer.byteString(value)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
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
    package func commitment(suite: CryptoSuite) -> Digest {
        suite.digest(Self.domain, of: self)
    }
}

extension Salt {
    /// A salt that nobody has seen, from the operating system's random numbers.
    package static func fresh() -> Salt {
        guard let salt = Salt(RandomBytes.generate(count: Salt.byteCount)) else {
            preconditionFailure("a salt of \(Salt.byteCount) bytes was refused")
        }
        return salt
    }
}
