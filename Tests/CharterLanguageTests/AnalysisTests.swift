import CharterLanguage
import TestSupport
import Testing

/// The region search against trying everything.
@Suite struct `Region analysis` {
    /// Every combination of facts that can make a difference in a random charter.
    private func forEachFacts(
        _ checked: CheckedCharter, _ body: (Facts) throws -> Bool
    ) throws -> Bool {
        let rules = checked.charter.rules
        let waivable = rules.filter { $0.waivableBy != nil }.map(\.id)
        let escalating = rules.filter { if case .escalate = $0.effect { true } else { false } }
            .map(\.id)
        var facts = Facts(checked.index)
        for action in 0..<3 {
            try facts.set("request.action", .member(action))
            for fields in 0..<8 {
                try facts.set("request.fields", .set(UInt64(fields)))
                for flags in 0..<2 {
                    try facts.set("actor.licensed", .bool(flags == 1))
                    for (level, rows) in Self.numbers {
                        try facts.set("data.level", .integer(level))
                        try facts.set("data.rows", .integer(rows))
                        for until in [Int64(-1), 0, 86_399_999, 86_400_000] {
                            try facts.set("now", .instant(1_000_000_000))
                            try facts.set("grant.until", .instant(1_000_000_000 + until))
                            for bits in 0..<(1 << (waivable.count + escalating.count)) {
                                facts.waived = waivable.indices.filter { bits >> $0 & 1 == 1 }
                                    .map { waivable[$0] }
                                facts.satisfiedEscalations = escalating.indices
                                    .filter { bits >> (waivable.count + $0) & 1 == 1 }
                                    .map { escalating[$0] }
                                if try !body(facts) { return false }
                            }
                        }
                    }
                }
            }
        }
        return true
    }

    private static let numbers: [(Int64, Int64)] = (1...5).flatMap { level in
        (-3...3).map { (Int64(level), Int64($0)) }
    }

    /// How many waivers and answers of panels there are to try.
    private func choices(_ charter: Charter) -> Int {
        charter.rules.reduce(0) { sum, rule in
            let isEscalation = if case .escalate = rule.effect { true } else { false }
            return sum + (rule.waivableBy == nil ? 0 : 1) + (isEscalation ? 1 : 0)
        }
    }

    @Test(arguments: [UInt64](21...24))
    func `assertions come out as brute force says`(_ seed: UInt64) throws {
        var random = try RandomCharters(seed: seed)
        var charter = random.charter(rules: 2, assertions: 2)
        while choices(charter) > 1 { charter = random.charter(rules: 2, assertions: 2) }
        let checked = try CheckedCharter(charter: charter, index: random.index)
        for result in Assertions.decide(checked, nodeBudget: 100_000) {
            let assertion = charter.assertions[result.index]
            let holds = try forEachFacts(checked) { facts in
                let applies = ReferenceInterpreter.holds(assertion.when, facts)
                let outcome = ReferenceInterpreter.ruling(charter, facts).outcome
                return !applies || (outcome == assertion.outcome) == assertion.always
            }
            switch result.verdict {
            case .holds: #expect(holds, "seed \(seed), assertion \(result.index)")
            case .refuted(let facts):
                #expect(!holds)
                #expect(ReferenceInterpreter.holds(assertion.when, facts))
                let outcome = ReferenceInterpreter.ruling(charter, facts).outcome
                #expect((outcome == assertion.outcome) != assertion.always)
            case .inconclusive: Issue.record("inconclusive")
            }
        }
    }

