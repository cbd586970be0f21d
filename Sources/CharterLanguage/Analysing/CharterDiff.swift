/// What a new version of a charter decides otherwise than the old one: for each pair of outcomes
/// one witness, or the proof that there is none.
package struct CharterDiff: Sendable {
    package struct Change: Sendable {
        package let before: Outcome
        package let after: Outcome
        package let verdict: Verdict
        /// Regions visited.
        package let nodes: Int
    }

    package enum Verdict: Hashable, Sendable {
        /// No facts make this change.
        case never
        /// Facts that make it, and the rulings before and after.
        case witness(Facts, before: Ruling, after: Ruling)
        /// The budget was used up, or a test lay outside what can be decided.
        case inconclusive
    }

    /// The six pairs of different outcomes, in the order of their numbers.
    package let changes: [Change]

    /// Nil where the versions have different vocabularies: facts of one mean nothing to the other.
    package init?(from old: CheckedCharter, to new: CheckedCharter, nodeBudget: Int) {
        guard old.vocabulary == new.vocabulary else { return nil }
        let space = RegionSpace([old, new], [])
        let preferred = new.charter.scenarios.first.map { new.facts($0.assignments) }
        var changes: [Change] = []
        for before in Outcome.allCases {
            for after in Outcome.allCases where after != before {
                var search = RegionSearch(space, budget: nodeBudget, preferred: preferred)
                let answer = search.find { view in
                    let first = view.truth(of: before, old, 0)
                    return first == .no ? .no : first.and(view.truth(of: after, new, 1))
                } confirm: { facts in
                    Decider.decide(old, facts).outcome == before
                        && Decider.decide(new, facts).outcome == after
                }
                let verdict: Verdict =
                    switch answer {
                    case .none: .never
                    case .inconclusive: .inconclusive
                    case .found(let facts):
                        .witness(
                            facts, before: Decider.decide(old, facts),
                            after: Decider.decide(new, facts))
                    }
                changes.append(
                    Change(before: before, after: after, verdict: verdict, nodes: search.nodes))
            }
        }
        self.changes = changes
    }

    /// Whether no facts at all change the outcome.
    package var isEmpty: Bool { changes.allSatisfy { $0.verdict == .never } }
}
