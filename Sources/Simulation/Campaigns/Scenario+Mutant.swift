import Mutants

extension Scenario {
    /// The same scenario with broken nodes.
    package func with(_ mutant: Mutant) -> Scenario {
        var scenario = self
        scenario.mutant = mutant
        return scenario
    }
}
