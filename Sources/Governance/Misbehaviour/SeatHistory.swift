import CanonicalCoding
import LedgerTypes

extension Tables {
    /// Seats that were in force before another height, by that height.
    static let seatsBefore = Table<Height, SeatSet>("seats-before")
    /// The keys of `seatsBefore` that are kept, ascending; absent until seats change.
    static let seatChanges = Table<Only, RecordList<Height>>("seat-changes")
}

/// Seat sets of the past, as far back as evidence may reach.
enum SeatHistory {
    /// Keeps the seats that decided the blocks before this one.
    static func keep(_ seats: SeatSet, _ change: inout StateChange) {
        var changes = change.get(Tables.seatChanges) ?? RecordList()
        // Seats that were announced for this block and replaced by a recovery decided nothing.
        guard changes.elements.last != change.height else { return }
        change.put(Tables.seatsBefore, change.height, seats)
        changes.elements.append(change.height)
        change.put(Tables.seatChanges, changes)
    }

    /// At block start: forgets what no evidence can need any more.
    static func forget(_ change: inout StateChange) {
        guard var changes = change.get(Tables.seatChanges) else { return }
        let old = changes.elements.prefix {
            $0.value + GovernanceLimits.evidenceAge < change.height.value
        }
        guard !old.isEmpty else { return }
        for height in old { change.delete(Tables.seatsBefore, height) }
        changes.elements.removeFirst(old.count)
        if changes.elements.isEmpty {
            change.delete(Tables.seatChanges, Only())
        } else {
            change.put(Tables.seatChanges, changes)
        }
    }
}

extension LedgerState {
    /// The seats that decided a committed height; nil where that is too long ago.
    package func seats(at height: Height) -> SeatSet? {
        guard height <= self.height,
            height.value + GovernanceLimits.evidenceAge >= self.height.value
        else { return nil }
        let changes = self.get(Tables.seatChanges)?.elements ?? []
        guard let next = changes.first(where: { $0 > height }) else { return seats }
        return self.get(Tables.seatsBefore, next)
    }
}
