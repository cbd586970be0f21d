import CanonicalCoding
import Sealing

/// A digest with a meaning.
package protocol LedgerDigest: Hashable, Comparable, Sendable, CanonicalCodable,
    CustomStringConvertible
{
    var digest: Digest { get }
    init(_ digest: Digest)
}

extension LedgerDigest {
    package func encode(into writer: inout CanonicalWriter) { digest.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        self.init(try Digest(from: &reader))
    }
    package static func < (left: Self, right: Self) -> Bool { left.digest < right.digest }
    package var description: String { digest.description }

    /// Reads 64 hexadecimal digits.
    package init?(hex: String) {
        guard let digest = Digest(hex: hex) else { return nil }
        self.init(digest)
    }
}

/// Names a chain: the digest of its genesis.
package struct ChainID: LedgerDigest {
    package let digest: Digest
    package init(_ digest: Digest) { self.digest = digest }
}

/// Names a block: the digest of its header.
package struct BlockID: LedgerDigest {
    package let digest: Digest
    package init(_ digest: Digest) { self.digest = digest }
}

/// Names a transaction: its digest without signatures.
package struct TransactionID: LedgerDigest {
    package let digest: Digest
    package init(_ digest: Digest) { self.digest = digest }
}

/// Names a record of the ledger by the transaction that created it.
package struct RecordID: LedgerDigest {
    package let digest: Digest
    package init(_ digest: Digest) { self.digest = digest }
    package init(_ transaction: TransactionID) { digest = transaction.digest }
}

/// A patient as one holder knows them: the digest of a `SubjectName`.
package struct Pseudonym: LedgerDigest {
    package let digest: Digest
    package init(_ digest: Digest) { self.digest = digest }
}
