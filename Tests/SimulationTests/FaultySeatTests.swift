import LedgerTypes
import Testing

@testable import Simulation

@Suite struct `Faulty seats` {
    @Test(arguments: FaultySeatKind.allCases)
    func `as many as are borne stop nobody`(kind: FaultySeatKind) {
        for seats in [4, 7] {
            for seed in UInt64(1)...3 {
                var scenario = Scenario(seed: seed, seats: seats)
                let count = scenario.tolerance
                scenario.faultySeats = (0..<count).map { FaultySeatPlan(seat: 1 + 2 * $0, kind) }
                scenario.heights = 3
                scenario.network = LinkConditions(delay: 1...60)
                let report = SimulatedWorld(scenario).run()
                #expect(report.violations == [], "\(kind), seats \(seats), seed \(seed)")
                #expect(report.isLivenessJudged, "\(report.unavailable)")
            }
        }
    }
}
