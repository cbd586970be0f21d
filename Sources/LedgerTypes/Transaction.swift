import CanonicalCoding
import Sealing

/// What somebody asks the ledger to record; signatures stand beside it.
///
/// Payload: canonical bytes of [body of the kind, [field commitment …]]; the commitments hide what
/// could be guessed and are opened field by field in evidence files.
/// Source: docs/reference/ledger-formats.md.
package struct Transaction: Hashable, Sendable {
    package let suite: CryptoSuite
    package let chain: ChainID
    package let kind: TransactionKind
    package let member: MemberID
    package let staff: StaffID?
    package let onBehalfOf: MemberID?
    package let nonce: [UInt8]
    /// Last block time at which the transaction may enter a block.
    package let validUntil: BlockTime
    package let payload: [UInt8]

    package init(
        suite: CryptoSuite, chain: ChainID, kind: TransactionKind, member: MemberID,
        staff: StaffID? = nil, onBehalfOf: MemberID? = nil, nonce: [UInt8], validUntil: BlockTime,
        payload: [UInt8]
    ) {
        precondition(nonce.count == Limits.nonceByteCount, "a nonce has 16 bytes")
        self.suite = suite
        self.chain = chain
        self.kind = kind
        self.member = member
        self.staff = staff
        self.onBehalfOf = onBehalfOf
        self.nonce = nonce
        self.validUntil = validUntil
        self.payload = payload
    }

    private static let domain = DigestDomain("tally/tx/v1")

    /// The digest without signatures. Complexity: O(n); keep it.
    package var id: TransactionID { TransactionID(suite.digest(Self.domain, of: self)) }

    /// What a signer signs: the domain line and the id, so that a key never signs a bare digest.
    package static func signedBytes(of id: TransactionID) -> [UInt8] {
        Array("tally/tx-signature/v1\ntransaction \(id)\n".utf8)
    }
}

extension Transaction: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        suite.encode(into: &writer)
        chain.encode(into: &writer)
        kind.encode(into: &writer)
        member.encode(into: &writer)
        writer.optional(staff)
        writer.optional(onBehalfOf)
        writer.byteString(nonce)
        validUntil.encode(into: &writer)
        writer.byteString(payload)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        suite = try CryptoSuite(from: &reader)
        chain = try ChainID(from: &reader)
        kind = try TransactionKind(from: &reader)
        member = try MemberID(from: &reader)
        staff = try reader.optional()
        onBehalfOf = try reader.optional()
        nonce = try reader.byteString(count: Limits.nonceByteCount, field: "nonce")
        validUntil = try BlockTime(from: &reader)
        payload = try reader.byteString()
        guard payload.count <= Limits.maximumPayloadBytes else {
            throw .invalidValue(at: reader.offset, field: "payload")
        }
        reader.endArray()
    }
}

/// A signature beside a transaction, with the name of its key.
package struct TransactionSignature: Hashable, Sendable, CanonicalCodable {
    package let key: KeyID
    package let signature: Signature

    package init(key: KeyID, signature: Signature) {
        self.key = key
        self.signature = signature
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        key.encode(into: &writer)
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        key = try KeyID(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}

/// A transaction with its signatures, strictly ascending by key.
package struct SignedTransaction: Hashable, Sendable {
    package let transaction: Transaction
    package let signatures: [TransactionSignature]
    /// The transaction's id, computed once.
    package let id: TransactionID

    package init(_ transaction: Transaction, signatures: [TransactionSignature]) {
        self.transaction = transaction
        self.signatures = signatures.sorted { $0.key < $1.key }
        id = transaction.id
    }

    /// Signs with each of the keys.
    package init(_ transaction: Transaction, signedBy keys: [SigningKey]) {
        let id = transaction.id
        let message = Transaction.signedBytes(of: id)
        self.transaction = transaction
        self.id = id
        signatures = keys.map {
            TransactionSignature(key: $0.verifyingKey.id, signature: $0.sign(message))
        }.sorted { $0.key < $1.key }
    }

    /// The same transaction with one more signature: signers may sit at different machines.
    package func adding(signatureBy key: SigningKey) -> SignedTransaction {
        let added = TransactionSignature(
            key: key.verifyingKey.id, signature: key.sign(Transaction.signedBytes(of: id)))
        return SignedTransaction(
            transaction, signatures: signatures.filter { $0.key != added.key } + [added])
    }

    /// True if the named key signed; the key must come from verified state.
    package func isSigned(by key: VerifyingKey) -> Bool {
        guard let found = signatures.first(where: { $0.key == key.id }) else { return false }
        return key.verifiesAdmitted(found.signature, over: Transaction.signedBytes(of: id))
    }
}

extension SignedTransaction: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        transaction.encode(into: &writer)
        writer.array(signatures)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        transaction = try Transaction(from: &reader)
        signatures = try reader.array(upTo: Limits.maximumSignatures)
        for (left, right) in zip(signatures, signatures.dropFirst()) where left.key >= right.key {
            throw .invalidValue(at: reader.offset, field: "signatures")
        }
        id = transaction.id
        reader.endArray()
    }
}
