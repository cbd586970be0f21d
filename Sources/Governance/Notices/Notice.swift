import CanonicalCoding
import LedgerTypes

/// Who is to be told.
package enum NoticeAudience: UInt64, NumberedCase {
    case patient = 1
    case regulator = 2
    case committee = 3
    case holder = 4
    /// The persons at the responsible member who keep its governance key.
    case governance = 5
}

/// What of a record is told: that it came about, or that it has ended.
package enum NoticeOccasion: UInt64, NumberedCase {
    case event = 1
    case ending = 2
}

package enum NoticeState: UInt64, NumberedCase {
    case due = 1
    case discharged = 2
    /// The deadline passed; it can still be discharged, and stays visible as late.
    case overdue = 3
    case dischargedLate = 4

    package var isOutstanding: Bool { self == .due || self == .overdue }
}

/// A duty to tell somebody, until the responsible member's node has acknowledged it.
///
/// An undischarged duty is visible state. Source: docs/concepts/overview.md, "The parts".
package struct Notice: Hashable, Sendable {
    package let id: RecordID
    package let audience: NoticeAudience
    /// The patient concerned; also for notices to others.
    package let subject: Pseudonym?
    /// What it is about: an override, a decision, a case.
    package let about: RecordID
    /// Whose outbox sends it.
    package let responsible: MemberID
    package let created: BlockTime
    /// First instant at which it is late.
    package let due: BlockTime
    package var state: NoticeState
    package var discharged: BlockTime?
    /// The transaction that acknowledged it.
    package var acknowledgement: TransactionID?

    package init(
        id: RecordID, audience: NoticeAudience, subject: Pseudonym?, about: RecordID,
        responsible: MemberID, created: BlockTime, due: BlockTime
    ) {
        self.id = id
        self.audience = audience
        self.subject = subject
        self.about = about
        self.responsible = responsible
        self.created = created
        self.due = due
        state = .due
        discharged = nil
        acknowledgement = nil
    }
}

extension Notice: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 10)
        id.encode(into: &writer)
        audience.encode(into: &writer)
        writer.optional(subject)
        about.encode(into: &writer)
        responsible.encode(into: &writer)
        created.encode(into: &writer)
        due.encode(into: &writer)
        state.encode(into: &writer)
        writer.optional(discharged)
        writer.optional(acknowledgement)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 10)
        id = try RecordID(from: &reader)
        audience = try NoticeAudience(from: &reader)
        subject = try reader.optional()
        about = try RecordID(from: &reader)
        responsible = try MemberID(from: &reader)
        created = try BlockTime(from: &reader)
        due = try BlockTime(from: &reader)
        state = try NoticeState(from: &reader)
        discharged = try reader.optional()
        acknowledgement = try reader.optional()
        reader.endArray()
    }
}
