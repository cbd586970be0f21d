import Mutants
import Replica

/// Looks at each step of each honest node, from outside.
///
/// Says a property of what nodes do, and knows no more than was sent, heard and done.
protocol WorldWatch {
    /// What of the step must not be; called for honest nodes only.
    mutating func saw(_ step: WatchedStep, in world: SimulatedWorld) -> [WatchFinding]
}

/// A step of a node, and what it led to.
struct WatchedStep {
    let node: SimulatedNode
    let input: ReplicaInput
    let effects: [ReplicaEffect]
}

/// What must not be.
struct WatchFinding {
    let kind: Violation.Kind
    let detail: String
}

extension SimulatedWorld {
    /// Shows a step to all watches.
    func watch(_ node: SimulatedNode, _ input: ReplicaInput, _ effects: [ReplicaEffect]) {
        guard !watches.isEmpty, !isFaulty(node.index) else { return }
        var watches = watches
        let step = WatchedStep(node: node, input: input, effects: effects)
        // The node may be a mutant; what it is judged by is not.
        let findings = Mutant.with(nil) {
            watches.indices.flatMap { watches[$0].saw(step, in: self) }
        }
        self.watches = watches
        for finding in findings {
            auditor.report(finding.kind, now, node.index, node.machine?.height.next, finding.detail)
        }
    }

    /// Runs a scenario of which one faulty seat is given, under the eyes of watches.
    static func outcome(
        _ scenario: Scenario, _ liar: FalsePeer, watches: [any WorldWatch], isTold: Bool
    ) -> RoundOutcome {
        let world = SimulatedWorld(scenario, transcribes: isTold)
        world.watches = watches
        for plan in scenario.faultySeats { world.nodes[plan.seat].faulty = liar }
        return RoundOutcome(world.run())
    }
}
