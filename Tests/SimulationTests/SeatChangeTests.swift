import BlockStore
import LedgerTypes
import Testing

@testable import Simulation

@Suite struct `Seats that change in a run` {
    private func story(_ acts: [PlannedAct], followers: Int = 1) -> Scenario {
        var scenario = Scenario(seed: 3)
        scenario.followers = followers
        scenario.acts = acts
        scenario.healsAt = 4_000
        return scenario
    }

    @Test func `do change nearly always, whatever happens around it`() {
        var tally = CampaignTally()
        for seed in 1...24 as ClosedRange<UInt64> {
            let report = SimulatedWorld(
                CampaignKind.seatChanges.scenario(seed: seed, seats: [4, 4, 5, 7])
            ).run()
            #expect(report.violations == [], "seed \(seed)")
            tally.take(report)
        }
        #expect(tally.toChangeSeats == 24)
        #expect(tally.changedSeats > 24 * 8 / 10)
    }

    @Test func `let whoever gives up a seat follow, and take it again`() {
        let report = SimulatedWorld(
            story([
                PlannedAct(at: 100, .changeSeats(leaving: [1], joining: [4])),
                PlannedAct(at: 200, .changeSeats(leaving: [4], joining: [1])),
            ]), transcribes: true
        ).run()
        #expect(report.violations == [])
        #expect(report.seatChanges == 2)
        #expect(Set(report.heights).count <= 2)
        for member in ["m01", "m04"] {
            #expect(report.transcript.contains { $0.contains(member) && $0.contains("precommits") })
        }
    }

    @Test func `wait for a candidate that is down`() {
        var scenario = story([PlannedAct(at: 100, .changeSeats(leaving: [], joining: [4]))])
        scenario.plan = [
            PlannedFault(at: 0, .powerCut(4)), PlannedFault(at: 12_000, .restart(4)),
        ]
        scenario.healsAt = 14_000
        let report = SimulatedWorld(scenario).run()
        #expect(report.violations == [])
        #expect(report.seatChanges == 1)
        #expect(report.decidedAt.contains { $0 > 14_000 })
        scenario.plan.removeLast()
        // Down until all heals, and taken in thereafter.
        #expect(SimulatedWorld(scenario).run().seatChanges == 1)
    }

    @Test func `are judged by the set in force`() {
        // Five seats bear one fault: with two cut off for good nothing is decided.
        var scenario = story([PlannedAct(at: 0, .changeSeats(leaving: [], joining: [4]))])
        scenario.rules = [
            MessageRule(.lost, senders: 0b1_1000, times: 30_000..<UInt64.max)
        ]
        scenario.heights = 60
        scenario.healsAt = 0
        scenario.livenessBound = 90_000
        let report = SimulatedWorld(scenario).run()
        #expect(report.seatChanges == 1)
        #expect(Set(report.violations.map(\.kind)) == [.liveness])
    }
}
