import CanonicalCoding
import Sealing

/// A digest with a meaning.
public protocol LedgerDigest: Hashable, Comparable, Sendable, CanonicalCodable,
    CustomStringConvertible
{
    var digest: Digest { get }
    init(_ digest: Digest)
}

extension LedgerDigest {
    public func encode(into writer: inout CanonicalWriter) { digest.encode(into: &writer) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        self.init(try Digest(from: &reader))
    }
    public static func < (left: Self, right: Self) -> Bool { left.digest < right.digest }
    public var description: String { digest.description }

    /// Reads 64 hexadecimal digits.
    public init?(hex: String) {
        guard let digest = Digest(hex: hex) else { return nil }
        self.init(digest)
    }
}

/// Names a chain: the digest of its genesis.
public struct ChainID: LedgerDigest {
    public let digest: Digest
    public init(_ digest: Digest) { self.digest = digest }
}

/// Names a block: the digest of its header.
public struct BlockID: LedgerDigest {
    public let digest: Digest
    public init(_ digest: Digest) { self.digest = digest }
}

/// Names a transaction: its digest without signatures.
public struct TransactionID: LedgerDigest {
    public let digest: Digest
    public init(_ digest: Digest) { self.digest = digest }
}

/// Names a record of the ledger by the transaction that created it.
public struct RecordID: LedgerDigest {
    public let digest: Digest
    public init(_ digest: Digest) { self.digest = digest }
    public init(_ transaction: TransactionID) { digest = transaction.digest }
}

/// A patient as one holder knows them: an HMAC under that holder's key.
public struct Pseudonym: LedgerDigest {
    public let digest: Digest
    public init(_ digest: Digest) { self.digest = digest }
}
