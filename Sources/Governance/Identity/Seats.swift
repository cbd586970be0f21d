import CanonicalCoding
import LedgerTypes
import Sealing

extension Tables {
    /// The seats that vote on the block that is executed.
    package static let seats = Table<Only, SeatSet>("seats")
    /// The seats that vote on the next block.
    package static let nextSeats = Table<Only, SeatSet>("next-seats")
    package static let parameters = Table<Only, ChainParameters>("parameters")
    /// How many recoveries from a lost quorum the chain has had.
    package static let recoveryEpoch = Table<Only, UInt64>("recovery-epoch")
}

extension StateReader {
    /// The seats in force.
    // INVARIANT: genesis writes them and nothing deletes them.
    package var seatSet: SeatSet {
        mutating get {
            guard let seats = get(Tables.seats) else { preconditionFailure("state has no seats") }
            return seats
        }
    }
}

enum Seats {
    /// At block start: what was announced for this block is in force.
    static func advance(_ change: inout StateChange) {
        // As bytes: decoding a seat set checks every key's point.
        let before = change.reader.value(for: Tables.seats.stateKey(Only()))
        let after = change.reader.value(for: Tables.nextSeats.stateKey(Only()))
        guard before != after, let next = change.get(Tables.nextSeats) else { return }
        SeatHistory.keep(change.reader.seatSet, &change)
        change.put(Tables.seats, next)
    }

    /// Most seats that come, and most that go, at one height: as many as may be faulty; one where
    /// none may, since such a set must be able to grow.
    static func mostChanges(of present: SeatSet) -> Int { max(1, present.tolerance) }

    /// Refuses a key that is or was anything but this member's seat key. The key of a seat that was
    /// given up may come back with its member; one that was replaced may not.
    static func requireKey(_ seat: Seat, _ reader: inout StateReader) throws(Refusal) {
        guard seat.key.suite == reader.suite else { throw .keyNotAdmitted }
        guard let known = reader.get(Tables.keys, seat.key.id) else { return }
        guard known.owner == .seat(seat.member), known.retired == nil else { throw .keyTaken }
    }

    /// Refuses seats of whose members too few are active to sign what governs the chain: nothing
    /// could be changed any more, not even that.
    static func requireGovernable(
        _ seats: SeatSet, without target: MemberID?, _ reader: inout StateReader
    ) throws(Refusal) {
        var active = 0
        for seat in seats.seats where seat.member != target {
            if reader.get(Tables.members, seat.member)?.state == .active { active += 1 }
        }
        guard active >= seats.quorum else { throw .seatsUngovernable }
    }
}
