import CanonicalCoding
import LedgerTypes
import Sealing

/// Why a patient cannot sign with their key any more.
package enum SubjectRecoveryReason: UInt64, NumberedCase {
    case lost = 1
    case stolen = 2
    case damaged = 3
    /// The device is there, what opens the key is forgotten.
    case locked = 4

    package var name: String {
        switch self {
        case .lost: "lost"
        case .stolen: "stolen"
        case .damaged: "damaged"
        case .locked: "locked"
        }
    }

    package var chinese: String {
        switch self {
        case .lost: "遗失"
        case .stolen: "被盗"
        case .damaged: "损坏"
        case .locked: "无法解锁"
        }
    }

    package init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

package enum SubjectRecoveryState: UInt64, NumberedCase {
    case announced = 1
    /// The old key objected, or replaced itself meanwhile.
    case cancelled = 2
    /// The new key signs for the patient.
    case inForce = 3
    /// One of those who announced it was suspended, or is the patient's guardian no more.
    case lapsed = 4

    package var name: String {
        switch self {
        case .announced: "announced"
        case .cancelled: "cancelled"
        case .inForce: "in-force"
        case .lapsed: "lapsed"
        }
    }

    package var chinese: String {
        switch self {
        case .announced: "已公告"
        case .cancelled: "已撤销"
        case .inForce: "已生效"
        case .lapsed: "已失效"
        }
    }
}

/// The replacement of a patient's key that cannot sign any more: announced, then in force unless
/// the old key objects.
///
/// It changes the key and nothing else: guardian, refusal and withdrawals stay as the patient set
/// them. Source: docs/internals/decisions/0027-recovery-of-a-patients-key.md.
package struct SubjectRecovery: Hashable, Sendable {
    package let id: RecordID
    package let subject: Pseudonym
    package let oldKey: VerifyingKey
    package let newKey: VerifyingKey
    package let reason: SubjectRecoveryReason
    /// Commitment to the record of how the patient's identity was checked.
    package let identityCheck: Digest
    /// Two persons of the holder, the acting one first; or the guardian alone.
    package let announcers: [KeyOwner]
    package let announced: BlockTime
    /// First instant at which the new key signs.
    package let due: BlockTime
    package var state: SubjectRecoveryState
    /// When it came to an end, in whatever way; nil while it is open.
    package var ended: BlockTime?
    /// The patient's recovery before this one.
    package let previous: RecordID?

    package var isOpen: Bool { state == .announced }
}

extension Tables {
    package static let subjectRecoveries = Table<RecordID, SubjectRecovery>("subject-recovery")
    /// The patient's latest recovery; at most this one is open.
    package static let latestSubjectRecovery = Table<Pseudonym, RecordID>(
        "latest-subject-recovery")
    /// What the old key made of earlier announcements of the same announcer.
    static let recoveryObjections = Table<RecoveryAnnouncer, RecoveryObjections>(
        "subject-recovery-objections")
}

extension SubjectRecovery: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 12)
        id.encode(into: &writer)
        subject.encode(into: &writer)
        oldKey.encode(into: &writer)
        newKey.encode(into: &writer)
        reason.encode(into: &writer)
        identityCheck.encode(into: &writer)
        writer.array(announcers)
        announced.encode(into: &writer)
        due.encode(into: &writer)
        state.encode(into: &writer)
        writer.optional(ended)
        writer.optional(previous)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 12)
        id = try RecordID(from: &reader)
        subject = try Pseudonym(from: &reader)
        oldKey = try VerifyingKey(from: &reader)
        newKey = try VerifyingKey(from: &reader)
        reason = try SubjectRecoveryReason(from: &reader)
        identityCheck = try Digest(from: &reader)
        announcers = try reader.array(upTo: 2)
        announced = try BlockTime(from: &reader)
        due = try BlockTime(from: &reader)
        state = try SubjectRecoveryState(from: &reader)
        ended = try reader.optional()
        previous = try reader.optional()
        reader.endArray()
    }
}