    @Test(arguments: [UInt64](31...60))
    func `a counterexample is one, under waivers too`(_ seed: UInt64) throws {
        var random = try RandomCharters(seed: seed)
        let charter = random.charter(rules: 8, assertions: 6)
        let checked = try CheckedCharter(charter: charter, index: random.index)
        for result in Assertions.decide(checked, nodeBudget: 200_000) {
            let assertion = charter.assertions[result.index]
            guard case .refuted(let facts) = result.verdict else {
                #expect(result.verdict == .holds)
                // What holds in all regions holds for random facts.
                for _ in 0..<200 {
                    let facts = try random.facts(charter)
                    let applies = ReferenceInterpreter.holds(assertion.when, facts)
                    let outcome = ReferenceInterpreter.ruling(charter, facts).outcome
                    #expect(!applies || (outcome == assertion.outcome) == assertion.always)
                }
                continue
            }
            #expect(ReferenceInterpreter.holds(assertion.when, facts))
            let outcome = ReferenceInterpreter.ruling(charter, facts).outcome
            #expect((outcome == assertion.outcome) != assertion.always)
        }
    }

    @Test func `a budget used up is said`() throws {
        let checked = try Sample.diabetes()
        let verdicts = Assertions.decide(checked, nodeBudget: 1).map(\.verdict)
        #expect(verdicts == [.inconclusive, .inconclusive])
    }

    @Test func `impossible times are not a counterexample`() throws {
        let source = """
            charter times version 1
            use vocabulary diabetes_v1
            effective 2026-03-01 zone +08:00
            rule R1 "a" basis PACT permit when grant.until - now <= 10 days
            rule R2 "b" basis PACT forbid when now - grant.until < 1 days
            assert "between" never permit when grant.until > now
            assert "long past" never permit when now < grant.until + 1 days
            assert "past" always permit when now - grant.until >= 1 days
            """
        let compilation = CharterCompiler.compile(
            source: Array(source.utf8), vocabulary: try Sample.vocabulary())
        let checked = try #require(compilation.charter)
        for result in Assertions.decide(checked, nodeBudget: 1_000) {
            #expect(result.verdict == .holds, "\(result.index)")
        }
    }

    @Test func `findings name what is wrong with rules`() throws {
        let source = """
            charter odd version 1
            use vocabulary diabetes_v1
            effective 2026-03-01 zone +08:00
            rule R1 "never" basis PACT permit when data.level < 2 and data.level > 3
            rule R2 "always" basis PACT forbid when data.level <= 5
            rule R3 "inside" basis PACT permit when actor.licensed
            rule R4 "twin" basis PACT permit when actor.licensed
            rule R5 "apart" basis PACT permit overrides R6 when data.level <= 1
            rule R6 "other" basis PACT forbid when data.level >= 2
            """
        let compilation = CharterCompiler.compile(
            source: Array(source.utf8), vocabulary: try Sample.vocabulary())
        let checked = try #require(compilation.charter)
        let findings = CharterFindings(checked, nodeBudget: 10_000).findings
            .map { "\($0.code) \(checked.charter.rules[$0.rule].id)" }
        #expect(
            findings == [
                "W9701 R1", "W9703 R2", "W9705 R3", "W9705 R4", "W9705 R5", "W9706 R5",
                "W9704 R4",
            ])

    }
}

@Suite struct `Difference of versions` {
    @Test func `raising a level shows a witness and nothing else`() throws {
        let vocabulary = try Sample.vocabulary()
        let old = try Sample.diabetes()
        let text = try Fixture.text("charter/diabetes.en.charter")
            .replacing("data.level <= 3", with: "data.level <= 4")
        let new = try #require(
            CharterCompiler.compile(source: Array(text.utf8), vocabulary: vocabulary).charter)
        let same = try #require(CharterDiff(from: old, to: old, nodeBudget: 100_000))
        #expect(same.isEmpty)
        let diff = try #require(CharterDiff(from: old, to: new, nodeBudget: 100_000))
        for change in diff.changes {
            guard change.before == .deny, change.after == .permit else {
                #expect(change.verdict == .never, "\(change.before) \(change.after)")
                continue
            }
            guard case .witness(let facts, let before, let after) = change.verdict else {
                Issue.record("no witness")
                continue
            }
            #expect(facts.value("data.level") == .integer(4))
            #expect(before.reasons.isEmpty)
            #expect(after.reasons.map(\.rule) == ["R3"])
        }
    }
}
