extension CharterParser {
    mutating func parseRule() throws(ParseStop) {
        try expect(.rule)
        let position = rules.count
        let id = try name("the name of the rule", "规则名")
        map.set(.rule, position, .id, id.tree)
        let title = try title()
        clause()
        try expect(.basis)
        let basis = try citations(.rule, position)
        clause()
        let start = at
        let rank: RuleRank =
            accept(.redLine) ? .redLine : accept(.emergency) ? .emergency : .ordinary
        let effect = try parseEffect()
        map.set(.rule, position, .rank, RangeTree(range: range(from: start)))
        let overrides = try parseOverrides(position)
        clause()
        try expect(.when)
        let when = try parseExpression()
        map.set(.rule, position, .when, when.tree)
        var unless: Parsed<Expression>?
        if isAt(.unless) {
            clause()
            at += 1
            let parsed = try parseExpression()
            map.set(.rule, position, .unless, parsed.tree)
            unless = parsed
        }
        var obligations = Obligations()
        if isAt(.require) {
            clause()
            at += 1
            let start = at
            obligations = try parseObligations()
            map.set(.rule, position, .obligations, RangeTree(range: range(from: start)))
        }
        var waivableBy: String?
        if isAt(.waivable) {
            clause()
            at += 1
            try expect(.by)
            let role = try role()
            map.set(.rule, position, .waivable, role.tree)
            waivableBy = role.text
        }
        guard rules.count < CharterLimits.rules else { throw tooMany(id.range) }
        titles.rules.append(title)
        rules.append(
            Rule(
                id: id.text, basis: basis, rank: rank, effect: effect, overrides: overrides,
                when: when.value, unless: unless?.value, obligations: obligations,
                waivableBy: waivableBy))
    }

    mutating func tooMany(_ range: SourceRange) -> ParseStop {
        report(
            .tooManyItems, range,
            Message(
                "more than \(CharterLimits.rules) of these", "此类条目超过 \(CharterLimits.rules) 个"))
        return ParseStop()
    }

    private mutating func parseEffect() throws(ParseStop) -> Effect {
        if accept(.permit) { return .permit }
        if accept(.forbid) { return .forbid }
        guard accept(.escalate) else {
            throw unexpected("`permit`, `forbid` or `escalate`", "“准许”“禁止”或“提请”")
        }
        let panel = try role()
        return .escalate(panel: panel.text, within: try within())
    }

    private mutating func parseOverrides(_ position: Int) throws(ParseStop) -> [String] {
        guard accept(.overrides) else { return [] }
        let start = at
        var names: [Named] = []
        repeat { names.append(try name("the name of a rule", "规则名")) } while accept(.comma)
        let overrides = sorted(names)
        map.set(
            .rule, position, .overrides,
            RangeTree(range: range(from: start), children: overrides.map(\.tree)))
        return overrides.map(\.text)
    }

    /// `within` and a duration that has a length in milliseconds.
    mutating func within() throws(ParseStop) -> Int64 {
        try expect(.within)
        let start = at
        let operand = try duration()
        guard case .duration(let milliseconds) = operand else {
            report(
                .misplacedMonths, range(from: start),
                Message("a deadline has no number of months", "期限不能以月计"),
                hint: Message("use days", "请用日"))
            throw ParseStop()
        }
        return milliseconds
    }

    mutating func duration() throws(ParseStop) -> Operand {
        let start = at
        let count = Int64(try unsigned())
        return try unit(count, from: start)
    }

    /// The unit behind a number.
    mutating func unit(_ count: Int64, from start: Int) throws(ParseStop) -> Operand {
        let unit: Int64
        if accept(.minutes) {
            unit = CivilTime.millisecondsPerMinute
        } else if accept(.hours) {
            unit = 60 * CivilTime.millisecondsPerMinute
        } else if accept(.days) {
            unit = CivilTime.millisecondsPerDay
        } else if accept(.months) {
            try expect(.round)
            if accept(.down) { return .months(count, .down) }
            guard accept(.up) else { throw unexpected("`down` or `up`", "“向下”或“向上”") }
            return .months(count, .up)
        } else if isAt(.working) {
            throw unsupported("working days", "工作日")
        } else {
            throw unexpected("minutes, hours, days or months", "分钟、小时、日或个月")
        }
        let (milliseconds, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, milliseconds <= CharterLimits.duration else {
            report(
                .badDuration, range(from: start),
                Message("longer than a thousand years", "超过一千年"))
            throw ParseStop()
        }
        return .duration(milliseconds)
    }

    mutating func parseObligations() throws(ParseStop) -> Obligations {
        var duties = Obligations()
        repeat {
            let start = at
            let duty = try parseObligation()
            // A duty already there is one stated twice: its weaker form would vanish silently.
            if duties.joined(duty).dutyCount == duties.dutyCount {
                let text = tokens[start...max(start, at - 1)].compactMap { token in
                    if case .word(let word) = token.kind { word } else { nil }
                }.joined(separator: " ")
                report(
                    .duplicateName, range(from: start),
                    Message("the duty `\(text)` stands here twice", "义务“\(text)”重复"))
            }
            duties = duties.joined(duty)
        } while accept(.comma)
        return duties
    }

    private mutating func parseObligation() throws(ParseStop) -> Obligations {
        if accept(.encrypt) { return Obligations(encrypt: true) }
        if accept(.log) { return Obligations(log: true) }
        if accept(.count) { return Obligations(count: true) }
        if accept(.expire) { return Obligations(expireMilliseconds: try within()) }
        if accept(.retain) { return Obligations(retainMilliseconds: try within()) }
        if accept(.mask) {
            let field = try member(of: index.type(named: "Field"))
            let method: MaskMethod
            if accept(.redact) {
                method = .redact
            } else if accept(.generalise) {
                method = .generalise
            } else if accept(.pseudonym) {
                method = .pseudonym
            } else {
                throw unexpected("`redact`, `generalise` or `pseudonym`", "“遮蔽”“泛化”或“假名”")
            }
            return Obligations(masks: [FieldMask(field: field.text, method: method)])
        }
        let isNotify = isAt(.notify)
        guard isNotify || isAt(.review) else {
            throw unexpected("a duty", "义务（脱敏、加密、存证、计次、通知、复核、失效、留存）")
        }
        at += 1
        let party = try role()
        let deadline = Deadline(party: party.text, withinMilliseconds: try within())
        return isNotify ? Obligations(notify: [deadline]) : Obligations(review: [deadline])
    }
}
