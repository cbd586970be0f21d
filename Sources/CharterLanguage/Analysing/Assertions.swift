/// What became of an assertion.
package struct AssertionResult: Sendable {
    package enum Verdict: Hashable, Sendable {
        case holds
        /// Facts under which it does not hold.
        case refuted(Facts)
        /// The budget was used up, or a test lay outside what can be decided.
        case inconclusive
    }

    /// Position among the assertions of the charter.
    package let index: Int
    /// From the source text; empty where only canonical bytes are at hand.
    package let title: String
    package let verdict: Verdict
    /// Regions visited.
    package let nodes: Int
}

/// Decides assertions over all facts, all waivers and all answers of panels.
package enum Assertions {
    /// Each assertion has the whole budget, counted in regions.
    package static func decide(
        _ checked: CheckedCharter, nodeBudget: Int, titles: CharterTitles? = nil
    ) -> [AssertionResult] {
        let space = RegionSpace([checked], checked.assertionConditions)
        let preferred = checked.charter.scenarios.first.map { checked.facts($0.assignments) }
        return checked.charter.assertions.enumerated().map { at, assertion in
            let condition = checked.assertionConditions[at]
            var search = RegionSearch(space, budget: nodeBudget, preferred: preferred)
            let answer = search.find { view in
                let applies = view.truth(of: condition)
                if applies == .no { return .no }
                let outcome = view.truth(of: assertion.outcome, checked)
                return applies.and(assertion.always ? !outcome : outcome)
            } confirm: { facts in
                let holds = facts.words.withUnsafeBufferPointer { condition.holds($0) }
                let outcome = Decider.decide(checked, facts).outcome
                return holds && (outcome == assertion.outcome) != assertion.always
            }
            let verdict: AssertionResult.Verdict =
                switch answer {
                case .none: .holds
                case .found(let facts): .refuted(facts)
                case .inconclusive: .inconclusive
                }
            return AssertionResult(
                index: at, title: titles?.assertions[at] ?? "", verdict: verdict,
                nodes: search.nodes)
        }
    }
}
