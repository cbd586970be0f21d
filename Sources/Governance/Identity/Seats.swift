import CanonicalCoding
import LedgerTypes
import Sealing

extension Tables {
    /// The seats that vote on the block that is executed.
    public static let seats = Table<Only, SeatSet>("seats")
    /// The seats that vote on the next block.
    public static let nextSeats = Table<Only, SeatSet>("next-seats")
    public static let parameters = Table<Only, ChainParameters>("parameters")
    /// How many recoveries from a lost quorum the chain has had.
    public static let recoveryEpoch = Table<Only, UInt64>("recovery-epoch")
}

extension StateReader {
    /// The seats in force.
    // INVARIANT: genesis writes them and nothing deletes them.
    public var seatSet: SeatSet {
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
}
