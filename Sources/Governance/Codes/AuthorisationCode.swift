import CanonicalCoding
import LedgerTypes
import Sealing

/// One redemption of a code.
package struct Redemption: Hashable, Sendable, CanonicalCodable {
    package let member: MemberID
    package let time: BlockTime
    package let transaction: TransactionID

    package init(member: MemberID, time: BlockTime, transaction: TransactionID) {
        self.member = member
        self.time = time
        self.transaction = transaction
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        member.encode(into: &writer)
        time.encode(into: &writer)
        transaction.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        member = try MemberID(from: &reader)
        time = try BlockTime(from: &reader)
        transaction = try TransactionID(from: &reader)
        reader.endArray()
    }
}

/// What a code allows: the secret stays with whoever holds it, the chain keeps its public key.
///
/// Source: docs/concepts/overview.md, "The parts".
package struct AuthorisationCode: Hashable, Sendable {
    package let id: RecordID
    package let grant: RecordID?
    package let subject: Pseudonym
    package let holder: MemberID
    /// The key pair derived from the 128-bit secret; the public half.
    package let key: VerifyingKey
    package let audience: MemberID
    /// Id of the purpose in the vocabulary.
    package let purpose: String
    /// Highest level of data, 1–5.
    package let maximumLevel: UInt64
    package let uses: UInt64
    /// First instant at which it is worth nothing.
    package let expires: BlockTime
    package let issued: BlockTime
    package var redemptions: [Redemption]

    package init(
        id: RecordID, grant: RecordID?, subject: Pseudonym, holder: MemberID, key: VerifyingKey,
        audience: MemberID, purpose: String, maximumLevel: UInt64, uses: UInt64,
        expires: BlockTime, issued: BlockTime
    ) {
        self.id = id
        self.grant = grant
        self.subject = subject
        self.holder = holder
        self.key = key
        self.audience = audience
        self.purpose = purpose
        self.maximumLevel = maximumLevel
        self.uses = uses
        self.expires = expires
        self.issued = issued
        redemptions = []
    }

    package var usesLeft: UInt64 { uses - UInt64(redemptions.count) }
}

extension AuthorisationCode: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 12)
        id.encode(into: &writer)
        writer.optional(grant)
        subject.encode(into: &writer)
        holder.encode(into: &writer)
        key.encode(into: &writer)
        audience.encode(into: &writer)
        writer.text(purpose)
        writer.unsigned(maximumLevel)
        writer.unsigned(uses)
        expires.encode(into: &writer)
        issued.encode(into: &writer)
        writer.array(redemptions)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 12)
        id = try RecordID(from: &reader)
        grant = try reader.optional()
        subject = try Pseudonym(from: &reader)
        holder = try MemberID(from: &reader)
        key = try VerifyingKey(from: &reader)
        audience = try MemberID(from: &reader)
        purpose = try reader.text()
        maximumLevel = try reader.unsigned()
        uses = try reader.unsigned()
        expires = try BlockTime(from: &reader)
        issued = try BlockTime(from: &reader)
        redemptions = try reader.array(upTo: GovernanceLimits.codeUses)
        guard UInt64(redemptions.count) <= uses else {
            throw .invalidValue(at: reader.offset, field: "redemptions")
        }
        reader.endArray()
    }
}
