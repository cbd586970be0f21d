extension CharterChecker {
    mutating func checkRules() {
        let scope = attributes
        var seen: [String: Int] = [:]
        for (at, rule) in charter.rules.enumerated() {
            let id = CharterPlace(.rule, at, .id)
            checkDeclared(rule.id, id, &seen)
            if rule.basis.isEmpty {
                report(
                    .missingBasis, id,
                    Message("rule \(rule.id) cites no legal basis", "规则 \(rule.id) 未引依据"))
            }
            checkCitations(rule.basis, .rule, at)
            checkRank(rule, at)
            let when = resolve(rule.when, scope, CharterPlace(.rule, at, .when), depth: 1)
            let unless = rule.unless.map {
                resolve($0, scope, CharterPlace(.rule, at, .unless), depth: 1)
            }
            checkObligations(rule.obligations, CharterPlace(.rule, at, .obligations))
            checkWaivable(rule, at)
            if let when, unless != .some(nil) {
                rules.append(ResolvedRule(when: when, unless: unless ?? nil))
            } else {
                rules.append(nil)
            }
        }
    }

    /// A declared id: well formed, not reserved, new.
    mutating func checkDeclared(
        _ id: String, _ place: CharterPlace, _ seen: inout [String: Int]
    ) {
        nodes += 1
        if !Identifier.isName(id) { issues.append(.badIdentifier(id, at: place)) }
        if Keyword.isReservedName(id) { issues.append(.reserved(id, at: place)) }
        if seen.updateValue(place.index, forKey: id) != nil {
            issues.append(.duplicate(id, at: place))
        }
    }

    private mutating func checkRank(_ rule: Rule, _ at: Int) {
        let place = CharterPlace(.rule, at, .rank)
        if case .escalate(let panel, let within) = rule.effect {
            checkRole(panel, place)
            checkDuration(within, place)
        }
        switch rule.rank {
        case .ordinary: break
        case .redLine:
            if rule.effect == .permit {
                report(
                    .wrongRank, place,
                    Message("red line \(rule.id) cannot permit", "红线 \(rule.id) 不得为准许"))
            }
        case .emergency:
            if rule.effect != .permit {
                report(
                    .wrongRank, place,
                    Message(
                        "emergency rule \(rule.id) can only permit", "应急规则 \(rule.id) 只能为准许"))
            }
            checkEmergencyDuties(rule, place)
        }
    }

    private mutating func checkEmergencyDuties(_ rule: Rule, _ place: CharterPlace) {
        var missing: [Keyword] = []
        if !rule.obligations.log { missing.append(.log) }
        if rule.obligations.notify.isEmpty { missing.append(.notify) }
        if rule.obligations.review.isEmpty { missing.append(.review) }
        if rule.obligations.expireMilliseconds == nil { missing.append(.expire) }
        guard !missing.isEmpty else { return }
        let english = missing.map(\.english).joined(separator: ", ")
        let chinese = missing.map(\.chinese).joined(separator: "、")
        report(
            .emergencyLacksDuty, place,
            Message(
                "emergency rule \(rule.id) lacks \(english)", "应急规则 \(rule.id) 缺少\(chinese)"),
            hint: Message(
                "an emergency permit is logged, notified, reviewed and expires",
                "应急准许须存证、通知、复核并设失效期限"))
    }

    private mutating func checkWaivable(_ rule: Rule, _ at: Int) {
        guard let panel = rule.waivableBy else { return }
        let place = CharterPlace(.rule, at, .waivable)
        checkRole(panel, place)
        if rule.rank == .redLine {
            report(
                .waivableRedLine, place,
                Message("red line \(rule.id) cannot be waived", "红线 \(rule.id) 不可豁免"),
                hint: Message(
                    "drop `waivable by`, or make it an ordinary rule", "请删去“可豁免”，或改为普通规则"))
        }
    }

    mutating func checkObligations(_ obligations: Obligations, _ place: CharterPlace) {
        for mask in obligations.masks {
            checkMember(mask.field, of: "Field", .unknownMember, place)
        }
        for deadline in obligations.notify + obligations.review {
            checkRole(deadline.party, place)
            checkDuration(deadline.withinMilliseconds, place)
        }
        if let expire = obligations.expireMilliseconds { checkDuration(expire, place) }
        if let retain = obligations.retainMilliseconds { checkDuration(retain, place) }
        nodes += obligations.dutyCount
    }

    mutating func checkCost() {
        let bound = CharterCost.bound(charter)
        if bound > charter.budget {
            report(
                .overBudget, CharterPlace(.header, 0, .budget),
                Message(
                    "a decision costs up to \(bound), the budget is \(charter.budget)",
                    "一次决定至多计 \(bound)，上限为 \(charter.budget)"),
                hint: Message("raise the budget or drop rules", "请提高计量上限或减少规则"))
        }
    }

    mutating func checkOverrides() {
        for (at, rule) in charter.rules.enumerated() {
            nodes += rule.overrides.count
            for (position, target) in rule.overrides.enumerated() {
                let place = CharterPlace(.rule, at, .overrides, [position])
                if position > 0, !rule.overrides[position - 1].precedesInBytes(target) {
                    notCanonical(place)
                }
                checkOverride(of: target, by: rule, place)
            }
        }
        checkCycles()
    }

    private mutating func checkOverride(of target: String, by rule: Rule, _ place: CharterPlace) {
        guard target != rule.id else {
            report(
                .overrideSelf, place,
                Message("rule \(rule.id) overrides itself", "规则 \(rule.id) 优先于自身"))
            return
        }
        guard let found = ruleIndices[target].map({ charter.rules[$0] }) else {
            report(
                .overrideDangling, place,
                Message(
                    "rule \(rule.id) overrides `\(target)`, which does not exist",
                    "规则 \(rule.id) 优先于不存在的“\(target)”"),
                hint: nearMiss(for: target, among: charter.rules.map(\.id)))
            return
        }
        if found.rank == .redLine {
            report(
                .overridesRedLine, place,
                Message(
                    "rule \(rule.id) overrides red line \(target)",
                    "规则 \(rule.id) 不得优先于红线 \(target)"),
                hint: Message("nothing defeats a red line", "红线不可被任何规则推翻"))
        } else if found.effect == rule.effect {
            report(
                .useless, place,
                Message(
                    "rules \(rule.id) and \(target) say the same, the override only hides one",
                    "规则 \(rule.id) 与 \(target) 效果相同，优先关系只会隐去其一"))
        }
    }

    /// Reports one cycle of the override graph, by the rule that closes it.
    private mutating func checkCycles() {
        var state = [UInt8](repeating: 0, count: charter.rules.count)
        for start in charter.rules.indices where state[start] == 0 {
            // Depth first with an explicit stack: 512 rules in a chain must not exhaust the stack.
            var stack = [(rule: start, next: 0)]
            state[start] = 1
            while let top = stack.last {
                let overrides = charter.rules[top.rule].overrides
                guard top.next < overrides.count else {
                    state[top.rule] = 2
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                guard let target = ruleIndices[overrides[top.next]], target != top.rule else {
                    continue
                }
                if state[target] == 0 {
                    state[target] = 1
                    stack.append((target, 0))
                } else if state[target] == 1 {
                    let names = stack.map(\.rule).drop { $0 != target } + [target]
                    let path = names.map { charter.rules[$0].id }.joined(separator: " > ")
                    report(
                        .overrideCyclic, CharterPlace(.rule, top.rule, .overrides, [top.next]),
                        Message("the overrides form a cycle: \(path)", "优先关系成环：\(path)"))
                }
            }
        }
    }
}

/// Static and exact costs, in units. Source: docs/reference/charter-language.md, "Cost and limits".
package enum CharterCost {
    package static let atom: UInt64 = 1
    package static let difference: UInt64 = 1
    package static let rule: UInt64 = 2
    package static let overrideEdge: UInt64 = 1
    package static let obligation: UInt64 = 5
    package static let recordRead: UInt64 = 10
    package static let recordWrite: UInt64 = 50

    /// The most a decision costs: every rule, every atom, every duty.
    package static func bound(_ charter: Charter) -> UInt64 {
        charter.rules.reduce(0) { sum, rule in
            sum + self.rule + overrideEdge * UInt64(rule.overrides.count)
                + obligation * UInt64(rule.obligations.dutyCount) + cost(of: rule.when)
                + (rule.unless.map(cost(of:)) ?? 0)
        }
    }

    /// The cost of a step of a record, without its signatures.
    package static func cost(of transition: Transition) -> UInt64 {
        recordRead + recordWrite + (transition.guardExpression.map(cost(of:)) ?? 0)
            + UInt64(transition.effects.count)
    }

    package static func cost(of expression: Expression) -> UInt64 {
        switch expression {
        case .any(let parts), .all(let parts): parts.reduce(0) { $0 + cost(of: $1) }
        case .not(let part): cost(of: part)
        case .truth, .membership: atom
        case .comparison(let left, _, let right):
            atom + difference * UInt64(max(0, left.summands.count + right.summands.count - 2))
        }
    }
}
