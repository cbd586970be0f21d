extension CharterChecker {
    mutating func checkRecords() {
        var seen: [String: Int] = [:]
        for (at, record) in charter.records.enumerated() {
            checkDeclared(record.id, CharterPlace(.record, at, .id), &seen)
            checkFields(record, at)
            checkStates(record, at)
        }
    }

    private mutating func checkFields(_ record: RecordType, _ at: Int) {
        var seen: [String: Int] = [:]
        for (position, field) in record.fields.enumerated() {
            let place = CharterPlace(.record, at, .fields, [position])
            checkDeclared(field.id, place, &seen)
            if field.id == "now"
                || index.attribute(named: "now") != nil
                    && index.attribute(named: "now") == index.attribute(named: field.id)
            {
                issues.append(.reserved(field.id, at: place))
            }
            switch field.type {
            case .enumeration(let type), .set(let type):
                if !index.vocabulary.types.contains(where: { $0.name.id == type }) {
                    let names = index.vocabulary.types.flatMap { [$0.name.id, $0.name.chinese] }
                    issues.append(.unknownType(type, among: names, at: place))
                }
            case .integer(let low, let high) where low > high:
                issues.append(.badRange(low, high, at: place))
            default: break
            }
        }
        if record.fields.count > CharterLimits.attributes {
            report(
                .tooManyItems, CharterPlace(.record, at, .id),
                Message("too many fields", "字段过多"))
        }
    }

    private mutating func checkStates(_ record: RecordType, _ at: Int) {
        let place = CharterPlace(.record, at, .edges)
        guard let first = record.edges.first else {
            report(
                .badRecord, place,
                Message("record \(record.id) has no states", "记录 \(record.id) 没有状态"))
            return
        }
        var reached: Set<String> = [first.from]
        for (position, edge) in record.edges.enumerated() {
            nodes += 1
            for state in [edge.from, edge.to] where !Identifier.isName(state) {
                issues.append(.badIdentifier(state, at: place.down(position)))
            }
            if edge.from == edge.to || record.edges[..<position].contains(edge) {
                issues.append(.duplicate("\(edge.from) -> \(edge.to)", at: place.down(position)))
            }
        }
        // A fixed point over at most as many rounds as there are states.
        while let edge = record.edges.first(where: {
            reached.contains($0.from) && !reached.contains($0.to)
        }) {
            reached.insert(edge.to)
        }
        for state in record.states where !reached.contains(state) {
            report(
                .unreachableState, place,
                Message("state `\(state)` is never reached", "状态“\(state)”不可到达"))
        }
        for (position, edge) in record.edges.enumerated() {
            let isUsed =
                charter.transitions.contains { $0.record == record.id && $0.edge == edge }
                || charter.timeouts.contains { $0.record == record.id && $0.edge == edge }
            if !isUsed {
                report(
                    .unusedEdge, place.down(position),
                    Message(
                        "no transition or timeout takes \(edge.from) -> \(edge.to)",
                        "没有流转或到期使用 \(edge.from) -> \(edge.to)"))
            }
        }
    }

    /// The record that a transition or a timeout names, and whether it has the edge.
    private mutating func record(
        _ name: String, _ edge: StateEdge, _ section: CharterPlace.Section, _ at: Int
    ) -> RecordType? {
        guard let record = charter.records.first(where: { $0.id == name }) else {
            report(
                .unknownRecord, CharterPlace(section, at, .record),
                Message("unknown record `\(name)`", "未知记录“\(name)”"),
                hint: nearMiss(for: name, among: charter.records.map(\.id)))
            return nil
        }
        if record.edges.contains(edge) { return record }
        let place = CharterPlace(section, at, .edges)
        let states = record.states
        for (child, state) in [edge.from, edge.to].enumerated() where !states.contains(state) {
            report(
                .unknownState, place.down(child),
                Message("unknown state `\(state)` of \(name)", "\(name) 没有状态“\(state)”"),
                hint: nearMiss(for: state, among: states))
            return record
        }
        report(
            .noSuchEdge, place,
            Message(
                "\(name) has no step from \(edge.from) to \(edge.to)",
                "\(name) 没有自 \(edge.from) 至 \(edge.to) 的流转"))
        return record
    }

    mutating func checkTransitions() {
        var seen: [String: [String: Int]] = [:]
        for (at, transition) in charter.transitions.enumerated() {
            let id = CharterPlace(.transition, at, .id)
            checkDeclared(transition.id, id, &seen[transition.record, default: [:]])
            checkCitations(transition.basis, .transition, at)
            guard let record = record(transition.record, transition.edge, .transition, at) else {
                guards.append(nil)
                effects.append([])
                continue
            }
            checkSigners(transition, record, at)
            let scope = Scope(record, index)
            guards.append(
                transition.guardExpression.flatMap {
                    resolve($0, scope, CharterPlace(.transition, at, .when), depth: 1)
                })
            effects.append(checkEffects(transition, scope, at))
        }
    }

    private mutating func checkSigners(_ transition: Transition, _ record: RecordType, _ at: Int) {
        let place = CharterPlace(.transition, at, .signers)
        if transition.signers.isEmpty || transition.signers.contains(where: \.isEmpty) {
            report(
                .noSigner, place,
                Message("nobody can sign \(transition.id)", "没有人可以签署 \(transition.id)"))
        }
        var hasPanel = false
        for (position, signer) in transition.signers.joined().enumerated() {
            let place = place.down(position)
            switch signer {
            case .field(let name):
                nodes += 1
                if record.field(named: name)?.type != .party {
                    report(
                        .unknownField, place,
                        Message(
                            "`\(name)` is not a party in \(record.id), nor a panel",
                            "“\(name)”不是 \(record.id) 的当事方字段，也不是合议机构"),
                        hint: nearMiss(for: name, among: record.fields.map(\.id)))
                }
            case .anyOf(let role): checkRole(role, place)
            case .panel(let name):
                hasPanel = true
                checkRole(name, place)
                if record.field(named: name) != nil {
                    report(
                        .ambiguousSigner, place,
                        Message(
                            "`\(name)` is both a panel and a field of \(record.id)",
                            "“\(name)”既是合议机构又是 \(record.id) 的字段"),
                        hint: Message("rename the field", "请更改字段名"))
                }
            }
        }
        checkQuorum(transition, hasPanel: hasPanel, CharterPlace(.transition, at, .quorum))
    }

    private mutating func checkQuorum(
        _ transition: Transition, hasPanel: Bool, _ place: CharterPlace
    ) {
        guard let quorum = transition.quorum else {
            if hasPanel {
                report(
                    .badQuorum, place,
                    Message(
                        "a panel signs \(transition.id), but no quorum is given",
                        "\(transition.id) 由合议机构签署，却没有表决数"),
                    hint: Message("add `quorum 2 of 3`", "请加“表决 2 之 3”"))
            }
            return
        }
        if !hasPanel || quorum.votes == 0 || quorum.votes > quorum.seats || quorum.seats > 1_000 {
            report(
                .badQuorum, place,
                Message(
                    "a quorum of \(quorum.votes) of \(quorum.seats) makes no sense here",
                    "表决 \(quorum.votes) 之 \(quorum.seats) 在此无意义"))
        }
    }

    private mutating func checkEffects(
        _ transition: Transition, _ scope: Scope, _ at: Int
    ) -> [ResolvedEffect] {
        var result: [ResolvedEffect] = []
        var seen: [String: Int] = [:]
        for (position, effect) in transition.effects.enumerated() {
            nodes += 1
            let place = CharterPlace(.transition, at, .effects, [position])
            if seen.updateValue(position, forKey: effect.field) != nil {
                issues.append(.duplicate(effect.field, at: place))
            }
            guard effect.field != "now", let target = scope.entry(effect.field) else {
                report(
                    .unknownField, place,
                    Message("unknown field `\(effect.field)`", "未知字段“\(effect.field)”"),
                    hint: nearMiss(for: effect.field, among: scope.names))
                continue
            }
            if let value = resolve(effect.value, for: target, scope, place) {
                result.append(ResolvedEffect(slot: target.slot, value: value))
            }
        }
        return result
    }

    private mutating func resolve(
        _ value: SetValue, for target: Scope.Entry, _ scope: Scope, _ place: CharterPlace
    ) -> ResolvedEffect.Value? {
        switch (value, target.kind) {
        case (.flag(let flag), .bool): return .word(flag ? 1 : 0)
        case (.member(let name), .member(let type)):
            return mask([name], of: type, place).map { .word(Int64($0.trailingZeroBitCount)) }
        case (.members(let names), .set(let type)):
            guard names.isStrictlyAscending else {
                notCanonical(place)
                return nil
            }
            return mask(names, of: type, place).map { .word(Int64(bitPattern: $0)) }
        case (.term(let term), let kind):
            guard let resolved = resolve(term, scope, place.down(0)) else { return nil }
            if case .handle(let slot, kind) = resolved.dimension { return .copy(slot) }
            return resolveSum(resolved, for: target, scope, place)
        default:
            settingWrongType(target, place)
            return nil
        }
    }

    private mutating func settingWrongType(_ target: Scope.Entry, _ place: CharterPlace) {
        let kind = describe(target.kind)
        wrongType(
            place, "`\(target.id)` is \(kind.english), the value is not",
            "“\(target.id)”应为\(kind.chinese)")
    }

    private mutating func resolveSum(
        _ term: ResolvedTerm, for target: Scope.Entry, _ scope: Scope, _ place: CharterPlace
    ) -> ResolvedEffect.Value? {
        let isRight =
            switch (term.dimension, target.kind) {
            case (.integer, .integer), (.instant, .instant): true
            default: false
            }
        guard isRight, let range = target.kind.range else {
            settingWrongType(target, place)
            return nil
        }
        guard fits(term.form, scope) else {
            report(.overflow, place, Message("the value may overflow", "数值可能溢出"))
            return nil
        }
        // A time may be clipped at the end of the calendar; a number must be proven to stay inside.
        if case .integer = term.dimension, !term.form.stays(in: range, scope) {
            report(
                .outOfRange, place,
                Message(
                    "the value may leave the range \(range.lowerBound) to \(range.upperBound)",
                    "数值可能超出 \(range.lowerBound) 至 \(range.upperBound)"))
            return nil
        }
        return .sum(term.form)
    }

    mutating func checkTimeouts() {
        var seen: [String: [String: Int]] = [:]
        for (at, timeout) in charter.timeouts.enumerated() {
            let id = CharterPlace(.timeout, at, .id)
            checkDeclared(timeout.id, id, &seen[timeout.record, default: [:]])
            guard let record = record(timeout.record, timeout.edge, .timeout, at) else {
                timeouts.append(nil)
                continue
            }
            timeouts.append(
                resolve(
                    timeout.when, Scope(record, index), CharterPlace(.timeout, at, .when), depth: 1)
            )
        }
    }
}

extension LinearForm {
    /// Interval arithmetic over the declared ranges; `fits` must have held.
    func stays(in range: ClosedRange<Int64>, _ scope: Scope) -> Bool {
        var low = constant
        var high = constant
        for part in parts {
            guard let values = scope.range(ofSlot: part.slot) else { return false }
            let ends = [part.weight * values.lowerBound, part.weight * values.upperBound]
            low += min(ends[0], ends[1])
            high += max(ends[0], ends[1])
        }
        return low >= range.lowerBound && high <= range.upperBound
    }
}
