/// Why a rule counted or did not, for one request.
package struct RuleTrace: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// It applies and nothing defeats it.
        case live
        /// It would escalate, but the panel has agreed.
        case satisfied
        /// Its condition does not hold; the tests of which at least these stand in the way.
        case notApplied(missing: [MissingTest])
        /// Its condition holds, and so does its exception.
        case excepted
        /// It applies, but rules override it; by id.
        case defeated(by: [String])
        /// It applies, but a waiver of it is active.
        case waived
    }

    /// Position of the rule in the charter.
    package let rule: Int
    package let id: String
    package let state: State
}

/// A test that would have to come out otherwise.
package struct MissingTest: Hashable, Sendable {
    package let expression: Expression
    /// Whether it holds now; it would have to be the contrary.
    package let holds: Bool
    /// What it reads, and the values found.
    package let values: [Reading]

    package struct Reading: Hashable, Sendable {
        package let attribute: String
        package let value: FactValue
    }
}

extension Decider {
    /// For each rule of a charter, in source order, why it counted or not; empty where facts that
    /// the rules read are not set.
    package static func explain(_ checked: CheckedCharter, _ facts: Facts) -> [RuleTrace] {
        guard let live = LiveRules(checked, facts) else { return [] }
        return checked.charter.rules.indices.map { at in
            let rule = checked.charter.rules[at]
            return RuleTrace(rule: at, id: rule.id, state: state(at, checked, facts, live))
        }
    }

    private static func state(
        _ at: Int, _ checked: CheckedCharter, _ facts: Facts, _ live: LiveRules
    ) -> RuleTrace.State {
        let rule = checked.charter.rules[at]
        if live.isLive(at) {
            let speaks = live.speaking[at >> 6] >> UInt64(at & 63) & 1 == 1
            return speaks ? .live : .satisfied
        }
        let resolved = checked.resolvedRules[at]
        let (applies, isExcepted) = facts.words.withUnsafeBufferPointer { words in
            (resolved.when.holds(words), resolved.unless?.holds(words) ?? false)
        }
        if !applies {
            let missing = missing(rule.when, resolved.when, wanted: true, checked, facts)
            return .notApplied(missing: missing)
        }
        if isExcepted { return .excepted }
        let defeating = checked.program.overriders[at].filter { live.isLive(Int($0)) }
        if !defeating.isEmpty {
            return .defeated(by: defeating.map { checked.charter.rules[Int($0)].id })
        }
        return .waived
    }

    /// The fewest tests that would have to change for the wanted value; none where it is so.
    private static func missing(
        _ expression: Expression, _ condition: Condition, wanted: Bool, _ checked: CheckedCharter,
        _ facts: Facts
    ) -> [MissingTest] {
        let holds = facts.words.withUnsafeBufferPointer { condition.holds($0) }
        guard holds != wanted else { return [] }
        switch (expression, condition) {
        case (.not(let part), .not(let inner)):
            return missing(part, inner, wanted: !wanted, checked, facts)
        case (.all(let parts), .all(let inner)), (.any(let parts), .any(let inner)):
            let lists = zip(parts, inner).map { part, condition in
                missing(part, condition, wanted: wanted, checked, facts)
            }
            let isAll = if case .all = expression { true } else { false }
            if isAll == wanted { return lists.flatMap { $0 } }
            return lists.filter { !$0.isEmpty }.min { $0.count < $1.count } ?? []
        default:
            return [
                MissingTest(
                    expression: expression, holds: holds, values: readings(condition, facts))
            ]
        }
    }

    private static func readings(_ condition: Condition, _ facts: Facts) -> [MissingTest.Reading] {
        var slots: [Int] = []
        condition.forEachAtom { slots += $0.slots }
        return slots.compactMap { slot in
            facts.value(at: slot).map { value in
                MissingTest.Reading(
                    attribute: facts.index.vocabulary.attributes[slot].name.id, value: value)
            }
        }
    }
}
