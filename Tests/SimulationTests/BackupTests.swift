import LedgerTypes
import Testing

@testable import Simulation

@Suite struct `Lost and old disks` {
    @Test func `an old backup never makes a seat sign twice`() {
        for seed in UInt64(1)...24 {
            var scenario = Scenario(seed: seed, seats: seed % 2 == 0 ? 4 : 7)
            scenario.network = LinkConditions(delay: 1...40)
            scenario.load = Load(transactions: 8, from: 20, every: 180)
            let seat = Int(seed % 4)
            scenario.plan = [
                PlannedFault(at: 30 + 20 * (seed % 7), .backUp(seat)),
                PlannedFault(at: 300 + 90 * (seed % 11), .restore(seat)),
                PlannedFault(at: 1_500 + 10 * (seed % 5), .restart(seat)),
            ]
            scenario.healsAt = 2_500
            let report = SimulatedWorld(scenario).run()
            #expect(report.violations == [], "seed \(seed)")
        }
    }

    @Test func `a wiped disk never makes a seat sign twice`() {
        for seed in UInt64(1)...24 {
            var scenario = Scenario(seed: seed)
            scenario.network = .rough
            scenario.plan = [
                PlannedFault(at: 60 + 40 * seed, .wipe(1)),
                PlannedFault(at: 70 + 45 * seed, .restart(1)),
            ]
            scenario.healsAt = 2_500
            let report = SimulatedWorld(scenario).run()
            #expect(report.violations == [], "seed \(seed)")
        }
    }

    @Test func `a flipped bit is found at the start, or does no harm`() {
        for seed in UInt64(1)...8 {
            var scenario = Scenario(seed: seed)
            scenario.load = Load(transactions: 6, from: 20, every: 100)
            scenario.plan = [
                PlannedFault(at: 900, .kill(2)), PlannedFault(at: 901, .rot(2)),
                PlannedFault(at: 950, .restart(2)),
            ]
            scenario.healsAt = 2_000
            let report = SimulatedWorld(scenario).run()
            // The one that does not open waits for an operator; nobody else is held up.
            let others = report.violations.filter { $0.node != 2 }
            #expect(others == [], "seed \(seed)")
            #expect(report.violations.allSatisfy { $0.kind == .liveness }, "seed \(seed)")
        }
    }
}
