import CanonicalCoding
import LedgerTypes
import Sealing

/// A transaction with the signatures it has so far, canonical bytes in base64.
public struct SignatureBody: Codable, Sendable {
    public let transaction: String
    /// What opens the content digest of a data set, canonical bytes of the disclosure, base64: the
    /// gateway keeps it, so that it releases what the digest covers and nothing else.
    public let content: String?

    enum CodingKeys: String, CodingKey {
        case transaction, content
    }

    public init(transaction: String, content: String? = nil) {
        self.transaction = transaction
        self.content = content
    }
}

extension SignatureBody {
    package init(_ transaction: SignedTransaction, content: FieldDisclosure? = nil) {
        self.init(
            transaction: Base64.encode(transaction.canonicalBytes),
            content: content.map { Base64.encode($0.canonicalBytes) })
    }

    /// The disclosure of `content`; nil where there is none, or the bytes are not one.
    package var opened: FieldDisclosure? {
        content.flatMap(Base64.decode).flatMap { try? FieldDisclosure(canonical: $0) }
    }

    /// The transaction; nil if the bytes are not one.
    package var signed: SignedTransaction? {
        Base64.decode(transaction).flatMap { try? SignedTransaction(canonical: $0) }
    }
}
