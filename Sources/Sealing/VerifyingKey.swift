import Bilingual
internal import CSodium
import CanonicalCoding

/// Why a public key is not admitted at enrolment.
package enum KeyFault: Error, Hashable, Sendable {
    case wrongLength(found: Int)
    /// Not a canonical point of prime order: signatures under it could be read in two ways.
    case notPrimeOrder
}

/// A signature; its length is checked where it is verified.
package struct Signature: Hashable, Sendable, CanonicalCodable {
    package let bytes: [UInt8]
    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        bytes = try reader.byteString()
    }
}

/// A public signing key of a suite. Decoding checks form only; `enrolling:` checks the point.
package struct VerifyingKey: Hashable, Sendable {
    package let suite: CryptoSuite
    package let bytes: [UInt8]

    /// Admits a key: canonical, of prime order. Everything that enters the ledger passes here.
    package init(enrolling bytes: [UInt8], suite: CryptoSuite) throws(KeyFault) {
        guard bytes.count == suite.keyByteCount else { throw .wrongLength(found: bytes.count) }
        SodiumReady.require()
        guard crypto_core_ed25519_is_valid_point(bytes) == 1 else { throw .notPrimeOrder }
        self.suite = suite
        self.bytes = bytes
    }

    /// True if the key would be admitted at enrolment.
    package var isPrimeOrder: Bool {
        SodiumReady.require()
        return bytes.count == suite.keyByteCount && crypto_core_ed25519_is_valid_point(bytes) == 1
    }

    /// The one signature check of the project: exactly 64 bytes, S below the group order, R
    /// canonical and not of low order, and a key of prime order.
    ///
    /// Source: docs/reference/ledger-formats.md, "A certificate holds if, in this order".
    package func verifies(_ signature: Signature, over message: [UInt8]) -> Bool {
        guard isPrimeOrder else { return false }
        return verifiesAdmitted(signature, over: message)
    }

    /// The same check for a key whose point was checked when it was enrolled.
    ///
    /// INVARIANT: only for keys read from verified state or a checked seat set.
    package func verifiesAdmitted(_ signature: Signature, over message: [UInt8]) -> Bool {
        guard signature.bytes.count == suite.signatureByteCount, bytes.count == suite.keyByteCount
        else { return false }
        SodiumReady.require()
        return crypto_sign_verify_detached(
            signature.bytes, message, UInt64(message.count), bytes) == 0
    }

    private static let domain = DigestDomain("tally/key/v1")

    /// The name of the key beside signatures.
    package var id: KeyID { KeyID(suite.digest(Self.domain, of: self)) }
}

extension VerifyingKey: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        suite.encode(into: &writer)
        writer.byteString(bytes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        suite = try CryptoSuite(from: &reader)
        bytes = try reader.byteString(count: suite.keyByteCount, field: "key")
        reader.endArray()
    }
}

/// The digest that names a key.
package struct KeyID: Hashable, Sendable, Comparable, CanonicalCodable, CustomStringConvertible {
    package let digest: Digest
    package init(_ digest: Digest) { self.digest = digest }
    package func encode(into writer: inout CanonicalWriter) { digest.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        digest = try Digest(from: &reader)
    }
    package static func < (left: KeyID, right: KeyID) -> Bool { left.digest < right.digest }
    package var description: String { digest.description }
}

extension KeyFault: Worded {
    package var english: String {
        switch self {
        case .wrongLength(let found): "a key of \(found) bytes is not of the suite"
        case .notPrimeOrder: "the key is no point of prime order: make another"
        }
    }

    package var chinese: String {
        switch self {
        case .wrongLength(let found): "密钥长度 \(found) 字节，与密码套件不符"
        case .notPrimeOrder: "密钥不是素数阶点：请另行生成"
        }
    }
}
