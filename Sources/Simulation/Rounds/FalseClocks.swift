import LedgerTypes

/// The clock of an honest seat is moved, and perhaps put right again, while a faulty seat tells
/// another time than it is.
enum FalseClocks {
    static let family = RoundFamily(
        name: "false-clocks",
        summary: "4 and 7 whole nodes: a clock is moved, and one seat lies about the time",
        count: 1_152
    ) { number, isTold in
        let (scenario, liar) = scenario(number)
        return SimulatedWorld.outcome(
            scenario, liar, watches: [ClockWatch(), StartWatch(), PeerWatch()], isTold: isTold)
    }

    /// Milliseconds: beyond the precision, within it, and not at all.
    private static let shifts: [Int64] = [0, 2_000, -2_000, 900, -900, 250]

    private static func scenario(_ number: Int) -> (Scenario, FalsePeer) {
        var choices = Choices(number)
        var liar = FalsePeer()
        liar.clock = FalsePeer.Clock.allCases[choices.next(4)]
        let shift = shifts[choices.next(6)]
        let seat = 1 + choices.next(2)
        let faulty = (seat + 1 + choices.next(3)) % 4
        let start: UInt64 = choices.next(2) == 0 ? 1 : 5_000
        let isPutRight = choices.next(2) == 0
        var scenario = Scenario(seed: UInt64(number), seats: choices.next(2) == 0 ? 4 : 7)
        scenario.heights = 1
        scenario.parameters.emptyBlockInterval = Milliseconds(1_500)
        scenario.load = Load(transactions: 1, from: 100)
        scenario.faultySeats = [FaultySeatPlan(seat: faulty, .silent)]
        scenario.plan = [PlannedFault(at: start, .moveClock(seat, by: shift))]
        if isPutRight {
            scenario.plan.append(PlannedFault(at: 12_000, .moveClock(seat, by: -shift)))
        }
        scenario.healsAt = 20_000
        scenario.livenessBound = 60_000
        return (scenario, liar)
    }
}
