import CanonicalCoding
import LedgerTypes
import Sealing

/// Whether data may be read under an override.
package enum OverrideAccess: UInt64, NumberedCase {
    /// Waits for a second approver.
    case pending = 1
    case open = 2
    case ended = 3
}

/// How an after-duty stands.
package enum DutyState: UInt64, NumberedCase {
    case due = 1
    case done = 2
    case overdue = 3
    case doneLate = 4

    package var isOutstanding: Bool { self == .due || self == .overdue }
}

package enum OverrideVerdict: UInt64, NumberedCase {
    case justified = 1
    case unjustified = 2
}

/// The sum of an override's duties.
package enum OverrideState: UInt64, NumberedCase {
    case open = 1
    case closed = 2
    case overdue = 3
}

/// Emergency access with after-duties. Source: docs/concepts/overview.md, "The parts".
package struct Override: Hashable, Sendable {
    /// The declaring transaction.
    package let id: RecordID
    package let scope: OverrideScope
    package let physician: StaffReference
    package let reason: OverrideReason
    /// Salted commitment of the reason in words.
    package let reasonCommitment: Digest
    /// Whether the patient had refused emergency use.
    package let againstRefusal: Bool
    /// Whether a second approver is needed: a refusal, or the physician's duties are overdue.
    package let needsApproval: Bool
    package let opened: BlockTime
    /// First instant at which nothing is read any more.
    package let expires: BlockTime
    package let writeUpDue: BlockTime
    package var reviewDue: BlockTime
    package let reviewCase: RecordID
    package let offline: OfflineEvidence?
    /// Whom the physician named as second approver: besides physicians of the holder only this
    /// person may approve.
    package let named: StaffReference?
    /// Who approved; signed in person.
    package var approver: StaffReference?
    package var access: OverrideAccess
    package var writeUp: DutyState
    /// Salted commitment of the written-up record.
    package var writeUpCommitment: Digest?
    package var review: DutyState
    package var verdict: OverrideVerdict?

    package init(
        id: RecordID, scope: OverrideScope, physician: StaffReference, reason: OverrideReason,
        reasonCommitment: Digest, againstRefusal: Bool, needsApproval: Bool, opened: BlockTime,
        expires: BlockTime, writeUpDue: BlockTime, reviewDue: BlockTime, reviewCase: RecordID,
        offline: OfflineEvidence?, named: StaffReference? = nil, approver: StaffReference?
    ) {
        self.id = id
        self.scope = scope
        self.physician = physician
        self.reason = reason
        self.reasonCommitment = reasonCommitment
        self.againstRefusal = againstRefusal
        self.needsApproval = needsApproval
        self.opened = opened
        self.expires = expires
        self.writeUpDue = writeUpDue
        self.reviewDue = reviewDue
        self.reviewCase = reviewCase
        self.offline = offline
        self.named = named ?? approver
        self.approver = approver
        access = needsApproval && approver == nil ? .pending : .open
        writeUp = .due
        writeUpCommitment = nil
        review = .due
        verdict = nil
    }

    package var state: OverrideState {
        if writeUp == .overdue || review == .overdue { return .overdue }
        return writeUp.isOutstanding || review.isOutstanding ? .open : .closed
    }

    /// Whether a person's approval would count: a stranger's is none, and makes nobody a party.
    func mayBeApproved(by person: StaffReference) -> Bool {
        person == named || person.member == scope.holder
    }

    /// Whether requests may rest on it.
    package func isInForce(at time: BlockTime) -> Bool {
        access == .open && time >= opened && time < expires
    }
}

extension Override: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 20)
        id.encode(into: &writer)
        scope.encode(into: &writer)
        physician.encode(into: &writer)
        reason.encode(into: &writer)
        reasonCommitment.encode(into: &writer)
        writer.flag(againstRefusal)
        writer.flag(needsApproval)
        opened.encode(into: &writer)
        expires.encode(into: &writer)
        writeUpDue.encode(into: &writer)
        reviewDue.encode(into: &writer)
        reviewCase.encode(into: &writer)
        writer.optional(offline)
        writer.optional(named)
        writer.optional(approver)
        access.encode(into: &writer)
        writeUp.encode(into: &writer)
        writer.optional(writeUpCommitment)
        review.encode(into: &writer)
        writer.optional(verdict)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 20)
        id = try RecordID(from: &reader)
        scope = try OverrideScope(from: &reader)
        physician = try StaffReference(from: &reader)
        reason = try OverrideReason(from: &reader)
        reasonCommitment = try Digest(from: &reader)
        againstRefusal = try reader.flag(field: "against refusal")
        needsApproval = try reader.flag(field: "needs approval")
        opened = try BlockTime(from: &reader)
        expires = try BlockTime(from: &reader)
        writeUpDue = try BlockTime(from: &reader)
        reviewDue = try BlockTime(from: &reader)
        reviewCase = try RecordID(from: &reader)
        offline = try reader.optional()
        named = try reader.optional()
        approver = try reader.optional()
        access = try OverrideAccess(from: &reader)
        writeUp = try DutyState(from: &reader)
        writeUpCommitment = try reader.optional()
        review = try DutyState(from: &reader)
        verdict = try reader.optional()
        reader.endArray()
    }
}
