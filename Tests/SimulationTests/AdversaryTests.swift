import Mutants
import Testing

@testable import Simulation

@Suite struct `The generated adversary` {
    @Test func `is one run for each seed`() {
        for seed in [3, 24, 1_000] as [UInt64] {
            let first = AdversaryRecipe.generated(seed: seed).run(isTold: true)
            let second = AdversaryRecipe.generated(seed: seed).run(isTold: true)
            #expect(first.transcript.count > 10)
            #expect(first.transcript == second.transcript)
            #expect(first.coverage == second.coverage && first.made == second.made)
        }
        let other = AdversaryRecipe.generated(seed: 4)
        #expect(other != AdversaryRecipe.generated(seed: 3))
    }

    @Test(arguments: [(4, 40), (5, 12), (7, 8), (10, 4)])
    func `breaks nothing of the rules as they are`(seats: Int, runs: Int) {
        for seed in 1...UInt64(runs) {
            let outcome = AdversaryRecipe.generated(seed: seed, sizes: [seats]).run()
            #expect(outcome.violations == [], "seed \(seed), \(seats) seats")
        }
    }

    // Seeds that showed two decisions, or votes that nothing spoke for, while a polka that was not
    // looked at passed for one that holds.
    @Test(arguments: [7, 24, 26, 130, 275, 287, 555] as [UInt64])
    func `frees no lock by a polka that does not hold`(seed: UInt64) {
        #expect(AdversaryRecipe.generated(seed: seed).run().violations == [])
    }

    @Test func `makes every form of its grammar`() {
        var made: Set<String> = []
        var met: Set<RuleGuard> = []
        for seed in 1...400 as ClosedRange<UInt64> {
            let outcome = AdversaryRecipe.generated(seed: seed, sizes: [4, 5, 4, 7]).run()
            made.formUnion(outcome.made)
            met.formUnion(RuleGuard.allCases.filter { outcome.coverage.contains($0) })
        }
        for form in BlockForm.allCases {
            #expect(made.contains("block \(form.rawValue)"), "block \(form)")
        }
        // An absent polka is one that a proposal does not carry.
        for form in QuorumForm.allCases where form != .absent {
            #expect(made.contains("polka \(form.rawValue)"), "polka \(form)")
            // Precommits name no valid round.
            guard form != .otherValidRound else { continue }
            #expect(made.contains("certificate \(form.rawValue)"), "certificate \(form)")
        }
        for form in RoundForm.allCases { #expect(made.contains("round \(form.rawValue)")) }
        for form in ValidRoundForm.allCases {
            #expect(made.contains("valid round \(form.rawValue)"))
        }
        for form in SignerForm.allCases { #expect(made.contains("signer \(form.rawValue)")) }
        for form in HeightForm.allCases { #expect(made.contains("height \(form.rawValue)")) }
        for kind in ["prevote", "precommit", "question", "replay", "proposal out of turn"] {
            #expect(made.contains(kind))
        }
        // Of the rules it meets nearly all guards even in so few runs.
        #expect(met.count >= RuleGuard.allCases.count - 8, "\(met.count)")
    }

    @Test func `is made small`() throws {
        let mutant = try #require(Mutant(rawValue: "missing-lock"))
        let seed = try #require(
            (1...2_000 as ClosedRange<UInt64>).first {
                !AdversaryRecipe.generated(seed: $0, sizes: [4]).run(of: mutant).isCorrect
            })
        let recipe = AdversaryRecipe.generated(seed: seed, sizes: [4])
        let (outcome, _) = try #require(AdversaryShrinker.shrink(recipe, of: mutant))
        #expect(!outcome.isCorrect)
        #expect(outcome.recipe.size < recipe.size)
        #expect(
            AdversaryShrinker.shrink(outcome.recipe, of: mutant)?.outcome.recipe == outcome.recipe)
        #expect(AdversaryText.lines(of: outcome.recipe).count >= 3)
    }

    @Test(arguments: [4, 7])
    func `stops no whole nodes`(seats: Int) {
        for seed in 1...4 as ClosedRange<UInt64> {
            let scenario = CampaignKind.adversary.scenario(seed: seed, seats: [seats])
            #expect(scenario.faultySeats.allSatisfy { $0.kind == .generated })
            let report = SimulatedWorld(scenario).run()
            #expect(report.violations == [], "seed \(seed), \(seats) seats")
        }
    }
}
