import BlockStore
import LedgerTypes
import Mutants
import Testing

@testable import Simulation

@Suite struct `Crashes and disks` {
    private func crash(before effect: Int, of seat: Int) -> Scenario {
        var scenario = Scenario(seed: UInt64(effect))
        scenario.network = LinkConditions(delay: 1...30)
        scenario.plan = [
            PlannedFault(at: 0, .powerCutBeforeEffect(seat, number: effect)),
            PlannedFault(at: 400, .restart(seat)),
        ]
        scenario.healsAt = 900
        return scenario
    }

    /// Seat 1 proposes first: it has the most to lose.
    @Test func `a power cut before any effect of a seat does no harm`() {
        var effect = 0
        var reached = 0
        repeat {
            let report = SimulatedWorld(crash(before: effect, of: 1)).run()
            #expect(report.violations == [], "effect \(effect)")
            #expect(report.unavailable == [:], "effect \(effect)")
            reached = report.effects[1]
            effect += 1
        } while effect < reached && effect < 400
        #expect(effect > 40)
    }

    @Test func `a power cut of all seats before the same effect does no harm`() {
        for effect in stride(from: 0, to: 60, by: 2) {
            var scenario = crash(before: effect, of: 0)
            scenario.plan = (0..<4).flatMap { seat in
                [
                    PlannedFault(at: 0, .powerCutBeforeEffect(seat, number: effect)),
                    PlannedFault(at: 500 + UInt64(seat), .restart(seat)),
                ]
            }
            let report = SimulatedWorld(scenario).run()
            #expect(report.violations == [], "effect \(effect)")
            #expect(report.unavailable == [:], "effect \(effect)")
        }
    }

    @Test(arguments: [
        FaultyStorage.Mode.once(.failed("disk", error: 5)), .tornOnce(.failed("disk", error: 5)),
        .powerCut, .tornPowerCut,
    ])
    func `each change of a disk may fail`(mode: FaultyStorage.Mode) {
        for number in 0..<30 {
            var scenario = Scenario(seed: UInt64(number))
            scenario.plan = [
                PlannedFault(at: 0, .failChange(1, number: number, mode)),
                PlannedFault(at: 600, .restart(1)),
            ]
            scenario.healsAt = 900
            let report = SimulatedWorld(scenario).run()
            #expect(report.violations == [], "change \(number)")
            #expect(report.unavailable == [:], "change \(number)")
        }
    }

    @Test func `a full disk stops votes, and space brings them back`() {
        var scenario = Scenario(seed: 5)
        scenario.plan = [
            PlannedFault(at: 10, .fillDisk(2)), PlannedFault(at: 30_000, .freeDisk(2)),
        ]
        scenario.load = Load(transactions: 5, from: 20, every: 1_500)
        scenario.healsAt = 35_000
        let report = SimulatedWorld(scenario, transcribes: true).run()
        #expect(report.violations == [])
        #expect(report.unavailable == [:])
        func signs(_ line: String) -> Bool {
            line.contains("m02") && (line.contains("votes ") || line.contains("precommits"))
        }
        let times = report.transcript.filter(signs).compactMap {
            UInt64($0.prefix(8).filter { $0 != " " })
        }
        #expect(times.allSatisfy { $0 < 10 || $0 >= 30_000 })
        #expect(times.contains { $0 >= 30_000 })
        #expect(report.decidedAt.contains { 10..<30_000 ~= $0 }, "the others go on")
    }

    /// Each of the two is needed; each has to hear of the other once that is there again.
    @Test(arguments: [3_060, 3_400, 3_900] as [UInt64])
    func `a seat that starts while another's disk fails signs once that one goes on`(start: UInt64)
    {
        var scenario = Scenario(seed: 1)
        scenario.network = .calm
        scenario.faultySeats = [FaultySeatPlan(seat: 2, .silent)]
        scenario.plan = [
            // Its next vote is nil, when seat 2 has proposed nothing for three seconds.
            PlannedFault(at: 1_000, .failChange(3, number: 0, .once(.failed("disk", error: 5)))),
            PlannedFault(at: start, .powerCut(1)), PlannedFault(at: start + 20, .restart(1)),
        ]
        scenario.load = Load(transactions: 1, from: 20, every: 300)
        scenario.healsAt = 4_500
        let report = SimulatedWorld(scenario).run()
        #expect(report.violations == [])
        #expect(report.unavailable == [:])
    }

    @Test func `a broken node around the replica is caught`() {
        let mutants: [Mutant?] = [
            nil, .sendBeforePersist, .commitBeforePersist, .noVoteFiles,
        ]
        let caught = mutants.map { mutant in
            (0..<120).contains { number in
                var scenario = crash(before: number % 60, of: 1)
                scenario.mutant = mutant
                if number >= 60 { scenario.network = .rough }
                return !SimulatedWorld(scenario).run().isCorrect
            }
        }
        #expect(caught == [false, true, true, true])
    }
}
