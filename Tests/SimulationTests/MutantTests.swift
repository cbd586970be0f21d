import Mutants
import Testing

@testable import Simulation

/// What catches each broken variant; `tally-sim mutants` finds such scenarios anew.
private let catches: [(mutant: String, harness: String, number: UInt64)] = [
    ("missing-lock", "hidden-locks", 237),
    ("missing-vote-log", "first-round", 1_026),
    ("quorum-minus-one", "first-round", 0),
    ("precommit-wait-skipped", "first-round", 1_034),
    ("resend-last-round-only", "hidden-locks", 3_117),
    ("round-in-hash", "hidden-locks", 7_702),
    ("own-votes-not-reinjected", "hidden-locks", 5_124),
    ("polka-not-relayed", "shown-to-some", 270),
    ("jump-on-one-seat", "lone-jumps", 0),
    ("unlock-on-nil", "hidden-locks", 411),
    ("certificate-check-stops-early", "forged-decisions", 28),
    ("decision-unchecked", "forged-decisions", 0),
    ("lock-not-logged", "hidden-locks", 2_061),
    ("body-not-logged", "hidden-locks", 2_109),
    ("late-polka-locks", "two-valid-rounds", 549),
    ("waits-double", "late-healing", 122),
    ("repeats-judged-by-time", "two-valid-rounds", 915),
    ("mixed-valid-rounds", "two-valid-rounds", 795),
    ("round-votes-only", "hidden-locks", 3_117),
    ("send-before-persist", "random", 173),
    ("commit-before-persist", "random", 2),
    ("no-vote-files", "random", 18),
    ("seat-change-at-once", "random", 1),
    ("seat-change-late", "random", 1),
]

@Suite struct `Broken variants` {
    @Test(arguments: catches)
    func `are caught where the rules are not`(
        mutant: String, harness: String, number: UInt64
    ) throws {
        let broken = try #require(Mutant(rawValue: mutant))
        if let family = RoundFamily.all.first(where: { $0.name == harness }) {
            #expect(!family.outcome(Int(number), of: broken).isCorrect)
            #expect(family.outcome(Int(number)).violations == [])
        } else {
            let kind = try #require(CampaignKind(rawValue: harness))
            let scenario = kind.scenario(seed: number, seats: [4])
            #expect(!SimulatedWorld(scenario.with(broken)).run().isCorrect)
            #expect(SimulatedWorld(scenario).run().violations == [])
        }
    }

    @Test func `are all in the table`() {
        #expect(Set(catches.map(\.mutant)) == Set(Mutant.allCases.map(\.rawValue)))
    }

    // Not only seen in the logs: it ends in two decisions.
    @Test(arguments: [("missing-lock", 237), ("unlock-on-nil", 411)])
    func `without a lock decide two blocks`(mutant: String, number: Int) throws {
        let broken = try #require(Mutant(rawValue: mutant))
        #expect(HiddenLocks.family.outcome(number, of: broken).isForked)
    }
}
