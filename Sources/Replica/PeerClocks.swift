import LedgerTypes
import Mutants

/// How the own clock compares with those of the peers. Source: docs/internals/consensus.md, "Time".
package enum ClockStanding: Hashable, Sendable {
    case agrees
    /// Off by so many milliseconds, positive if the peers are ahead: somebody should look.
    case differs(Int64)
    /// Off by more than the precision: this seat proposes nothing until it is put right.
    case wrong(Int64)
}

/// What peers' statuses say about the own clock.
///
/// A status arrives later than it was sent, so that its clock seems to be behind: of the last few
/// the greatest difference is nearest to the truth, and a peer that seems behind is given the
/// usual time of the journey.
struct PeerClocks: Sendable {
    // For lookup only.
    private var differences: [MemberID: [Int64]] = [:]
    /// The own clock when the statuses were last sent.
    private var lastTick: BlockTime?

    /// Notes a peer's clock, as it was when it sent its status.
    mutating func note(_ clock: BlockTime, of member: MemberID, now: BlockTime) {
        var known = differences[member] ?? []
        if known.count == Limits.clockSamples { known.removeFirst() }
        known.append(Int64(clamping: clock.value) - Int64(clamping: now.value))
        differences[member] = known
    }

    mutating func forget(_ member: MemberID) { differences[member] = nil }

    /// The own clock has jumped if it does not show the time between two statuses: all that was
    /// measured with it before is void.
    mutating func tick(_ now: BlockTime, precision: Milliseconds) {
        defer { lastTick = now }
        guard let lastTick else { return }
        let passed = Int64(clamping: now.value) - Int64(clamping: lastTick.value)
        let jump = (passed - Int64(Limits.statusInterval.value)).magnitude
        if jump > precision.value, !Mutant.clockJumpUnread.isOn { differences = [:] }
    }

    /// By how many milliseconds a peer is ahead; nil as long as nothing is known.
    func difference(of member: MemberID) -> Int64? {
        guard let best = differences[member]?.max() else { return nil }
        return best < 0 ? min(0, best + Int64(Limits.statusJourney.value)) : best
    }

    /// The median over peers; of two in the middle the smaller one.
    func median(of members: [MemberID]) -> Int64? {
        let all = members.compactMap { difference(of: $0) }.sorted()
        guard !all.isEmpty else { return nil }
        if Mutant.clockOfOnePeer.isOn { return all.last }
        let (low, high) = (all[(all.count - 1) / 2], all[all.count / 2])
        return low.magnitude < high.magnitude ? low : high
    }

    func standing(of members: [MemberID], precision: Milliseconds) -> ClockStanding {
        guard let median = median(of: members) else { return .agrees }
        if median.magnitude > precision.value { return .wrong(median) }
        return median.magnitude > precision.value / 2 ? .differs(median) : .agrees
    }
}

extension ReplicaMachine {
    /// Compares the own clock with those of the other seats; a seat whose clock is wrong leaves its
    /// turns to others, and votes on.
    mutating func judgeClock() {
        let precision = ledger.parameters.clockPrecision
        let others = ledger.nextSeats.seats.map(\.member).filter {
            $0 != configuration.member && peers[$0].isConnected
        }
        let found = clocks.standing(of: others, precision: precision)
        defer { clockStanding = found }
        switch (clockStanding, found) {
        case (.agrees, .agrees), (.differs, .differs), (.wrong, .wrong): return
        default: effects.append(.note(.clock(found)))
        }
        var isRight = true
        if case .wrong = found { isRight = Mutant.clockNeverWrong.isOn }
        drive(.proposing(isAllowed: isRight))
    }
}
