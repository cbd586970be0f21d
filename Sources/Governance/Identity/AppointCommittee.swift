import CanonicalCoding
import LedgerTypes

/// `committee-seat`: the whole committee from now on.
public struct AppointCommittee: LedgerAction, Hashable {
    public static let kind = TransactionKind.committeeSeat
    public let committee: Committee

    public init(committee: Committee) { self.committee = committee }

    public func encode(into writer: inout CanonicalWriter) { committee.encode(into: &writer) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        committee = try Committee(from: &reader)
    }

    public func validate() throws(Refusal) { try committee.validate() }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        for seat in committee.seats {
            guard seat.until > reader.time else { throw .committeeMalformed }
            try Signers.requireInOffice(seat.person, [.committee], &reader)
        }
    }

    public func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.committee, committee)
        return .accepted
    }
}
