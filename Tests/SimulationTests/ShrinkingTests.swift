import Mutants
import Testing
import WrittenText

@testable import Simulation

/// A scenario file's text as it is read.
func page(_ text: String) throws(WrittenTextFault) -> WrittenPage {
    try WrittenPage(Array(text.utf8))
}

@Suite struct `Scenario files` {
    @Test func `hold all of a scenario`() throws {
        for seed in 1...120 as ClosedRange<UInt64> {
            for kind in CampaignKind.allCases {
                let scenario = kind.scenario(seed: seed)
                let text = ScenarioText.text(of: scenario)
                let read = try ScenarioText.scenario(from: page(text))
                #expect(ScenarioText.text(of: read) == text)
                #expect(read == scenario, "\(kind) \(seed)")
            }
        }
    }

    @Test func `hold rules and broken variants`() throws {
        for number in [0, 1_234, 4_095] {
            var scenario = WholeNodes.scenario(number).with(.missingLock)
            scenario.rules.append(MessageRule(.after(7), senders: 3))
            scenario.rules.append(MessageRule(.heldUntil(900), times: 5..<20))
            let read = try ScenarioText.scenario(from: page(ScenarioText.text(of: scenario)))
            #expect(read.rules == scenario.rules)
            #expect(read.mutant == scenario.mutant)
            #expect(read.plan == scenario.plan)
        }
    }

    @Test(arguments: [
        ("seed 7", 1), ("tally-sim scenario 1\nseed x", 2), ("tally-sim scenario 1\n\nseats 0", 3),
        ("tally-sim scenario 1\nat 5 explode 1", 2), ("tally-sim scenario 1\nfaulty 1 kind", 2),
        ("tally-sim scenario 1\nrule lost kinds", 2), ("tally-sim scenario 1\nnetwork 9 1 0 0", 2),
        ("tally-sim scenario 1\nnetwork 1 9 18446744073709551615 0", 2),
        ("tally-sim scenario 1\nat 18446744073709551615 kill 1", 2),
        ("tally-sim scenario 1\nat 5 move-clock 1 9223372036854775807", 2),
        ("tally-sim scenario 1\nload 18446744073709551615 0 1", 2),
        ("tally-sim scenario 1\nfaulty 9 twins", 2), ("tally-sim scenario 1\nfaulty -1 twins", 2),
        ("tally-sim scenario 1\nseats 7\nat 5 kill 6\nat 5 kill 7", 4),
        ("tally-sim scenario 1\nat 5 kill 99", 2), ("tally-sim scenario 1\nat 5 kill -1", 2),
        ("tally-sim scenario 1\n\n# note\nat 5 cut 0 4", 4),
        ("tally-sim scenario 1\nat 5 partition 0,1 2,4", 2),
        ("tally-sim scenario 1\nat 5 swizzle 0,8 100", 2),
        ("tally-sim scenario 1\nat 5 fail-change 4 0 power-cut", 2),
        ("tally-sim scenario 1\nact 5 dance", 2),
        ("tally-sim scenario 1\nduty 5 suspend 1", 2),
        ("tally-sim scenario 1\nduties\nduty 5 ask 0 9 record", 3),
        ("tally-sim scenario 1\nduties\nduty 5 ask 0 1", 3),
        ("tally-sim scenario 1\nduties\nduty 5 alone 0 0", 3),
        ("tally-sim scenario 1\nduties\nduty 5 propose 0 1", 3),
        ("tally-sim scenario 1\nempty-blocks 1", 2),
        ("tally-sim scenario 1\nact 5 change-seats 1 4", 2),
        ("tally-sim scenario 1\nact 18446744073709551615 change-seats 1 -", 2),
    ])
    func `name the line that is wrong`(text: String, line: Int) {
        #expect {
            try ScenarioText.scenario(from: page(text))
        } throws: { error in
            (error as? ScenarioText.Fault)?.line == line
        }
    }

    @Test func `name followers and twins by their numbers, wherever their lines stand`() throws {
        let text = """
            tally-sim scenario 1
            at 5 kill 6
            at 9 restart 6
            followers 2
            faulty 0 twins
            """
        #expect(try ScenarioText.scenario(from: page(text)).nodeCount == 7)
    }

    @Test(arguments: [CampaignKind.random, .duties])
    func `run as the scenario they were made of`(kind: CampaignKind) throws {
        let scenario = kind.scenario(seed: 12)
        let read = try ScenarioText.scenario(from: page(ScenarioText.text(of: scenario)))
        #expect(
            SimulatedWorld(read).run().auditorHash == SimulatedWorld(scenario).run().auditorHash)
    }
}

@Suite struct `Shrinking` {
    @Test func `leaves a correct scenario alone`() {
        #expect(Shrinker.shrink(Scenario(seed: 3, seats: 4)) == nil)
    }

    @Test func `keeps of a failing schedule only what it needs`() throws {
        var scenario = WholeNodes.scenario(1 << 8 | 15).with(
            try #require(Mutant(rawValue: "no-vote-files")))
        scenario.plan += [
            PlannedFault(at: 20, .pause(3)), PlannedFault(at: 40, .resume(3)),
            PlannedFault(at: 1_900, .moveClock(2, by: 40)),
        ]
        let result = try #require(Shrinker.shrink(scenario, atMost: 80))
        #expect(!result.report.isCorrect)
        #expect(result.scenario.plan.count < scenario.plan.count)
        #expect(!result.scenario.plan.contains { $0.event == .pause(3) })
        let again = try ScenarioText.scenario(
            from: page(ScenarioText.text(of: result.scenario)))
        #expect(!SimulatedWorld(again).run().isCorrect)
    }
}

@Suite struct `Shrinking of duties` {
    @Test func `keeps only what persons must have done, as a file that shows it again`() throws {
        let scenario = CampaignKind.duties.scenario(seed: 3).with(
            try #require(Mutant(rawValue: "release-made-again")))
        let result = try #require(Shrinker.shrink(scenario, atMost: 10))
        let acts = result.scenario.duties?.acts ?? []
        #expect(!acts.isEmpty && acts.count < scenario.duties?.acts.count ?? 0)
        let again = try ScenarioText.scenario(
            from: page(ScenarioText.text(of: result.scenario)))
        #expect(again == result.scenario)
        #expect(SimulatedWorld(again).run().violations == result.report.violations)
    }
}

@Suite struct `Campaigns` {
    @Test func `of hidden locks decide after healing`() {
        var tally = CampaignTally()
        for seed in 1...12 as ClosedRange<UInt64> {
            let report = SimulatedWorld(CampaignKind.hiddenLock.scenario(seed: seed)).run()
            #expect(report.violations == [], "seed \(seed)")
            #expect(report.isLivenessJudged)
            tally.take(report)
        }
        #expect(tally.runs == 12)
        #expect(tally.failures == [])
        #expect(tally.blocks > 12)
    }

    @Test func `take sizes in turn`() {
        let sizes = (0..<4).map {
            CampaignKind.random.scenario(seed: $0, seats: [4, 5, 7, 10]).seats
        }
        #expect(sizes == [4, 5, 7, 10])
    }
}
