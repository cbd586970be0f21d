import CanonicalCoding
import LedgerTypes

/// `notified`: the responsible member's node has told whom it had to tell.
public struct AcknowledgeNotice: LedgerAction, Hashable {
    public static let kind = TransactionKind.notified
    public let notice: RecordID

    public init(notice: RecordID) { self.notice = notice }

    public func encode(into writer: inout CanonicalWriter) { notice.encode(into: &writer) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        notice = try RecordID(from: &reader)
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Notice {
        guard var found = reader.get(Tables.notices, notice) else { throw .unknownNotice }
        guard found.responsible == call.member else { throw .notResponsible }
        guard found.state.isOutstanding else { throw .noticeDischarged }
        found.state = reader.time < found.due ? .discharged : .dischargedLate
        found.discharged = reader.time
        found.acknowledgement = call.id
        return found
    }

    public func apply(_ told: Notice, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.notices, told.id, told)
        change.strike(told.id, Tables.outstandingNotices, told.responsible)
        return .accepted
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        guard let found = reader.get(Tables.notices, notice) else { return [] }
        return Concerns.of(subject: found.subject, &reader)
            + ReleaseConcerns.of(found.about, &reader)
    }
}
