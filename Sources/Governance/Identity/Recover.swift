import CanonicalCoding
import LedgerTypes
import Sealing

/// `recover`: the chain goes on with fewer seats after a quorum of them was lost for ever.
///
/// It stands alone in the block after `last`, which the remaining seats decide from `firstRound`
/// on; it is never pooled. Source: docs/internals/decisions/0011-recovery.md.
package struct Recover: LedgerAction, Hashable {
    package static let kind = TransactionKind.recover
    /// The epoch that the recovery begins: one above that of the chain so far.
    package let epoch: UInt64
    /// The last height that all survivors hold; at least 1.
    package let last: Height
    /// The block of that height.
    package let block: BlockID
    /// Above every round in which a survivor signed at the height after `last`; at least 1.
    package let firstRound: Round
    /// The seats that remain: some, but not all, of those that were due to decide.
    package let seats: SeatSet

    package init(epoch: UInt64, last: Height, block: BlockID, firstRound: Round, seats: SeatSet) {
        self.epoch = epoch
        self.last = last
        self.block = block
        self.firstRound = firstRound
        self.seats = seats
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        writer.unsigned(epoch)
        last.encode(into: &writer)
        block.encode(into: &writer)
        firstRound.encode(into: &writer)
        seats.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        epoch = try reader.unsigned()
        last = try Height(from: &reader)
        block = try BlockID(from: &reader)
        firstRound = try Round(from: &reader)
        seats = try SeatSet(from: &reader)
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        guard epoch >= 1, last > .genesis, last.value <= GovernanceLimits.recoveryHeight,
            (1...GovernanceLimits.recoveryRound).contains(firstRound.value)
        else { throw .recoveryMalformed }
    }

    /// The members whose seats are removed, of the seats that were due.
    package func removed(from due: SeatSet) -> [MemberID] {
        due.seats.filter { !seats.seats.contains($0) }.map(\.member)
    }

    /// Refuses unless the order continues exactly this chain and only removes seats.
    package func check(due: SeatSet, epoch before: UInt64, last: Height) throws(Refusal) {
        guard epoch == before + 1 else { throw .recoveryEpochWrong }
        guard self.last == last else { throw .recoveryHeightWrong }
        guard seats.seats.allSatisfy({ due.seats.contains($0) }), seats.count < due.count else {
            throw .recoverySeatsWrong
        }
    }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> [MemberID] {
        // Seats that were announced for this block are in force already.
        let due = reader.seatSet
        guard let last = reader.height.previous else { throw .recoveryHeightWrong }
        try check(due: due, epoch: reader.get(Tables.recoveryEpoch) ?? 0, last: last)
        var members: [MemberID: Member] = [:]
        for seat in due.seats { members[seat.member] = reader.get(Tables.members, seat.member) }
        return try RecoveryRule.signers(
            call.keys, due: due, recoveryKeys: reader.get(Tables.recoveryKeys) ?? 0
        ) { members[$0] }
    }

    package func apply(
        _ signers: [MemberID], _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        SeatHistory.keep(change.reader.seatSet, &change)
        change.put(Tables.seats, seats)
        change.put(Tables.nextSeats, seats)
        change.put(Tables.recoveryEpoch, epoch)
        change.put(Tables.recoveryRounds, change.height, firstRound)
        Proposing.begin(in: firstRound, &change)
        change.put(
            Tables.recovery,
            RecoveryRecord(epoch: epoch, height: change.height, firstRound: firstRound))
        return .accepted
    }
}

/// The last recovery of a chain.
package struct RecoveryRecord: Hashable, Sendable, CanonicalCodable {
    package let epoch: UInt64
    /// The height of the recovery block.
    package let height: Height
    /// The round in which the deciding of that block began.
    package let firstRound: Round

    package init(epoch: UInt64, height: Height, firstRound: Round) {
        self.epoch = epoch
        self.height = height
        self.firstRound = firstRound
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(epoch)
        height.encode(into: &writer)
        firstRound.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        epoch = try reader.unsigned()
        height = try Height(from: &reader)
        firstRound = try Round(from: &reader)
        reader.endArray()
    }
}

extension Tables {
    /// The last recovery; absent on a chain that never lost its quorum.
    package static let recovery = Table<Only, RecoveryRecord>("recovery")
    /// The first round of each recovery block, by its height.
    static let recoveryRounds = Table<Height, Round>("recovery-round")
}

extension LedgerState {
    /// The round in which the deciding of a committed height began, if that was under a recovery.
    package func recoveryRound(at height: Height) -> Round? {
        get(Tables.recoveryRounds, height)
    }
}

extension MisbehaviourEvidence {
    /// True of a lock from before a recovery: the order lifts it, and whoever held it did no wrong.
    package func restsOnLiftedLock(firstRound: Round?) -> Bool {
        guard case .amnesia(let certificate, _) = self, let firstRound else { return false }
        return certificate.round < firstRound
    }
}
