import Mutants
import Testing

@testable import Simulation

/// Where the simulation sees what is wrong with a mutant.
struct MutantRow: Sendable {
    let mutant: Mutant
    /// An enumeration, the generated adversary, or a campaign.
    let harness: String
    /// The scenario's number, or the seed.
    let number: UInt64
    /// Sizes of a campaign; empty leaves them to the seed.
    let seats: [Int]

    init(_ mutant: Mutant, _ harness: String, _ number: UInt64, seats: [Int] = []) {
        self.mutant = mutant
        self.harness = harness
        self.number = number
        self.seats = seats
    }

    /// What the harness finds there.
    func isCorrect(_ mutant: Mutant?) throws -> Bool {
        if let family = RoundFamily.all.first(where: { $0.name == harness }) {
            return family.outcome(Int(number), of: mutant).isCorrect
        }
        if harness == MutantHunt.adversary {
            let sizes = seats.isEmpty ? MutantHunt.sizes : seats
            return AdversaryRecipe.generated(seed: number, sizes: sizes).run(of: mutant).isCorrect
        }
        let kind = try #require(CampaignKind(rawValue: harness))
        var scenario = kind.scenario(seed: number, seats: seats)
        scenario.mutant = mutant
        return SimulatedWorld(scenario).run().isCorrect
    }
}
