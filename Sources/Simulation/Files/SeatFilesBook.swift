import Consensus
import LedgerTypes

/// What left a seat, kept apart from its files, and what must hold of it.
///
/// Nobody who hears a seat may ever hear two things for one place, or less than it said before.
struct SeatFilesBook {
    typealias Place = SeatWords.Place

    private(set) var violations: [RoundViolation] = []
    /// In the order in which they left.
    private(set) var left: [VoteLogRecord] = []
    /// What the files were asked to let out, whether they did or not.
    private var tried: Set<VoteLogRecord> = []
    /// Of what left, that which a fault took from the log: seen once, and not asked for again.
    private var gone: Set<VoteLogRecord> = []
    /// Nothing may leave below this height: another copy of the key may have signed there.
    var barrier: UInt64 = 0
    /// The log was read with words of this height, above the next one: blocks were lost.
    private var waitsPast: UInt64 = 0
    /// A write or flush failed, and the files were not read again since.
    var isInDoubt = false
    /// The machine asked for what its own rules forbid: its log may hold it.
    var hasBrokenMachine = false

    mutating func note(_ kind: RoundViolation.Kind, _ detail: String) {
        violations.append(RoundViolation(kind: kind, detail: detail))
    }

    mutating func asks(_ record: VoteLogRecord) { tried.insert(record) }

    /// Something left for the first time.
    mutating func leaves(
        _ record: VoteLogRecord, knowing memory: [VoteLogRecord], free: UInt64, reserve: UInt64
    ) {
        let place = Place(record)
        if isInDoubt { note(.files, "\(place) left after a failure that nobody looked into") }
        if free < reserve { note(.files, "\(place) left with \(free) bytes free") }
        if left.contains(record) { return }
        if place.height < barrier { note(.files, "\(place) left below height \(barrier)") }
        if place.height <= waitsPast {
            note(.files, "\(place) left, and the files know of height \(waitsPast)")
        }
        if let last = left.map(Place.init).max(), place < last {
            note(.files, "\(place) left after \(last)")
        }
        for earlier in left where earlier.height == record.height && !memory.contains(earlier) {
            note(.files, "\(place) left, and \(Place(earlier)) was forgotten")
        }
        leavesAgain(record)
    }

    /// Something leaves that was in the files; for the first time only if a fault came between.
    mutating func leavesAgain(_ record: VoteLogRecord) {
        if left.contains(where: { Place($0) == Place(record) && $0.signed != record.signed }) {
            note(.doubleSigning, "two things left for \(Place(record))")
        }
        if !left.contains(record) { left.append(record) }
    }

    /// The files do not let out what follows from all that they gave the machine.
    mutating func refused(_ record: VoteLogRecord, _ reason: String) {
        if !hasBrokenMachine { note(.liveness, "\(Place(record)) is refused: \(reason)") }
    }

    /// What the log gives must be what was said to it, and all of that which left.
    ///
    /// - Parameter lacking: how many of the last ones damage may have taken; nil for all of them.
    mutating func recovers(_ records: [VoteLogRecord], after tip: UInt64, lacking: Int?) {
        for record in records where !tried.contains(record) {
            note(.files, "the log holds at \(Place(record)) what nobody said")
        }
        let due = left.filter { $0.height.value > tip && !gone.contains($0) }
        var rest = due.dropLast(lacking ?? due.count)
        for record in records where record == rest.first { rest = rest.dropFirst() }
        if let first = rest.first { note(.files, "the log has lost \(Place(first))") }
        gone.formUnion(due.filter { !records.contains($0) })
        let above = records.map(\.height.value).filter { $0 > tip + 1 }.max() ?? 0
        waitsPast = above
    }

    /// A block was decided, and the log was emptied.
    mutating func forgets() { gone.formUnion(left) }

    /// The register never knows less than what left.
    mutating func registers(_ last: Place?) {
        guard let known = left.map(Place.init).max() else { return }
        if last.map({ $0 < known }) ?? true {
            note(.files, "the register has lost \(known)")
        }
    }

    /// And nothing that the seat's key did not sign.
    mutating func registersOwn(_ last: Place?) {
        guard let last, last != Place(barrier, 0, 0) else { return }
        let isKnown = tried.contains { Place($0) == last && SeatWords.isOwn($0) }
        if !isKnown { note(.files, "the register holds \(last), which the key never signed") }
    }

    /// A seat is held back no longer than by what the files know.
    mutating func holds(until first: UInt64?, after tip: UInt64) {
        guard let first else { return }
        let known = tried.map { Place($0).height + 1 }.max() ?? 0
        if first > max(barrier, known, tip + 1) {
            note(.liveness, "held until \(first), and nothing was said above \(known)")
        }
    }
}
