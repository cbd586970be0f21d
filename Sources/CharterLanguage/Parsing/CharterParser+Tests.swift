extension CharterParser {
    mutating func parseScenario() throws(ParseStop) {
        try expect(.scenario)
        let position = scenarios.count
        let id = try name("the name of the scenario", "情景名")
        map.set(.scenario, position, .id, id.tree)
        try expect(.openBrace)
        let assignments = isAt(.closeBrace) ? [] : try parseAssignments(.scenario, position)
        try expect(.closeBrace)
        guard scenarios.count < CharterLimits.items else { throw tooMany(id.range) }
        scenarios.append(Scenario(id: id.text, assignments: assignments))
    }

    private mutating func parseAssignments(
        _ section: CharterPlace.Section, _ position: Int
    ) throws(ParseStop) -> [Assignment] {
        let start = at
        var result: [Assignment] = []
        var trees: [RangeTree] = []
        repeat {
            let (assignment, tree) = try parseAssignment()
            result.append(assignment)
            trees.append(tree)
        } while accept(.comma) && !isAt(.closeBrace)
        map.set(
            section, position, .assignments,
            RangeTree(range: range(from: start), children: trees))
        return result
    }

    private mutating func parseAssignment() throws(ParseStop) -> (Assignment, RangeTree) {
        let start = at
        let isWaived = isAt(.waived)
        if isWaived || isAt(.satisfied) {
            at += 1
            let rule = try name("the name of a rule", "规则名")
            try expect(.equals)
            let flag = try flag()
            return (
                isWaived ? .waived(rule: rule.text, flag) : .satisfied(rule: rule.text, flag),
                RangeTree(range: range(from: start), children: [rule.tree])
            )
        }
        let name = try self.name("the name of an attribute", "属性名")
        try expect(.equals)
        let value = at
        let attribute = index.attribute(named: name.text)
        let path = attribute.map { index.vocabulary.attributes[$0].name.id } ?? name.text
        let literal = try parseLiteral(attribute.map { index.kinds[$0] })
        return (
            .attribute(path, literal),
            RangeTree(
                range: range(from: start),
                children: [name.tree, RangeTree(range: range(from: value))])
        )
    }

    /// A value; its form decides, the kind only says whose member a name is.
    private mutating func parseLiteral(_ kind: ValueKind?) throws(ParseStop) -> FactLiteral {
        let type: Int? =
            switch kind {
            case .member(let type), .set(let type): type
            default: nil
            }
        switch token.kind {
        case .integer, .symbol(.minus): return .integer(try signed())
        case .date(let local):
            at += 1
            return .instant(local - zoneMinutes * CivilTime.millisecondsPerMinute)
        case .symbol(.openBrace): return .members(try memberSet(of: type).map(\.text))
        default:
            if type == nil { return .flag(try flag()) }
            return .member(try member(of: type).text)
        }
    }

    mutating func parseTest() throws(ParseStop) {
        try expect(.test)
        let position = tests.count
        map.set(.test, position, .id, RangeTree(range: token.range))
        let title = try title()
        if isAt(.timeline) { throw unsupported("timelines", "时序测试") }
        clause()
        try expect(.given)
        let scenario = try name("the name of a scenario", "情景名")
        map.set(.test, position, .scenario, scenario.tree)
        let changes = accept(.with) ? try parseAssignments(.test, position) : []
        clause()
        try expect(.expect)
        let outcome = try parseOutcome()
        try expect(.by)
        let rules = try parseExpectedRules(position)
        var obligations: Obligations?
        if accept(.having) {
            let start = at
            obligations = try parseObligations()
            map.set(.test, position, .obligations, RangeTree(range: range(from: start)))
        }
        guard tests.count < CharterLimits.items else { throw tooMany(scenario.range) }
        titles.tests.append(title)
        tests.append(
            TestCase(
                scenario: scenario.text, changes: changes, outcome: outcome, rules: rules,
                obligations: obligations))
    }

    private mutating func parseOutcome() throws(ParseStop) -> Outcome {
        if accept(.permit) { return .permit }
        if accept(.deny) { return .deny }
        guard accept(.escalate) else {
            throw unexpected("`permit`, `deny` or `escalate`", "“准许”“拒绝”或“提请”")
        }
        return .escalate
    }

    private mutating func parseExpectedRules(_ position: Int) throws(ParseStop) -> [String] {
        let start = at
        if accept(.default) {
            map.set(.test, position, .rules, RangeTree(range: range(from: start)))
            return []
        }
        var names: [Named] = []
        repeat { names.append(try name("the name of a rule", "规则名")) } while accept(.comma)
        map.set(
            .test, position, .rules,
            RangeTree(range: range(from: start), children: names.map(\.tree)))
        return names.map(\.text)
    }

    mutating func parseAssertion() throws(ParseStop) {
        try expect(.assert)
        let position = assertions.count
        map.set(.assertion, position, .id, RangeTree(range: token.range))
        let title = try title()
        clause()
        let always = accept(.always)
        if !always, !accept(.never) { throw unexpected("`never` or `always`", "“绝不”或“必定”") }
        let outcome = try parseOutcome()
        try expect(.when)
        let when = try parseExpression()
        map.set(.assertion, position, .when, when.tree)
        guard assertions.count < CharterLimits.items else { throw tooMany(token.range) }
        titles.assertions.append(title)
        assertions.append(Assertion(always: always, outcome: outcome, when: when.value))
    }
}
