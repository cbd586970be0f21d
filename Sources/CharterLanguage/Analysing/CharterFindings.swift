/// What the analysis says about the rules of a charter: warnings, decided over all facts.
package struct CharterFindings: Sendable {
    package let findings: [Finding]
    /// Pairs of an action and a purpose that no rule permits or escalates: denied by default.
    package let holes: [Hole]
    /// Regions visited in all.
    package let nodes: Int

    package struct Finding: Hashable, Sendable {
        package let code: DiagnosticCode
        /// Position of the rule in the charter.
        package let rule: Int
        package let message: Message
    }

    package struct Hole: Hashable, Sendable {
        package let action: String
        package let purpose: String
    }

    /// Asks a few questions a rule, each with the budget.
    package init(_ checked: CheckedCharter, nodeBudget: Int) {
        var survey = RuleSurvey(checked, nodeBudget)
        for rule in checked.charter.rules.indices { survey.examine(rule) }
        survey.compare()
        findings = survey.findings
        holes = survey.holes()
        nodes = survey.nodes
    }
}

private struct RuleSurvey {
    let checked: CheckedCharter
    let space: RegionSpace
    let budget: Int
    var findings: [CharterFindings.Finding] = []
    var nodes = 0

    init(_ checked: CheckedCharter, _ budget: Int) {
        self.checked = checked
        self.budget = budget
        space = RegionSpace([checked], [])
    }

    /// Whether some facts have a property; nil where that was not decided.
    private mutating func exists(_ goal: (inout RegionView) -> Truth) -> Bool? {
        var search = RegionSearch(space, budget: budget, preferred: nil)
        let answer = search.find(goal) { _ in true }
        nodes += search.nodes
        switch answer {
        case .none: return false
        case .found: return true
        case .inconclusive: return nil
        }
    }

    private mutating func note(
        _ code: DiagnosticCode, _ rule: Int, _ english: String, _ chinese: String
    ) {
        let id = checked.charter.rules[rule].id
        findings.append(
            CharterFindings.Finding(
                code: code, rule: rule,
                message: Message("rule \(id) \(english)", "规则 \(id) \(chinese)")))
    }

    mutating func examine(_ at: Int) {
        let rule = checked.charter.rules[at]
        let applies = checked.resolvedRules[at].applies
        guard exists({ $0.truth(of: applies) }) != false else {
            note(.unreachableRule, at, "can never apply", "永远不适用")
            return
        }
        if exists({ !$0.truth(of: applies) }) == false {
            note(.alwaysApplies, at, "always applies", "总是适用")
        }
        let outcome: Outcome =
            switch rule.effect {
            case .permit: .permit
            case .forbid: .deny
            case .escalate: .escalate
            }
        let checked = checked
        let isDecisive = exists { view in
            let live = view.live(checked)[at]
            return live == .no ? .no : live.and(view.truth(of: outcome, checked))
        }
        if isDecisive == nil {
            note(.inconclusive, at, "is too large to analyse", "过于庞大，分析未得结论")
        }
        if isDecisive == false { explainShadow(at) }
        for target in rule.overrides {
            let other = checked.rule(named: target)!
            let defeated = checked.resolvedRules[other].applies
            if exists({ $0.truth(of: applies).and($0.truth(of: defeated)) }) == false {
                note(
                    .uselessOverride, at,
                    "never applies together with \(target), which it overrides",
                    "与其所优先的 \(target) 从不同时适用")
            }
        }
    }

    private mutating func explainShadow(_ at: Int) {
        let applies = checked.resolvedRules[at].applies
        if checked.charter.rules[at].effect == .permit {
            for (other, rule) in checked.charter.rules.enumerated() where rule.effect == .forbid {
                let forbids = checked.resolvedRules[other].applies
                if exists({ $0.truth(of: applies).and(!$0.truth(of: forbids)) }) == false {
                    note(
                        .permitInsideForbid, at, "permits only what \(rule.id) forbids",
                        "所准许的均为 \(rule.id) 所禁止")
                    return
                }
            }
        }
        note(.neverDecisive, at, "never decides an outcome", "从不决定结果")
    }

    mutating func compare() {
        for (at, rule) in checked.charter.rules.enumerated() {
            for other in 0..<at
            where checked.charter.rules[other].effect == rule.effect
                && checked.resolvedRules[other].applies == checked.resolvedRules[at].applies
            {
                let id = checked.charter.rules[other].id
                note(.equalRules, at, "says the same as \(id)", "与 \(id) 相同")
            }
        }
    }

    mutating func holes() -> [CharterFindings.Hole] {
        let index = checked.index
        guard let action = index.attribute(named: "request.action"),
            let purpose = index.attribute(named: "request.purpose"),
            case .member(let actions) = index.kinds[action],
            case .member(let purposes) = index.kinds[purpose]
        else { return [] }
        let any = Condition.any(
            checked.resolvedRules.indices.filter { checked.charter.rules[$0].effect != .forbid }
                .map { checked.resolvedRules[$0].applies })
        var holes: [CharterFindings.Hole] = []
        for (i, first) in index.vocabulary.types[actions].members.enumerated() {
            for (j, second) in index.vocabulary.types[purposes].members.enumerated() {
                let pair = Condition.all([
                    .atom(.oneOf(slot: action, mask: 1 << UInt64(i))),
                    .atom(.oneOf(slot: purpose, mask: 1 << UInt64(j))),
                ])
                if exists({ $0.truth(of: pair).and($0.truth(of: any)) }) == false {
                    holes.append(CharterFindings.Hole(action: first.id, purpose: second.id))
                }
            }
        }
        return holes
    }
}
