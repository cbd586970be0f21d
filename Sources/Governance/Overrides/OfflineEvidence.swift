import CanonicalCoding
import LedgerTypes
import Sealing

/// What was wrong with an offline override that was authentic. It is recorded, with all its
/// duties, rather than refused: the data have been seen.
package enum OfflineFinding: UInt64, NumberedCase {
    /// The charters in force at the basis give another ruling for the same facts.
    case rulingDiffers = 1
    /// They do not permit.
    case notPermitted = 2
    /// The node's state was older than the chain's limit.
    case stateTooOld = 3
    /// It needed a second approver and had none.
    case approvalMissing = 4
    /// It was opened for longer than 6 hours.
    case tooLong = 5
    /// The parameters name no overrides for members of the kind of the holder, or of who approved.
    case kindForeign = 6
    /// The physician, or who approved, had no licence in force.
    case unlicensed = 7
    /// The physician, or who approved, was not enrolled for that time.
    case notInOffice = 8
}

/// What the chain found when an offline override was anchored.
package struct OfflineEvidence: Hashable, Sendable, CanonicalCodable {
    /// Digest of the offline record.
    package let record: Digest
    package let sequence: UInt64
    /// Height of the header on which the node decided.
    package let basis: Height
    /// The node's wall clock at the time.
    package let decided: BlockTime
    /// Ascending, each once; empty where nothing was wrong.
    package let findings: [OfflineFinding]
    /// Sequence numbers missing right before this record when it was anchored.
    package let missingBefore: UInt64

    package init(
        record: Digest, sequence: UInt64, basis: Height, decided: BlockTime,
        findings: [OfflineFinding],
        missingBefore: UInt64
    ) {
        self.record = record
        self.sequence = sequence
        self.basis = basis
        self.decided = decided
        self.findings = findings
        self.missingBefore = missingBefore
    }

    /// Whether the charters in force at the basis give the same ruling for the same facts.
    package var agrees: Bool { !findings.contains(.rulingDiffers) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        record.encode(into: &writer)
        writer.unsigned(sequence)
        basis.encode(into: &writer)
        decided.encode(into: &writer)
        writer.array(findings)
        writer.unsigned(missingBefore)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 6)
        record = try Digest(from: &reader)
        sequence = try reader.unsigned()
        basis = try Height(from: &reader)
        decided = try BlockTime(from: &reader)
        findings = try reader.array(upTo: OfflineFinding.allCases.count)
        missingBefore = try reader.unsigned()
        reader.endArray()
    }
}
