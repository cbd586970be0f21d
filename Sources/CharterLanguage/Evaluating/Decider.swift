/// Decides requests: pure, total, the same in every process.
/// Source: docs/reference/charter-language.md, "Meaning".
package enum Decider {
    /// The ruling of all charters in force, merged as if written in one; overrides, waivers and
    /// satisfied escalations reach only rules of their own charter.
    ///
    /// Facts must be in the vocabulary of their charter. Where a fact that a rule reads is not set,
    /// the request is malformed and denied without reasons.
    package static func decide(_ charters: [(CheckedCharter, Facts)]) -> Ruling {
        var live = [LiveRules]()
        live.reserveCapacity(charters.count)
        var cost: UInt64 = 0
        var isMalformed = false
        for (checked, facts) in charters {
            let (sum, overflow) = cost.addingReportingOverflow(checked.cost)
            cost = overflow ? .max : sum
            guard let found = LiveRules(checked, facts) else {
                isMalformed = true
                continue
            }
            live.append(found)
        }
        guard !isMalformed else {
            return Ruling(
                outcome: .deny, reasons: [], obligations: Obligations(), isMalformed: true,
                cost: cost)
        }
        return ruling(live, cost)
    }

    /// The ruling of one charter.
    package static func decide(_ charter: CheckedCharter, _ facts: Facts) -> Ruling {
        decide([(charter, facts)])
    }

    private static func ruling(_ live: [LiveRules], _ cost: UInt64) -> Ruling {
        if live.contains(where: \.hasForbid) {
            return collect(.deny, live, cost) { $0.forbids }
        }
        if live.contains(where: \.hasEscalation) {
            return collect(.escalate, live, cost) { $0.escalates }
        }
        if live.contains(where: \.hasPermit) {
            return collect(.permit, live, cost) { $0.permits }
        }
        return Ruling(outcome: .deny, reasons: [], obligations: Obligations(), cost: cost)
    }

    private static func collect(
        _ outcome: Outcome, _ live: [LiveRules], _ cost: UInt64,
        _ effects: (RuleProgram) -> [UInt64]
    ) -> Ruling {
        var reasons: [RuleReference] = []
        var obligations: Obligations?
        var escalations: [Deadline] = []
        var isEmergency = false
        for found in live {
            let mask = effects(found.checked.program)
            for word in mask.indices {
                var bits = found.speaking[word] & mask[word]
                while bits != 0 {
                    let at = word << 6 + bits.trailingZeroBitCount
                    bits &= bits - 1
                    let rule = found.checked.charter.rules[at]
                    reasons.append(found.checked.program.references[at])
                    obligations = obligations?.joined(rule.obligations) ?? rule.obligations
                    if outcome == .permit, rule.rank == .emergency { isEmergency = true }
                    if case .escalate(let panel, let within) = rule.effect {
                        escalations.append(Deadline(party: panel, withinMilliseconds: within))
                    }
                }
            }
        }
        return Ruling(
            outcome: outcome, reasons: reasons, obligations: obligations ?? Obligations(),
            escalations: earliest(escalations), isEmergency: isEmergency, cost: cost)
    }

    /// Each panel once with its earliest deadline, earliest first.
    private static func earliest(_ list: [Deadline]) -> [Deadline] {
        guard list.count > 1 else { return list }
        return Obligations(review: list).review.sorted {
            $0.withinMilliseconds != $1.withinMilliseconds
                ? $0.withinMilliseconds < $1.withinMilliseconds
                : $0.party.precedesInBytes($1.party)
        }
    }
}

/// The live rules of one charter.
struct LiveRules {
    let checked: CheckedCharter
    /// Every live rule, one bit each.
    let live: [UInt64]
    /// Live rules without escalations that a panel has agreed to.
    let speaking: [UInt64]

    /// Nil where a fact that a rule reads is not set.
    init?(_ checked: CheckedCharter, _ facts: Facts) {
        precondition(
            facts.index === checked.index || facts.index.vocabulary == checked.vocabulary,
            "facts in the words of `\(facts.index.vocabulary.id)` for `\(checked.charter.id)`")
        let program = checked.program
        guard program.reads & ~facts.known == .zero else { return nil }
        self.checked = checked
        var live = [UInt64](repeating: 0, count: program.wordCount)
        let waived = Self.bits(facts.waived, checked) {
            $0.waivableBy != nil && $0.rank != .redLine
        }
        let slice =
            program.indexedSlot < 0
                || program.reads[program.indexedSlot >> 6] >> UInt64(program.indexedSlot & 63) & 1
                    == 0
            ? 0 : Int(facts.words[program.indexedSlot])
        let order =
            slice < program.candidates.count ? program.candidates[slice] : program.order
        facts.words.withUnsafeBufferPointer { words in
            program.code.steps.withUnsafeBufferPointer { steps in
                for rule in order {
                    let at = Int(rule)
                    if let waived, waived[at >> 6] >> UInt64(at & 63) & 1 == 1 { continue }
                    let isDefeated = program.overriders[at].contains {
                        live[Int($0) >> 6] >> UInt64($0 & 63) & 1 == 1
                    }
                    if !isDefeated, program.code.run(program.entries[at], steps, words) {
                        live[at >> 6] |= 1 << UInt64(at & 63)
                    }
                }
            }
        }
        self.live = live
        if let satisfied = Self.bits(facts.satisfiedEscalations, checked, { _ in true }) {
            for word in live.indices { live[word] &= ~(satisfied[word] & program.escalates[word]) }
        }
        speaking = live
    }

    /// The bits of named rules that qualify; nil where none is named.
    private static func bits(
        _ names: [String], _ checked: CheckedCharter, _ qualifies: (Rule) -> Bool
    ) -> [UInt64]? {
        guard !names.isEmpty else { return nil }
        var bits = [UInt64](repeating: 0, count: checked.program.wordCount)
        for name in names {
            guard let at = checked.program.ruleIndices[name], qualifies(checked.charter.rules[at])
            else { continue }
            bits[at >> 6] |= 1 << UInt64(at & 63)
        }
        return bits
    }

    var hasForbid: Bool { has(checked.program.forbids) }
    var hasEscalation: Bool { has(checked.program.escalates) }
    var hasPermit: Bool { has(checked.program.permits) }

    private func has(_ mask: [UInt64]) -> Bool {
        for word in mask.indices where speaking[word] & mask[word] != 0 { return true }
        return false
    }

    func isLive(_ rule: Int) -> Bool { live[rule >> 6] >> UInt64(rule & 63) & 1 == 1 }
}
