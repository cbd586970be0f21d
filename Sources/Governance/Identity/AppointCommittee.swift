import CanonicalCoding
import LedgerTypes

/// `committee-seat`: the whole committee from now on.
package struct AppointCommittee: LedgerAction, Hashable {
    package static let kind = TransactionKind.committeeSeat
    package let committee: Committee

    package init(committee: Committee) { self.committee = committee }

    package func encode(into writer: inout CanonicalWriter) { committee.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        committee = try Committee(from: &reader)
    }

    package func validate() throws(Refusal) { try committee.validate() }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        for seat in committee.everybody {
            guard seat.until > reader.time else { throw .committeeMalformed }
            try Signers.requireInOffice(seat.person, [.committee], &reader)
        }
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.committee, committee)
        return .accepted
    }
}
