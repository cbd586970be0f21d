/// What a campaign against the generated adversary has seen so far.
package struct AdversaryTally: Sendable {
    package struct Failure: Hashable, Sendable {
        package let seed: UInt64
        package let seats: Int
        package let violations: [RoundViolation]
    }

    package private(set) var runs = 0
    /// Runs that met each pair of rule and guard, in the order of the rules.
    package private(set) var met: [(found: RuleGuard, runs: Int)] =
        RuleGuard.allCases.map { ($0, 0) }
    package private(set) var failures: [Failure] = []
    package private(set) var highestRound: UInt64 = 0
    /// Most virtual milliseconds from healing to the end of a run that decided.
    package private(set) var longestHealing: UInt64 = 0

    package init() {}

    package mutating func take(_ outcome: AdversaryOutcome) {
        runs += 1
        for place in met.indices where outcome.coverage.contains(met[place].found) {
            met[place].runs += 1
        }
        highestRound = max(highestRound, outcome.rounds)
        if outcome.isCorrect {
            longestHealing = max(longestHealing, outcome.decidedAfter)
        } else {
            failures.append(
                Failure(
                    seed: outcome.recipe.seed, seats: outcome.recipe.seats,
                    violations: outcome.violations))
        }
    }
}
