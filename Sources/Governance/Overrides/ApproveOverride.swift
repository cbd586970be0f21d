import CanonicalCoding
import LedgerTypes

/// `approve-override`: a second physician lets a pending override open.
public struct ApproveOverride: LedgerAction, Hashable {
    public static let kind = TransactionKind.approveOverride
    public let override: RecordID

    public init(override: RecordID) { self.override = override }

    public func encode(into writer: inout CanonicalWriter) { override.encode(into: &writer) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        override = try RecordID(from: &reader)
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Override {
        guard let staff = call.staff else { throw .staffMissing }
        let approver = StaffReference(member: call.member, staff: staff)
        guard var found = reader.get(Tables.overrides, override) else { throw .unknownOverride }
        guard approver != found.physician else { throw .approverIsPhysician }
        guard found.mayBeApproved(by: approver) else { throw .approverForeign }
        guard reader.time < found.expires, found.access != .ended else { throw .overrideEnded }
        guard found.access == .pending else { throw .approvalNotPending }
        found.approver = approver
        found.access = .open
        return found
    }

    public func apply(
        _ approved: Override, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        OverrideDuties.save(approved, &change)
        // Who approved does not judge it.
        if var review = change.get(Tables.cases, approved.reviewCase),
            let approver = approved.approver
        {
            review.join(approver.member)
            change.put(Tables.cases, review.id, review)
        }
        return .accepted
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        reader.heads(ofOverride: override)
    }
}
