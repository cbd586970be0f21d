import CanonicalCoding
import LedgerTypes
import Sealing

/// `seat-change`: which members vote from the next height on.
///
/// It names the whole next set and brings, for each seat that comes or has a new key, the status that
/// its node signed. As many seats come and go at one height as may be faulty, so that a majority of
/// honest seats knows both sets. Source: docs/internals/decisions/0009-seat-changes.md.
package struct SeatChange: LedgerAction, Hashable {
    package static let kind = TransactionKind.seatChange
    package let seats: SeatSet
    /// One for each seat that is not in the present set with this key; ascending by member.
    package let statuses: [SeatStatus]

    package init(seats: SeatSet, statuses: [SeatStatus]) {
        self.seats = seats
        self.statuses = statuses.sorted { $0.member < $1.member }
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        seats.encode(into: &writer)
        writer.array(statuses)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        seats = try SeatSet(from: &reader)
        statuses = try reader.array(upTo: LedgerTypes.Limits.maximumSeats)
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        guard Names.areAscending(statuses.map(\.member)) else { throw .seatChangeMalformed }
    }

    /// Seats of the next set that are not in the present one: new members, or new keys.
    package func coming(from present: SeatSet) -> [Seat] {
        seats.seats.filter { !present.seats.contains($0) }
    }

    /// Seats of the present set that are not in the next one.
    package func going(from present: SeatSet) -> [Seat] {
        present.seats.filter { !seats.seats.contains($0) }
    }

    /// Refuses a change of nothing, of too many seats at once, or to too few: what can be known
    /// before anybody signs.
    package func checkSize(from present: SeatSet) throws(Refusal) {
        let coming = coming(from: present).count
        let going = going(from: present).count
        guard coming + going > 0 else { throw .seatChangeEmpty }
        let most = Seats.mostChanges(of: present)
        guard coming <= most, going <= most else { throw .seatChangeTooLarge }
        guard seats.count >= min(LedgerTypes.Limits.minimumFaultTolerantSeats, present.count)
        else { throw .tooFewSeats }
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> SeatSet {
        let present = reader.seatSet
        guard reader.get(Tables.nextSeats) == present else { throw .seatChangePending }
        try checkSize(from: present)
        let coming = coming(from: present)
        guard coming.map(\.member) == statuses.map(\.member) else { throw .seatStatusMissing }
        for (seat, status) in zip(coming, statuses) {
            try Signers.requireActive(seat.member, &reader)
            try Seats.requireKey(seat, &reader)
            try status.check(key: seat.key, &reader)
        }
        try Seats.requireGovernable(seats, without: nil, &reader)
        return present
    }

    package func apply(
        _ present: SeatSet, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        for seat in going(from: present) where seats.index(of: seat.member) != nil {
            KeyRegister.retire(seat.key, &change)
        }
        for seat in coming(from: present) where !change.has(Tables.keys, seat.key.id) {
            KeyRegister.register(seat.key, .seat(seat.member), &change)
        }
        change.put(Tables.nextSeats, seats)
        return .accepted
    }
}
