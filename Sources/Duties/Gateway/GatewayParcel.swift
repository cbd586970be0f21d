import CanonicalCoding
import LedgerTypes
import Sealing

/// What a holder's gateway seals to the asker's: the payload, and what ties it to the ledger.
package struct GatewayParcel: Hashable, Sendable {
    package let chain: ChainID
    package let holder: MemberID
    /// The request's transaction.
    package let permit: RecordID
    /// The entry of the release.
    package let release: TransactionID
    /// Opens the commitment in the release.
    package let salt: Salt
    package let payload: [UInt8]

    private static let version: UInt64 = 1

    package init(
        chain: ChainID, holder: MemberID, permit: RecordID, release: TransactionID, salt: Salt,
        payload: [UInt8]
    ) {
        self.chain = chain
        self.holder = holder
        self.permit = permit
        self.release = release
        self.salt = salt
        self.payload = payload
    }

    /// What a release says of its payload.
    package static func commitment(
        _ payload: [UInt8], salt: Salt, suite: CryptoSuite
    ) -> Digest {
        FieldDisclosure(position: 0, salt: salt, name: "payload", value: payload)
            .commitment(suite: suite)
    }

    package func commitment(suite: CryptoSuite) -> Digest {
        Self.commitment(payload, salt: salt, suite: suite)
    }
}

extension GatewayParcel: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        writer.unsigned(Self.version)
        chain.encode(into: &writer)
        holder.encode(into: &writer)
        permit.encode(into: &writer)
        release.encode(into: &writer)
        salt.encode(into: &writer)
        writer.byteString(payload)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 7)
        guard try reader.unsigned() == Self.version else {
            throw .invalidValue(at: reader.offset, field: "parcel version")
        }
        chain = try ChainID(from: &reader)
        holder = try MemberID(from: &reader)
        permit = try RecordID(from: &reader)
        release = try TransactionID(from: &reader)
        salt = try Salt(from: &reader)
        payload = try reader.byteString()
        reader.endArray()
    }
}
