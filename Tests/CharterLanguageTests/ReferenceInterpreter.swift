import CharterLanguage

/// A slow interpreter, written from the page on the language and nothing else: it walks the canonical
/// tree with names and recursion, knows no slots, masks, order or index.
enum ReferenceInterpreter {
    static func ruling(_ charter: Charter, _ facts: Facts) -> (
        outcome: Outcome, reasons: [String], obligations: Obligations
    ) {
        func live(_ rule: Rule) -> Bool {
            let applies =
                holds(rule.when, facts) && !(rule.unless.map { holds($0, facts) } ?? false)
            return applies && !isDefeated(rule)
        }
        func isDefeated(_ rule: Rule) -> Bool {
            if rule.rank == .redLine { return false }
            if facts.waived.contains(rule.id), rule.waivableBy != nil { return true }
            return charter.rules.contains { $0.overrides.contains(rule.id) && live($0) }
        }
        let forbids = charter.rules.filter { $0.effect == .forbid && live($0) }
        let escalations = charter.rules.filter {
            if case .escalate = $0.effect {
                return live($0) && !facts.satisfiedEscalations.contains($0.id)
            }
            return false
        }
        let permits = charter.rules.filter { $0.effect == .permit && live($0) }
        let (outcome, winners): (Outcome, [Rule]) =
            if !forbids.isEmpty {
                (.deny, forbids)
            } else if !escalations.isEmpty {
                (.escalate, escalations)
            } else if !permits.isEmpty {
                (.permit, permits)
            } else {
                (.deny, [])
            }
        return (outcome, winners.map(\.id), joined(winners.map(\.obligations)))
    }

    static func holds(_ expression: Expression, _ facts: Facts) -> Bool {
        switch expression {
        case .any(let parts):
            var result = false
            for part in parts where holds(part, facts) { result = true }
            return result
        case .all(let parts):
            var result = true
            for part in parts where !holds(part, facts) { result = false }
            return result
        case .not(let part): return !holds(part, facts)
        case .truth(let path): return facts.value(path) == .bool(true)
        case .membership(let path, let test, let names):
            let found = Set(memberNames(path, facts))
            let wanted = Set(names)
            switch test {
            case .equal, .within: return found.isSubset(of: wanted)
            case .unequal: return found.isDisjoint(with: wanted)
            case .overlaps, .contains: return !found.isDisjoint(with: wanted)
            }
        case .comparison(let left, let comparison, let right):
            let (first, second) = (value(left, facts), value(right, facts))
            switch comparison {
            case .less: return first < second
            case .atMost: return first <= second
            case .greater: return first > second
            case .atLeast: return first >= second
            }
        }
    }

    private static func memberNames(_ path: String, _ facts: Facts) -> [String] {
        let vocabulary = facts.index.vocabulary
        let attribute = vocabulary.attributes.first { $0.name.id == path }!
        func members(_ type: String) -> [String] {
            vocabulary.types.first { $0.name.id == type }!.members.map(\.id)
        }
        switch (attribute.type, facts.value(path)!) {
        case (.enumeration(let type), .member(let member)): return [members(type)[member]]
        case (.set(let type), .set(let bits)):
            return members(type).enumerated().filter { bits & (1 << UInt64($0.offset)) != 0 }
                .map(\.element)
        default: fatalError("not a member: \(path)")
        }
    }

    private static func value(_ term: Term, _ facts: Facts) -> Int64 {
        term.summands.reduce(0) { sum, summand in
            let value: Int64 =
                switch summand.operand {
                case .path(let path):
                    switch facts.value(path)! {
                    case .integer(let value), .instant(let value): value
                    default: fatalError("not a number: \(path)")
                    }
                case .integer(let value), .duration(let value), .instant(let value): value
                case .months: fatalError("months are tested elsewhere")
                }
            return sum + summand.factor * value
        }
    }

    /// Field by field, without the lattice.
    static func joined(_ list: [Obligations]) -> Obligations {
        var masks: [String: MaskMethod] = [:]
        var notify: [String: Int64] = [:]
        var review: [String: Int64] = [:]
        for duties in list {
            for mask in duties.masks {
                masks[mask.field] = max(masks[mask.field] ?? .pseudonym, mask.method)
            }
            for item in duties.notify {
                notify[item.party] = min(notify[item.party] ?? .max, item.withinMilliseconds)
            }
            for item in duties.review {
                review[item.party] = min(review[item.party] ?? .max, item.withinMilliseconds)
            }
        }
        func deadlines(_ list: [String: Int64]) -> [Deadline] {
            list.sorted { $0.key < $1.key }
                .map { Deadline(party: $0.key, withinMilliseconds: $0.value) }
        }
        return Obligations(
            masks: masks.sorted { $0.key < $1.key }
                .map { FieldMask(field: $0.key, method: $0.value) },
            encrypt: list.contains(where: \.encrypt), log: list.contains(where: \.log),
            count: list.contains(where: \.count), notify: deadlines(notify),
            review: deadlines(review),
            expireMilliseconds: list.compactMap(\.expireMilliseconds).min(),
            retainMilliseconds: list.compactMap(\.retainMilliseconds).min())
    }
}
