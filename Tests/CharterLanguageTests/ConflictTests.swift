import CanonicalCoding
import CharterLanguage
import TestSupport
import Testing

/// The theorems of docs/reference/charter-language.md, "Meaning", on random charters.
@Suite struct `Conflict semantics` {
    static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]

    /// Calls `body` with random charters and facts for each.
    private func forEach(
        _ seed: UInt64, charters: Int = 40, facts: Int = 25,
        _ body: (inout RandomCharters, CheckedCharter, Facts) throws -> Void
    ) throws {
        var random = try RandomCharters(seed: seed)
        for _ in 0..<charters {
            let charter = random.charter(rules: 1 + random.generator.below(9))
            let checked = try CheckedCharter(charter: charter, index: random.index)
            for _ in 0..<facts {
                try body(&random, checked, try random.facts(charter))
            }
        }
    }

    private func with(_ charter: Charter, _ rules: [Rule]) -> Charter {
        Charter(
            id: charter.id, version: 1, supersedes: nil, vocabulary: charter.vocabulary,
            effectiveFrom: 0, effectiveUntil: nil, zoneMinutes: 480, budget: 20_000, rules: rules)
    }

    @Test(arguments: seeds)
    func `agrees with the reference interpreter`(_ seed: UInt64) throws {
        try forEach(seed) { _, checked, facts in
            let ruling = Decider.decide(checked, facts)
            let reference = ReferenceInterpreter.ruling(checked.charter, facts)
            #expect(ruling.outcome == reference.outcome)
            #expect(ruling.reasons.map(\.rule) == reference.reasons)
            #expect(ruling.obligations == reference.obligations)
            #expect(ruling.cost == checked.cost)
        }
    }

    @Test(arguments: seeds)
    func `forbid wins, a permit is explicit, the rest is denied`(_ seed: UInt64) throws {
        try forEach(seed) { _, checked, facts in
            let ruling = Decider.decide(checked, facts)
            let states = Decider.explain(checked, facts)
            let live = states.filter { $0.state == .live }
                .map { checked.charter.rules[$0.rule].effect }
            #expect(!live.contains(.forbid) || ruling.outcome == .deny)
            #expect(ruling.outcome != .permit || live.contains(.permit))
            #expect(!live.isEmpty || (ruling.outcome == .deny && ruling.reasons.isEmpty))
        }
    }

    @Test(arguments: seeds)
    func `a live red line is immune to any rule, waiver and override`(_ seed: UInt64) throws {
        try forEach(seed, charters: 30, facts: 10) { random, checked, facts in
            let before = Decider.decide(checked, facts)
            let redLines = before.reasons.filter(\.isRedLine).map(\.rule)
            guard !redLines.isEmpty else { return }
            let names = checked.charter.rules.filter { $0.rank != .redLine }.map(\.id).sorted()
            let extra = random.rule("extra", overriding: names)
            let more = try CheckedCharter(
                charter: with(checked.charter, checked.charter.rules + [extra]),
                index: random.index)
            var waived = facts
            waived.waived = more.charter.rules.map(\.id)
            waived.satisfiedEscalations = waived.waived
            let after = Decider.decide(more, waived)
            #expect(after.outcome == .deny)
            #expect(Set(redLines).isSubset(of: Set(after.reasons.map(\.rule))))
        }
    }

    @Test(arguments: seeds)
    func `the order of rules does not matter`(_ seed: UInt64) throws {
        try forEach(seed, charters: 30, facts: 10) { random, checked, facts in
            var rules = checked.charter.rules
            for at in rules.indices.reversed() {
                rules.swapAt(at, random.generator.below(at + 1))
            }
            let shuffled = try CheckedCharter(
                charter: with(checked.charter, rules), index: random.index)
            let (first, second) = (
                Decider.decide(checked, facts), Decider.decide(shuffled, facts)
            )
            #expect(first.outcome == second.outcome)
            #expect(Set(first.reasons) == Set(second.reasons))
            #expect(first.obligations == second.obligations)
            #expect(first.escalations == second.escalations)
        }
    }

    @Test(arguments: seeds)
    func `a rule written twice changes nothing but the list of reasons`(_ seed: UInt64) throws {
        try forEach(seed, charters: 30, facts: 10) { random, checked, facts in
            let original = checked.charter.rules[
                random.generator.below(checked.charter.rules.count)]
            let twin = Rule(
                id: "twin", basis: original.basis, rank: original.rank, effect: original.effect,
                overrides: original.overrides, when: original.when, unless: original.unless,
                obligations: original.obligations, waivableBy: original.waivableBy)
            // Whoever overrides the one overrides the other.
            let rules = checked.charter.rules.map { rule in
                guard rule.overrides.contains(original.id) else { return rule }
                return Rule(
                    id: rule.id, basis: rule.basis, rank: rule.rank, effect: rule.effect,
                    overrides: (rule.overrides + ["twin"]).sorted(), when: rule.when,
                    unless: rule.unless, obligations: rule.obligations,
                    waivableBy: rule.waivableBy)
            }
            let doubled = try CheckedCharter(
                charter: with(checked.charter, rules + [twin]), index: random.index)
            var same = facts
            if facts.waived.contains(original.id) { same.waived.append("twin") }
            if facts.satisfiedEscalations.contains(original.id) {
                same.satisfiedEscalations.append("twin")
            }
            let (first, second) = (Decider.decide(checked, facts), Decider.decide(doubled, same))
            #expect(first.outcome == second.outcome)
            #expect(first.reasons.map(\.rule) == second.reasons.map(\.rule).filter { $0 != "twin" })
            #expect(first.obligations == second.obligations)
        }
    }

    @Test(arguments: seeds)
    func `removing a permit that overrides nothing never permits`(_ seed: UInt64) throws {
        try forEach(seed, charters: 30, facts: 10) { random, checked, facts in
            let before = Decider.decide(checked, facts)
            guard before.outcome == .deny,
                let permit = checked.charter.rules.first(where: {
                    $0.effect == .permit && $0.overrides.isEmpty
                })
            else { return }
            let rest = checked.charter.rules.filter { $0.id != permit.id }.map { rule in
                Rule(
                    id: rule.id, basis: rule.basis, rank: rule.rank, effect: rule.effect,
                    overrides: rule.overrides.filter { $0 != permit.id }, when: rule.when,
                    unless: rule.unless, obligations: rule.obligations,
                    waivableBy: rule.waivableBy)
            }
            guard !rest.isEmpty else { return }
            let fewer = try CheckedCharter(
                charter: with(checked.charter, rest), index: random.index)
            #expect(Decider.decide(fewer, facts).outcome != .permit)
        }
    }

    @Test(arguments: seeds)
    func `an attribute that no rule reads does not matter`(_ seed: UInt64) throws {
        try forEach(seed, charters: 30, facts: 10) { random, checked, facts in
            let other = try random.facts(checked.charter)
            var changed = facts
            for attribute in random.vocabulary.attributes.indices
            where !checked.attributesRead.contains(attribute) {
                try changed.set(at: attribute, #require(other.value(at: attribute)))
            }
            #expect(Decider.decide(checked, facts) == Decider.decide(checked, changed))
        }
    }

    @Test(arguments: seeds)
    func `two charters decide as one charter with both lists of rules`(_ seed: UInt64) throws {
        try forEach(seed, charters: 30, facts: 10) { random, checked, facts in
            let rules = checked.charter.rules
            let names = Set(rules.prefix(rules.count / 2).map(\.id))
            // Overrides reach only rules of the same charter, so they are cut for the comparison.
            let cut = rules.map { rule in
                Rule(
                    id: rule.id, basis: rule.basis, rank: rule.rank, effect: rule.effect,
                    overrides: rule.overrides.filter {
                        names.contains($0) == names.contains(rule.id)
                    },
                    when: rule.when, unless: rule.unless, obligations: rule.obligations,
                    waivableBy: rule.waivableBy)
            }
            let halves = [
                cut.filter { names.contains($0.id) }, cut.filter { !names.contains($0.id) },
            ]
            guard halves.allSatisfy({ !$0.isEmpty }) else { return }
            let whole = try CheckedCharter(
                charter: with(checked.charter, halves[0] + halves[1]), index: random.index)
            let parts = try halves.map {
                (try CheckedCharter(charter: with(checked.charter, $0), index: random.index), facts)
            }
            #expect(Decider.decide(whole, facts) == Decider.decide(parts))
        }
    }

    @Test func `obligations are a lattice`() throws {
        var random = try RandomCharters(seed: 11)
        for _ in 0..<2_000 {
            let (a, b, c) = (random.obligations(), random.obligations(), random.obligations())
            #expect(a.joined(b) == b.joined(a))
            #expect(a.joined(b.joined(c)) == a.joined(b).joined(c))
            #expect(a.joined(a) == a)
            #expect(a.joined(Obligations()) == a)
            #expect(a.joined(b) == ReferenceInterpreter.joined([a, b]))
        }
    }

    @Test func `a fact that a rule reads and nobody set makes the request malformed`() throws {
        var random = try RandomCharters(seed: 12)
        let charter = random.charter(rules: 6)
        let checked = try CheckedCharter(charter: charter, index: random.index)
        let ruling = Decider.decide(checked, Facts(random.index))
        #expect(ruling.outcome == .deny)
        #expect(ruling.isMalformed)
        #expect(ruling.reasons.isEmpty)
    }
}
