import CanonicalCoding
import LedgerTypes

/// `approve-override`: a second physician lets a pending override open.
package struct ApproveOverride: LedgerAction, Hashable {
    package static let kind = TransactionKind.approveOverride
    package let override: RecordID

    package init(override: RecordID) { self.override = override }

    package func encode(into writer: inout CanonicalWriter) { override.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        override = try RecordID(from: &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Override {
        guard let staff = call.staff else { throw .staffMissing }
        let approver = StaffReference(member: call.member, staff: staff)
        guard var found = reader.get(Tables.overrides, override) else { throw .unknownOverride }
        try reader.requireSecondPerson(approver, beside: found.physician)
        guard found.mayBeApproved(by: approver) else { throw .approverForeign }
        try reader.requireOverrides(at: approver.member)
        guard reader.time < found.expires, found.access != .ended else { throw .overrideEnded }
        guard found.access == .pending else { throw .approvalNotPending }
        found.approver = approver
        found.access = .open
        return found
    }

    package func apply(
        _ approved: Override, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        OverrideDuties.save(approved, &change)
        // Who approved does not judge it. The votes of the others may suffice without theirs.
        if var review = change.get(Tables.cases, approved.reviewCase),
            let approver = approved.approver, review.takesBallots(at: change.time)
        {
            review.join(approver.member)
            review.panel.complete(
                from: change.reader.bench, apartFrom: review.parties)
            CaseDocket.settle(review, &change)
        }
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        reader.heads(ofOverride: override)
    }
}
