import CanonicalCoding
import LedgerTypes
import Sealing

/// An offline record with the signatures given at the time.
package struct SignedOfflineRecord: Hashable, Sendable, CanonicalCodable {
    package let record: OfflineRecord
    /// Ascending by key: the physician, the approver if there is one, and the holder's gateway.
    package let signatures: [TransactionSignature]

    package init(record: OfflineRecord, signatures: [TransactionSignature]) {
        self.record = record
        self.signatures = signatures.sorted { $0.key < $1.key }
    }

    package init(record: OfflineRecord, signedBy keys: [SigningKey], suite: CryptoSuite) {
        let message = OfflineRecord.signedBytes(of: record.digest(suite: suite))
        self.init(
            record: record,
            signatures: keys.map {
                TransactionSignature(key: $0.verifyingKey.id, signature: $0.sign(message))
            })
    }

    /// True if the key signed; the key must come from verified state.
    package func isSigned(by key: VerifyingKey, suite: CryptoSuite) -> Bool {
        guard let found = signatures.first(where: { $0.key == key.id }) else { return false }
        return key.verifiesAdmitted(
            found.signature, over: OfflineRecord.signedBytes(of: record.digest(suite: suite)))
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        record.encode(into: &writer)
        writer.array(signatures)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        record = try OfflineRecord(from: &reader)
        signatures = try reader.array(upTo: 3)
        for (left, right) in zip(signatures, signatures.dropFirst()) where left.key >= right.key {
            throw .invalidValue(at: reader.offset, field: "signatures")
        }
        reader.endArray()
    }
}
