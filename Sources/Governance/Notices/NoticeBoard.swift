import CanonicalCoding
import LedgerTypes
import Sealing

/// Posts notices and follows their deadlines.
package enum NoticeBoard {
    private static let domain = DigestDomain("tally/notice/v1")

    /// Posts the duty to tell an audience about a record; posting it again changes nothing.
    ///
    /// `responsible` is the member whose node sends it and acknowledges.
    @discardableResult
    package static func post(
        _ audience: NoticeAudience, subject: Pseudonym?, about: RecordID,
        _ occasion: NoticeOccasion = .event, responsible: MemberID, due: BlockTime,
        _ change: inout StateChange
    ) -> RecordID {
        let id = id(
            audience, subject: subject, about: about, occasion, responsible: responsible,
            change.suite)
        guard !change.has(Tables.notices, id) else { return id }
        let notice = Notice(
            id: id, audience: audience, subject: subject, about: about, responsible: responsible,
            created: change.time, due: due)
        change.put(Tables.notices, id, notice)
        change.enlist(id, Tables.outstandingNotices, responsible)
        Schedule.add(DueItem(due: due, record: id, action: .noticeDeadline), to: &change)
        return id
    }

    /// The name of a notice, which follows from what it is about and who sends it.
    static func id(
        _ audience: NoticeAudience, subject: Pseudonym?, about: RecordID,
        _ occasion: NoticeOccasion = .event, responsible: MemberID, _ suite: CryptoSuite
    ) -> RecordID {
        var writer = CanonicalWriter()
        writer.array(count: 5)
        audience.encode(into: &writer)
        writer.optional(subject)
        about.encode(into: &writer)
        occasion.encode(into: &writer)
        responsible.encode(into: &writer)
        return RecordID(suite.digest(domain, writer.bytes))
    }

    static func deadline(_ id: RecordID, _ change: inout StateChange) {
        guard var notice = change.get(Tables.notices, id), notice.state == .due else { return }
        notice.state = .overdue
        change.put(Tables.notices, id, notice)
    }
}

extension Tables {
    package static let notices = Table<RecordID, Notice>("notice")
}
