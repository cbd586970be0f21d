import CanonicalCoding
import LedgerTypes
import Sealing

/// A place in a holder's chain of offline records.
struct OfflineLinkKey: TableKey {
    let holder: MemberID
    let sequence: UInt64

    var keyBytes: [UInt8] { holder.keyBytes + [0x2f] + sequence.bigEndianBytes }
}

extension Tables {
    package static let overrides = Table<RecordID, Override>("override")
    /// Overrides of a physician whose duties are not all done.
    package static let overridesOfPhysician = Listing<StaffReference>(
        "override-physician", links: "override-of-physician")
    /// Overrides under which a subject's data may be read, or that wait for an approver.
    static let overridesOfSubject = Listing<Pseudonym>(
        "override-subject", links: "override-of-subject")
    package static let offlineLogs = Table<MemberID, OfflineLog>("offline-log")
    static let offlineLinks = Table<OfflineLinkKey, OfflineLink>("offline-link")
}

extension StateReader {
    /// The override on which a physician's request may rest, or nil.
    package mutating func overrideInForce(
        for physician: StaffReference, subject: Pseudonym, asset: RecordID?, fields: [String],
        purpose: String
    ) -> Override? {
        for id in ids(Tables.overridesOfSubject, subject) {
            guard let found = get(Tables.overrides, id), found.physician == physician,
                found.isInForce(at: time),
                found.scope.covers(
                    subject: subject, asset: asset, fields: fields, purpose: purpose)
            else { continue }
            return found
        }
        return nil
    }

    /// Refuses an override by somebody of a member whose kind the consortium did not name for it:
    /// an emergency is where patients are treated.
    mutating func requireOverrides(at member: MemberID) throws(Refusal) {
        guard has(Tables.members, member) else { throw .unknownMember }
        guard mayOverride(member) else { throw .overrideKindForeign }
    }

    /// Whether the consortium names overrides for members of this one's kind now. A request asks it
    /// anew, and so does what leaves on one: a kind that was voted out opens nothing any more.
    mutating func mayOverride(_ member: MemberID) -> Bool {
        get(Tables.members, member).map { parameters.overrideKinds.contains($0.kind) } ?? false
    }

    /// False for the physician, also under another enrolment: who has the same licence is the same
    /// person.
    mutating func isSecondPerson(
        _ approver: StaffReference, beside physician: StaffReference
    ) -> Bool {
        guard approver != physician else { return false }
        let number = get(Tables.staff, approver)?.licence
        return number == nil || number != get(Tables.staff, physician)?.licence
    }

    /// Refuses an approval by the physician.
    mutating func requireSecondPerson(
        _ approver: StaffReference, beside physician: StaffReference
    ) throws(Refusal) {
        guard isSecondPerson(approver, beside: physician) else { throw .approverIsPhysician }
    }

    /// Whether a write-up or a review of the physician's overrides is overdue.
    package mutating func hasOverdueDuties(_ physician: StaffReference) -> Bool {
        for id in ids(Tables.overridesOfPhysician, physician) {
            guard let found = get(Tables.overrides, id) else { continue }
            if found.isOverdue(at: time) { return true }
        }
        return false
    }

    mutating func heads(ofOverride id: RecordID) -> [HeadID] {
        Concerns.of(subject: get(Tables.overrides, id)?.scope.subject, &self)
    }
}

extension Override {
    /// Overdue by its state, or by the clock where the schedule has not come to it yet.
    func isOverdue(at time: BlockTime) -> Bool {
        state == .overdue || (writeUp == .due && writeUpDue <= time)
            || (review == .due && reviewDue <= time)
    }
}
