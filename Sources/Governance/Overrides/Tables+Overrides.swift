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
    static let overridesOfPhysician = Table<StaffReference, RecordList<RecordID>>(
        "override-physician")
    /// Overrides under which a subject's data may be read, or that wait for an approver.
    static let overridesOfSubject = Table<Pseudonym, RecordList<RecordID>>("override-subject")
    package static let offlineLogs = Table<MemberID, OfflineLog>("offline-log")
    static let offlineLinks = Table<OfflineLinkKey, OfflineLink>("offline-link")
}

extension StateReader {
    /// The override on which a physician's request may rest, or nil.
    package mutating func overrideInForce(
        for physician: StaffReference, subject: Pseudonym, asset: RecordID?, fields: [String],
        purpose: String
    ) -> Override? {
        for id in get(Tables.overridesOfSubject, subject)?.elements ?? [] {
            guard let found = get(Tables.overrides, id), found.physician == physician,
                found.isInForce(at: time),
                found.scope.covers(
                    subject: subject, asset: asset, fields: fields, purpose: purpose)
            else { continue }
            return found
        }
        return nil
    }

    /// Whether a write-up or a review of the physician's overrides is overdue.
    package mutating func hasOverdueDuties(_ physician: StaffReference) -> Bool {
        for id in get(Tables.overridesOfPhysician, physician)?.elements ?? [] {
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
