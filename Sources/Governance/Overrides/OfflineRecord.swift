import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// What a node wrote down, durably, before it showed data while it was cut off.
///
/// Records of one holder form a chain: `sequence` is reserved before anything else and `previous`
/// is the digest of the record before.
/// Source: docs/internals/decisions/0007-authentic-offline-records-are-never-refused.md.
package struct OfflineRecord: Hashable, Sendable {
    package let chain: ChainID
    package let holder: MemberID
    /// 1 for the holder's first.
    package let sequence: UInt64
    /// Zero for sequence 1.
    package let previous: Digest
    /// The last committed header.
    package let basis: Header
    /// Members whose nodes were connected when it was written; ascending.
    package let peersSeen: [MemberID]
    /// The node's wall clock.
    package let wallClock: BlockTime
    /// The node's monotonic clock since it committed the basis.
    package let sinceBasis: Milliseconds
    package let scope: OverrideScope
    package let physician: StaffReference
    package let approver: StaffReference?
    package let reason: OverrideReason
    package let reasonCommitment: Digest
    /// By the wall clock.
    package let expires: BlockTime
    /// One a charter in force, in the order of the active set.
    package let questions: [OfflineQuestion]
    package let ruling: Ruling

    package init(
        chain: ChainID, holder: MemberID, sequence: UInt64, previous: Digest, basis: Header,
        peersSeen: [MemberID], wallClock: BlockTime, sinceBasis: Milliseconds,
        scope: OverrideScope, physician: StaffReference, approver: StaffReference?,
        reason: OverrideReason, reasonCommitment: Digest, expires: BlockTime,
        questions: [OfflineQuestion], ruling: Ruling
    ) {
        self.chain = chain
        self.holder = holder
        self.sequence = sequence
        self.previous = previous
        self.basis = basis
        self.peersSeen = peersSeen.sorted()
        self.wallClock = wallClock
        self.sinceBasis = sinceBasis
        self.scope = scope
        self.physician = physician
        self.approver = approver
        self.reason = reason
        self.reasonCommitment = reasonCommitment
        self.expires = expires
        self.questions = questions
        self.ruling = ruling
    }

    /// What `previous` of the first record says.
    package static let origin = Digest.zero

    private static let domain = DigestDomain("tally/offline-override/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }

    /// What the physician, the approver and the gateway sign.
    package static func signedBytes(of digest: Digest) -> [UInt8] {
        Array("tally/offline-override/v1\nrecord \(digest)\n".utf8)
    }
}

extension OfflineRecord: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 16)
        chain.encode(into: &writer)
        holder.encode(into: &writer)
        writer.unsigned(sequence)
        previous.encode(into: &writer)
        basis.encode(into: &writer)
        writer.array(peersSeen)
        wallClock.encode(into: &writer)
        sinceBasis.encode(into: &writer)
        scope.encode(into: &writer)
        physician.encode(into: &writer)
        writer.optional(approver)
        reason.encode(into: &writer)
        reasonCommitment.encode(into: &writer)
        expires.encode(into: &writer)
        writer.array(questions)
        ruling.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 16)
        chain = try ChainID(from: &reader)
        holder = try MemberID(from: &reader)
        sequence = try reader.unsigned()
        previous = try Digest(from: &reader)
        basis = try Header(from: &reader)
        peersSeen = try reader.array(upTo: LedgerTypes.Limits.maximumSeats)
        wallClock = try BlockTime(from: &reader)
        sinceBasis = try Milliseconds(from: &reader)
        scope = try OverrideScope(from: &reader)
        physician = try StaffReference(from: &reader)
        approver = try reader.optional()
        reason = try OverrideReason(from: &reader)
        reasonCommitment = try Digest(from: &reader)
        expires = try BlockTime(from: &reader)
        questions = try reader.array(upTo: GovernanceLimits.activeCharters)
        ruling = try Ruling(from: &reader)
        reader.endArray()
        guard sequence >= 1 else { throw .invalidValue(at: reader.offset, field: "sequence") }
    }
}
