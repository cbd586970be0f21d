extension CharterParser {
    mutating func parseExpression(depth: Int = 1) throws(ParseStop) -> Parsed<Expression> {
        var parts = [try parseConjunction(depth)]
        while accept(.or) { parts.append(try parseConjunction(depth)) }
        return Self.joined(parts, { .any($0) }) {
            if case .any(let parts) = $0 { parts } else { nil }
        }
    }

    private mutating func parseConjunction(_ depth: Int) throws(ParseStop) -> Parsed<Expression> {
        var parts = [try parseAtom(depth)]
        while accept(.and) { parts.append(try parseAtom(depth)) }
        return Self.joined(parts, { .all($0) }) {
            if case .all(let parts) = $0 { parts } else { nil }
        }
    }

    /// One node of several parts; parts of the same kind are taken in, so `(a and b) and c` is one.
    private static func joined(
        _ parts: [Parsed<Expression>], _ make: ([Expression]) -> Expression,
        _ same: (Expression) -> [Expression]?
    ) -> Parsed<Expression> {
        guard parts.count > 1 else { return parts[0] }
        var flat: [Expression] = []
        var tree = RangeTree(
            range: parts[0].tree.range.joined(parts[parts.count - 1].tree.range))
        for part in parts {
            if let inner = same(part.value) {
                flat += inner
                tree.children += part.tree.children
            } else {
                flat.append(part.value)
                tree.children.append(part.tree)
            }
        }
        return Parsed(value: make(flat), tree: tree)
    }

    private mutating func parseAtom(_ depth: Int) throws(ParseStop) -> Parsed<Expression> {
        guard depth <= CharterLimits.nesting else {
            report(
                .nestingTooDeep, token.range,
                Message(
                    "conditions nest deeper than \(CharterLimits.nesting)",
                    "条件嵌套超过 \(CharterLimits.nesting) 层"))
            throw ParseStop()
        }
        let start = at
        if accept(.not) {
            let part = try parseAtom(depth + 1)
            return Parsed(
                value: .not(part.value),
                tree: RangeTree(range: range(from: start), children: [part.tree]))
        }
        if accept(.openParenthesis) {
            let inner = try parseExpression(depth: depth + 1)
            try expect(.closeParenthesis)
            return inner
        }
        let term = try parseTerm()
        return try parseTest(of: term, from: start)
    }

    private mutating func parseTest(
        of term: Parsed<Term>, from start: Int
    ) throws(ParseStop) -> Parsed<Expression> {
        if let comparison = acceptComparison() {
            let right = try parseTerm()
            return Parsed(
                value: .comparison(term.value, comparison, right.value),
                tree: RangeTree(range: range(from: start), children: [term.tree, right.tree]))
        }
        let test: MembershipTest?
        if accept(.is) {
            test = accept(.not) ? .unequal : .equal
        } else if accept(.isNot) {
            test = .unequal
        } else if accept(.in) {
            test = .within
        } else if accept(.overlaps) {
            test = .overlaps
        } else if accept(.contains) {
            test = .contains
        } else {
            test = nil
        }
        guard let path = term.value.path else {
            throw unexpected("`<`, `<=`, `>` or `>=`", "“<”“≤”“>”或“≥”")
        }
        guard let test else {
            return Parsed(value: .truth(path), tree: RangeTree(range: range(from: start)))
        }
        let type = memberType(of: path)
        let names: [Named]
        switch test {
        case .equal, .unequal, .contains: names = [try member(of: type)]
        case .within, .overlaps:
            let open = at
            names = try memberSet(of: type)
            if names.isEmpty {
                report(
                    .unexpectedToken, range(from: open),
                    Message("the set is empty", "集合为空"))
                throw ParseStop()
            }
        }
        return Parsed(
            value: .membership(path, test, names.map(\.text)),
            tree: RangeTree(
                range: range(from: start), children: [term.tree] + names.map(\.tree)))
    }

    private mutating func acceptComparison() -> Comparison? {
        if accept(.less) { return .less }
        if accept(.atMost) { return .atMost }
        if accept(.greater) { return .greater }
        if accept(.atLeast) { return .atLeast }
        return nil
    }

    mutating func parseTerm() throws(ParseStop) -> Parsed<Term> {
        let start = at
        var summands: [Summand] = []
        var trees: [RangeTree] = []
        var sign: Int64 = accept(.minus) ? -1 : 1
        while true {
            let first = at
            let summand = try parseSummand()
            summands.append(Summand(factor: sign * summand.factor, summand.operand))
            trees.append(RangeTree(range: range(from: first)))
            if accept(.plus) {
                sign = 1
            } else if accept(.minus) {
                sign = -1
            } else {
                break
            }
            guard summands.count < CharterLimits.nesting else {
                report(
                    .tooManyItems, token.range,
                    Message("too many summands", "加减项过多"))
                throw ParseStop()
            }
        }
        return Parsed(
            value: Term(summands), tree: RangeTree(range: range(from: start), children: trees))
    }

    private mutating func parseSummand() throws(ParseStop) -> Summand {
        let start = at
        switch token.kind {
        case .integer(let value):
            at += 1
            if accept(.times) {
                guard value > 0 else {
                    report(.outOfRange, tokens[start].range, Message("a factor of 0", "系数为 0"))
                    throw ParseStop()
                }
                return Summand(factor: value, .path(try path()))
            }
            let units: [Keyword] = [.minutes, .hours, .days, .months, .working]
            guard units.contains(where: { isAt($0) }) else { return Summand(.integer(value)) }
            return Summand(try unit(value, from: start))
        case .date(let local):
            at += 1
            return Summand(.instant(local - zoneMinutes * CivilTime.millisecondsPerMinute))
        default:
            return Summand(.path(try path()))
        }
    }

    /// The id of an attribute, or of a field of the record in scope.
    private mutating func path() throws(ParseStop) -> String {
        let name = try self.name("a name, a number or a date", "名称、整数或日期")
        if let scope, scope.field(named: name.text) != nil { return name.text }
        if let attribute = index.attribute(named: name.text) {
            return index.vocabulary.attributes[attribute].name.id
        }
        if reportMissingSpace(name.text, name.range) { throw ParseStop() }
        return name.text
    }

    /// The type whose members a name may be compared with.
    func memberType(of path: String) -> Int? {
        let kind: ValueKind?
        if let scope {
            kind = scope.field(named: path).flatMap { index.kind(of: $0.type) }
        } else {
            kind = index.attribute(named: path).map { index.kinds[$0] }
        }
        switch kind {
        case .member(let type), .set(let type): return type
        default: return nil
        }
    }
}

extension Term {
    /// The one name it consists of.
    var path: String? {
        guard summands.count == 1, summands[0].factor == 1,
            case .path(let path) = summands[0].operand
        else { return nil }
        return path
    }
}
