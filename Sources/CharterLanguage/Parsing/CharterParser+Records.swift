extension CharterParser {
    mutating func parseRecord() throws(ParseStop) {
        try expect(.record)
        let position = records.count
        let id = try name("the name of the record", "记录名")
        map.set(.record, position, .id, id.tree)
        let start = at
        try expect(.openBrace)
        var fields: [RecordField] = []
        var trees: [RangeTree] = []
        while !isAt(.closeBrace) {
            let field = try name("the name of a field", "字段名", isField: true)
            try expect(.colon)
            fields.append(RecordField(id: field.text, type: try parseType()))
            trees.append(field.tree)
            guard accept(.comma) else { break }
        }
        try expect(.closeBrace)
        map.set(
            .record, position, .fields,
            RangeTree(range: range(from: start), children: trees))
        clause()
        try expect(.states)
        let states = at
        var edges: [StateEdge] = []
        var edgeTrees: [RangeTree] = []
        repeat {
            let start = at
            let from = try name("a state", "状态")
            try expect(.arrow)
            let to = try name("a state", "状态")
            edges.append(StateEdge(from: from.text, to: to.text))
            edgeTrees.append(RangeTree(range: range(from: start)))
        } while accept(.comma)
        map.set(
            .record, position, .edges,
            RangeTree(range: range(from: states), children: edgeTrees))
        guard records.count < CharterLimits.items else { throw tooMany(id.range) }
        records.append(RecordType(id: id.text, fields: fields, edges: edges))
    }

    private mutating func parseType() throws(ParseStop) -> ValueType {
        if accept(.party) { return .party }
        if accept(.instant) { return .instant }
        if accept(.bool) { return .bool }
        if accept(.ruleName) { return .ruleName }
        if accept(.text) { return .text }
        if accept(.int) {
            return .integer(from: try signed(), through: try signed())
        }
        if accept(.setOf) { return .set(try typeName()) }
        return .enumeration(try typeName())
    }

    private mutating func typeName() throws(ParseStop) -> String {
        let name = try self.name("a type", "类型")
        guard let type = index.type(named: name.text) else {
            if reportMissingSpace(name.text, name.range) { throw ParseStop() }
            return name.text
        }
        return index.vocabulary.types[type].name.id
    }

    /// `on` and a record, which must have been declared above.
    private mutating func onRecord(
        _ section: CharterPlace.Section, _ position: Int
    ) throws(ParseStop) -> String {
        try expect(.on)
        let record = try name("the name of a record", "记录名")
        map.set(section, position, .record, record.tree)
        scope = records.first { $0.id == record.text }
        if scope == nil {
            report(
                .unknownRecord, record.range,
                Message(
                    "no record `\(record.text)` is declared above", "上文没有声明记录“\(record.text)”"),
                hint: NearMiss.hint(for: record.text, among: records.map(\.id)))
        }
        return record.text
    }

    private mutating func edge(
        _ section: CharterPlace.Section, _ position: Int
    ) throws(ParseStop) -> StateEdge {
        let start = at
        try expect(.from)
        let from = try name("a state", "状态")
        try expect(.to)
        let to = try name("a state", "状态")
        map.set(
            section, position, .edges,
            RangeTree(range: range(from: start), children: [from.tree, to.tree]))
        return StateEdge(from: from.text, to: to.text)
    }

    mutating func parseTransition() throws(ParseStop) {
        try expect(.transition)
        let position = transitions.count
        let id = try name("the name of the transition", "流转名")
        map.set(.transition, position, .id, id.tree)
        let record = try onRecord(.transition, position)
        var basis: [Citation] = []
        if isAt(.basis) {
            clause()
            at += 1
            basis = try citations(.transition, position)
        }
        clause()
        let edge = try edge(.transition, position)
        try expect(.by)
        let signers = try parseSigners(position)
        let quorum = try parseQuorum(position)
        var guardExpression: Expression?
        if isAt(.when) {
            clause()
            at += 1
            let parsed = try parseExpression()
            map.set(.transition, position, .when, parsed.tree)
            guardExpression = parsed.value
        }
        let effects = try parseEffects(position)
        guard transitions.count < CharterLimits.items else { throw tooMany(id.range) }
        transitions.append(
            Transition(
                id: id.text, record: record, basis: basis, edge: edge, signers: signers,
                quorum: quorum, guardExpression: guardExpression, effects: effects))
    }

    /// `and` binds closer than `or`.
    private mutating func parseSigners(_ position: Int) throws(ParseStop) -> [[Signer]] {
        let start = at
        var lists: [[Signer]] = [[]]
        var trees: [RangeTree] = []
        while true {
            let first = at
            lists[lists.count - 1].append(try parseSigner())
            trees.append(RangeTree(range: range(from: first)))
            if accept(.and) { continue }
            guard accept(.or) else { break }
            lists.append([])
        }
        map.set(
            .transition, position, .signers,
            RangeTree(range: range(from: start), children: trees))
        return lists
    }

    private mutating func parseSigner() throws(ParseStop) -> Signer {
        if accept(.any) { return .anyOf(role: try role().text) }
        if let word, let scope, scope.field(named: word) != nil {
            at += 1
            return .field(word)
        }
        return .panel(try role().text)
    }

    private mutating func parseQuorum(_ position: Int) throws(ParseStop) -> Quorum? {
        let start = at
        guard accept(.quorum) else { return nil }
        let votes = try unsigned()
        try expect(.of)
        let quorum = Quorum(votes: votes, seats: try unsigned())
        map.set(.transition, position, .quorum, RangeTree(range: range(from: start)))
        return quorum
    }

    private mutating func parseEffects(_ position: Int) throws(ParseStop) -> [SetEffect] {
        guard isAt(.set) else { return [] }
        clause()
        at += 1
        let start = at
        var effects: [SetEffect] = []
        var trees: [RangeTree] = []
        repeat {
            let start = at
            let field = try name("the name of a field", "字段名", isField: true)
            try expect(.equals)
            effects.append(SetEffect(field: field.text, value: try parseSetValue(field.text)))
            trees.append(RangeTree(range: range(from: start)))
        } while accept(.comma)
        map.set(
            .transition, position, .effects,
            RangeTree(range: range(from: start), children: trees))
        return effects
    }

    private mutating func parseSetValue(_ field: String) throws(ParseStop) -> SetValue {
        switch scope?.field(named: field)?.type {
        case .bool:
            return .flag(try flag())
        case .enumeration: return .member(try member(of: memberType(of: field)).text)
        case .set: return .members(try memberSet(of: memberType(of: field)).map(\.text))
        default: return .term(try parseTerm().value)
        }
    }

    mutating func flag() throws(ParseStop) -> Bool {
        if accept(.yes) { return true }
        guard accept(.no) else { throw unexpected("`yes` or `no`", "“是”或“否”") }
        return false
    }

    mutating func parseTimeout() throws(ParseStop) {
        try expect(.timeout)
        let position = timeouts.count
        let id = try name("the name of the timeout", "到期名")
        map.set(.timeout, position, .id, id.tree)
        let record = try onRecord(.timeout, position)
        let edge = try edge(.timeout, position)
        try expect(.when)
        let when = try parseExpression()
        map.set(.timeout, position, .when, when.tree)
        guard timeouts.count < CharterLimits.items else { throw tooMany(id.range) }
        timeouts.append(Timeout(id: id.text, record: record, edge: edge, when: when.value))
    }
}
