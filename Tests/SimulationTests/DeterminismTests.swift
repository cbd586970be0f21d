import LedgerTypes
import Testing

@testable import Simulation

@Suite struct `One seed` {
    @Test func `is one run`() {
        var scenario = Scenario(seed: 7)
        scenario.network = .rough
        scenario.healsAt = 3_000
        let first = SimulatedWorld(scenario).run()
        let second = SimulatedWorld(scenario, transcribes: true).run()
        #expect(first.violations == [])
        #expect(first.auditorHash == second.auditorHash)
        #expect(first.transcript == [] && !second.transcript.isEmpty)
        scenario.seed = 8
        #expect(SimulatedWorld(scenario).run().auditorHash != first.auditorHash)
    }
}
