import CanonicalCoding
import LedgerTypes

/// `notified`: the responsible member's node has told whom it had to tell.
package struct AcknowledgeNotice: LedgerAction, Hashable {
    package static let kind = TransactionKind.notified
    package let notice: RecordID

    package init(notice: RecordID) { self.notice = notice }

    package func encode(into writer: inout CanonicalWriter) { notice.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        notice = try RecordID(from: &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Notice {
        guard var found = reader.get(Tables.notices, notice) else { throw .unknownNotice }
        guard found.responsible == call.member else { throw .notResponsible }
        guard found.state.isOutstanding else { throw .noticeDischarged }
        found.state = reader.time < found.due ? .discharged : .dischargedLate
        found.discharged = reader.time
        found.acknowledgement = call.id
        return found
    }

    package func apply(_ told: Notice, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.notices, told.id, told)
        change.strike(told.id, Tables.outstandingNotices, told.responsible)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        guard let found = reader.get(Tables.notices, notice) else { return [] }
        return Concerns.of(subject: found.subject, &reader)
            + ReleaseConcerns.of(found.about, &reader)
    }
}
