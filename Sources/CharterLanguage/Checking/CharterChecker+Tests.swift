extension CharterChecker {
    mutating func checkScenarios() {
        var seen: [String: Int] = [:]
        for (at, scenario) in charter.scenarios.enumerated() {
            checkDeclared(scenario.id, CharterPlace(.scenario, at, .id), &seen)
            checkAssignments(scenario.assignments, CharterPlace(.scenario, at, .assignments))
        }
    }

    private mutating func checkAssignments(_ assignments: [Assignment], _ place: CharterPlace) {
        var seen: [String: Int] = [:]
        for (position, assignment) in assignments.enumerated() {
            nodes += 2
            let place = place.down(position)
            let key =
                switch assignment {
                case .attribute(let path, _): path
                case .waived(let rule, _): "waived \(rule)"
                case .satisfied(let rule, _): "satisfied \(rule)"
                }
            if seen.updateValue(position, forKey: key) != nil {
                issues.append(.duplicate(key, at: place))
            }
            switch assignment {
            case .attribute(let path, let literal): checkLiteral(path, literal, place)
            case .waived(let rule, _):
                guard let rule = self.rule(named: rule, place) else { continue }
                if rule.waivableBy == nil {
                    report(
                        .notWaivable, place,
                        Message("rule \(rule.id) cannot be waived", "规则 \(rule.id) 不可豁免"))
                }
            case .satisfied(let rule, _):
                guard let rule = self.rule(named: rule, place) else { continue }
                guard case .escalate = rule.effect else {
                    report(
                        .notEscalating, place,
                        Message("rule \(rule.id) does not escalate", "规则 \(rule.id) 不提请"))
                    continue
                }
            }
        }
    }

    private mutating func rule(named name: String, _ place: CharterPlace) -> Rule? {
        if let at = ruleIndices[name] { return charter.rules[at] }
        report(
            .unknownRule, place, Message("unknown rule `\(name)`", "未知规则“\(name)”"),
            hint: nearMiss(for: name, among: charter.rules.map(\.id)))
        return nil
    }

    private mutating func checkLiteral(
        _ path: String, _ literal: FactLiteral, _ place: CharterPlace
    ) {
        guard let entry = entry(path, attributes, place.down(0)) else { return }
        switch (literal, entry.kind) {
        case (.flag, .bool): break
        case (.member(let name), .member(let type)): _ = mask([name], of: type, place)
        case (.members(let names), .set(let type)):
            nodes += names.count
            if !names.isStrictlyAscending { notCanonical(place) }
            _ = mask(names, of: type, place)
        case (.integer(let value), .integer(let low, let high)):
            if value < low || value > high {
                report(
                    .outOfRange, place.down(1),
                    Message(
                        "\(value) is outside the range \(low) to \(high) of `\(path)`",
                        "\(value) 超出“\(path)”的范围 \(low) 至 \(high)"))
            }
        case (.instant(let instant), .instant): checkInstant(instant, place.down(1))
        default:
            let kind = describe(entry.kind)
            wrongType(
                place.down(1), "`\(path)` is \(kind.english), the value is not",
                "“\(path)”应为\(kind.chinese)")
        }
    }

    mutating func checkTests() {
        for (at, test) in charter.tests.enumerated() {
            nodes += 1 + test.rules.count
            let changes = CharterPlace(.test, at, .assignments)
            checkAssignments(test.changes, changes)
            checkCompleteness(test, at)
            let place = CharterPlace(.test, at, .rules)
            var seen: [String: Int] = [:]
            for (position, name) in test.rules.enumerated() {
                _ = rule(named: name, place.down(position))
                if seen.updateValue(position, forKey: name) != nil {
                    issues.append(.duplicate(name, at: place.down(position)))
                }
            }
            if test.rules.isEmpty, test.outcome != .deny {
                report(
                    .badExpectation, place,
                    Message("only a denial comes by default", "只有拒绝可由缺省得出"))
            }
            if let obligations = test.obligations {
                checkObligations(obligations, CharterPlace(.test, at, .obligations))
            }
        }
    }

    private mutating func checkCompleteness(_ test: TestCase, _ at: Int) {
        let place = CharterPlace(.test, at, .scenario)
        guard let scenario = charter.scenarios.first(where: { $0.id == test.scenario }) else {
            report(
                .unknownScenario, place,
                Message("unknown scenario `\(test.scenario)`", "未知情景“\(test.scenario)”"),
                hint: nearMiss(
                    for: test.scenario, among: charter.scenarios.map(\.id)))
            return
        }
        var given: Set<String> = []
        for assignment in scenario.assignments + test.changes {
            if case .attribute(let path, _) = assignment { given.insert(path) }
        }
        let missing = index.vocabulary.attributes.filter { !given.contains($0.name.id) }
        guard !missing.isEmpty else { return }
        let english = missing.map(\.name.id).joined(separator: ", ")
        let chinese = missing.map(\.name.chinese).joined(separator: "、")
        report(
            .incompleteScenario, place,
            Message("the facts lack \(english)", "事实缺少\(chinese)"),
            hint: Message("every attribute of the vocabulary needs a value", "词表的每个属性都须有值"))
    }

    mutating func checkAssertions() {
        let scope = attributes
        for (at, assertion) in charter.assertions.enumerated() {
            assertions.append(
                resolve(
                    assertion.when, scope, CharterPlace(.assertion, at, .when), depth: 1))
        }
    }
}
