import Consensus
import LedgerTypes
import Mutants

/// What came of one run against the generated adversary.
package struct AdversaryOutcome: Sendable {
    package let recipe: AdversaryRecipe
    /// What must not happen, and did; the first of each kind.
    package let violations: [RoundViolation]
    package let coverage: RuleCoverage
    /// What the adversary made, by its names in the grammar, ascending.
    package let made: [String]
    /// The highest round of an honest seat.
    package let rounds: UInt64
    /// Virtual milliseconds from healing to the last decision.
    package let decidedAfter: UInt64
    /// Empty unless it was asked for.
    package let transcript: [String]

    package var isCorrect: Bool { violations.isEmpty }
}

extension AdversaryRecipe {
    /// Runs round machines against the adversary until all honest seats have decided.
    package func run(of mutant: Mutant? = nil, isTold: Bool = false) -> AdversaryOutcome {
        Mutant.with(mutant) { run(isTold) }
    }

    private func run(_ isTold: Bool) -> AdversaryOutcome {
        let network = RoundNetwork(seats, faulty: Set(faulty), isTold: isTold)
        network.watch = RuleWatch(seats: seats)
        let adversary = RoundAdversary(self, network)
        adversary.enter()
        network.run(until: healsAt + Self.patience)
        let outcome = RoundOutcome(network, healed: healsAt)
        return AdversaryOutcome(
            recipe: self, violations: outcome.violations,
            coverage: network.watch?.coverage ?? RuleCoverage(), made: adversary.mind.made.sorted(),
            rounds: outcome.rounds, decidedAfter: outcome.decidedAfter,
            transcript: outcome.transcript)
    }
}
