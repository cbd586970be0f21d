import Mutants
import Testing

@testable import Simulation

/// Broken rules that the reference sees by itself, whatever comes of them.
private let seen: [(mutant: String, family: String, number: Int)] = [
    ("missing-lock", "hidden-locks", 237),
    ("unlock-on-nil", "hidden-locks", 411),
    ("precommit-wait-skipped", "first-round", 1_034),
    ("jump-on-one-seat", "lone-jumps", 0),
    ("quorum-minus-one", "first-round", 0),
    ("late-polka-locks", "two-valid-rounds", 549),
    ("mixed-valid-rounds", "two-valid-rounds", 795),
    ("certificate-check-stops-early", "forged-decisions", 28),
    ("lock-not-logged", "hidden-locks", 2_061),
    ("repeats-judged-by-time", "two-valid-rounds", 915),
    ("decision-unchecked", "forged-decisions", 0),
]

@Suite struct `The reference of the rules` {
    @Test(arguments: RoundFamily.all.map(\.name))
    func `agrees with every family`(name: String) throws {
        let family = try #require(RoundFamily.all.first { $0.name == name })
        for number in family.spread(name == "late-healing" ? 4 : 32) {
            let outcome = family.outcome(number)
            #expect(outcome.violations == [], "\(name) \(number)")
        }
    }

    @Test func `agrees with random runs`() {
        for seed in 1...50 as ClosedRange<UInt64> {
            let report = SimulatedWorld(.arbitrary(seed: seed)).run()
            #expect(report.violations.filter { $0.kind == .reference } == [], "\(seed)")
        }
    }

    @Test(arguments: CampaignKind.allCases)
    func `agrees with campaigns`(kind: CampaignKind) {
        for seed in 101...108 as ClosedRange<UInt64> {
            let report = SimulatedWorld(kind.scenario(seed: seed, seats: [4, 7])).run()
            #expect(report.violations.filter { $0.kind == .reference } == [], "\(seed)")
        }
    }

    @Test(arguments: seen)
    func `alone sees what is broken`(mutant: String, family: String, number: Int) throws {
        let broken = try #require(Mutant(rawValue: mutant))
        let found = try #require(RoundFamily.all.first { $0.name == family })
        let outcome = found.outcome(number, of: broken)
        #expect(outcome.violations.contains { $0.kind == .reference })
    }
}
