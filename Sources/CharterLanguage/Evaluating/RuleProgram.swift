/// The rules of a charter, compiled for deciding.
struct RuleProgram: Sendable {
    let code: DecisionCode
    let entries: [Int32]
    /// Rules that defeat each rule, by index.
    let overriders: [[UInt16]]
    /// Rules in an order in which whoever overrides comes first.
    let order: [UInt16]
    /// The rules that can apply at all, by the value of the indexed attribute, in that order.
    let candidates: [[UInt16]]
    /// The attribute of the index; −1 where there is none.
    let indexedSlot: Int
    /// Attributes that some rule reads, one bit each.
    let reads: SIMD4<UInt64>
    let forbids: [UInt64]
    let permits: [UInt64]
    let escalates: [UInt64]
    let references: [RuleReference]
    let ruleIndices: [String: Int]
    let wordCount: Int

    init(_ charter: Charter, _ rules: [ResolvedRule], _ index: VocabularyIndex) {
        var code = DecisionCode()
        entries = rules.map { code.append($0.applies) }
        self.code = code
        let ruleIndices = Dictionary(
            charter.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.ruleIndices = ruleIndices
        var overriders = [[UInt16]](repeating: [], count: rules.count)
        for (at, rule) in charter.rules.enumerated() {
            for target in rule.overrides {
                overriders[ruleIndices[target]!].append(UInt16(at))
            }
        }
        self.overriders = overriders
        order = Self.topological(overriders)
        var reads = SIMD4<UInt64>.zero
        for rule in rules {
            rule.applies.forEachAtom { atom in
                for slot in atom.slots { reads[slot >> 6] |= 1 << UInt64(slot & 63) }
            }
        }
        self.reads = reads
        let words = (rules.count + 63) / 64
        wordCount = words
        func bits(_ isIn: (Effect) -> Bool) -> [UInt64] {
            var bits = [UInt64](repeating: 0, count: words)
            for (at, rule) in charter.rules.enumerated() where isIn(rule.effect) {
                bits[at >> 6] |= 1 << UInt64(at & 63)
            }
            return bits
        }
        forbids = bits { $0 == .forbid }
        permits = bits { $0 == .permit }
        escalates = bits { if case .escalate = $0 { true } else { false } }
        references = charter.rules.map {
            RuleReference(
                charter: charter.id, version: charter.version, rule: $0.id, basis: $0.basis,
                isRedLine: $0.rank == .redLine)
        }
        (indexedSlot, candidates) = Self.slice(rules, order, index)
    }

    /// Overriders before what they override; the graph has no cycle.
    private static func topological(_ overriders: [[UInt16]]) -> [UInt16] {
        var order: [UInt16] = []
        var isPlaced = [Bool](repeating: false, count: overriders.count)
        for start in overriders.indices where !isPlaced[start] {
            var stack = [(rule: start, next: 0)]
            while let top = stack.last {
                let before = overriders[top.rule]
                if top.next < before.count {
                    stack[stack.count - 1].next += 1
                    let rule = Int(before[top.next])
                    if !isPlaced[rule] { stack.append((rule, 0)) }
                } else {
                    stack.removeLast()
                    if !isPlaced[top.rule] {
                        isPlaced[top.rule] = true
                        order.append(UInt16(top.rule))
                    }
                }
            }
        }
        return order
    }

    /// For each action, the rules that do not rule it out by a conjunct on the action alone.
    private static func slice(
        _ rules: [ResolvedRule], _ order: [UInt16], _ index: VocabularyIndex
    ) -> (Int, [[UInt16]]) {
        guard let slot = index.attribute(named: "request.action"),
            case .member(let type) = index.kinds[slot]
        else { return (-1, [order]) }
        let masks = rules.map { actions(of: $0.when, slot) }
        return (
            slot,
            index.vocabulary.types[type].members.indices.map { action in
                order.filter { masks[Int($0)] >> UInt64(action) & 1 == 1 }
            }
        )
    }

    /// The actions under which a condition may hold, as a mask that is never too small.
    private static func actions(of condition: Condition, _ slot: Int) -> UInt64 {
        switch condition {
        case .all(let parts): parts.reduce(.max) { $0 & actions(of: $1, slot) }
        case .any(let parts): parts.reduce(0) { $0 | actions(of: $1, slot) }
        case .atom(.oneOf(slot, let mask)): mask
        default: .max
        }
    }
}
