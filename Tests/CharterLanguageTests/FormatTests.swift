import CanonicalCoding
import CharterLanguage
import Sealing
import TestSupport
import Testing

@Suite struct `Charter formats` {
    private func digest<Value: CanonicalCodable & Equatable>(
        _ count: Int = 4_096, _ make: (Int) throws -> Value
    ) throws -> String {
        let hash = IncrementalHash(.ed25519SHA256)
        for at in 0..<count {
            let value = try make(at)
            let bytes = value.canonicalBytes
            if at % 16 == 0 { #expect(try Value(canonical: bytes) == value) }
            hash.update(bytes)
        }
        return hash.finish().short
    }

    @Test func `the encodings of charters are pinned`() throws {
        var random = try RandomCharters(seed: 100)
        let found = try digest { _ in
            random.charter(rules: 1 + random.generator.below(3), assertions: 1)
        }
        #expect(found == "5cb7e33b")
    }

    @Test func `the encodings of rulings are pinned`() throws {
        var random = try RandomCharters(seed: 101)
        let charter = random.charter(rules: 9)
        let checked = try CheckedCharter(charter: charter, index: random.index)
        let found = try digest { _ in
            Decider.decide(checked, try random.facts(charter))
        }
        #expect(found == "1c2783d2")
    }

    @Test func `the encodings of facts are pinned`() throws {
        var generator = SeededGenerator(seed: 102)
        let found = try digest { _ -> FactValue in
            switch generator.below(6) {
            case 0: .bool(generator.oneIn(2))
            case 1: .member(generator.below(64))
            case 2: .set(generator.next())
            case 3: .integer(Int64(bitPattern: generator.next()))
            case 4: .instant(Int64(bitPattern: generator.next()))
            default: .opaque(ByteString(generator.bytes(generator.below(40))))
            }
        }
        #expect(found == "1e8a5e8b")
    }

    @Test(arguments: [UInt64](200...215))
    func `random charters print and compile to the same bytes in both languages`(
        _ seed: UInt64
    ) throws {
        var random = try RandomCharters(seed: seed)
        let charter = random.charter(rules: 6, assertions: 2)
        let checked = try CheckedCharter(charter: charter, index: random.index)
        for language in SurfaceLanguage.allCases {
            let text = CharterPrinter.print(checked, language)
            let again = CharterCompiler.compile(source: Array(text.utf8), index: random.index)
            #expect(again.charter?.charter.canonicalBytes == charter.canonicalBytes, "\(text)")
        }
    }

    @Test(arguments: SurfaceLanguage.allCases)
    func `every form of the grammar prints and compiles to the same bytes`(
        _ language: SurfaceLanguage
    ) throws {
        let source = """
            charter forms version 7 supersedes 3
            use vocabulary diabetes_v1
            effective 2026-03-01T08:30 to 2027-01-01T00:00:00.001 zone -03:30
            budget 900
            rule R1 "a" basis PIPL art 13 para 1 item 2, GBT39725
              redline escalate committee within 90 minutes
              when not (data.level >= 2 and (actor.licensed or now < 2026-04-01T10:15:30))
              unless request.fields overlaps {phone, national_id} or -data.level > -3
              require retain within 30 days, review committee within 36 hours, log
            rule R2 "b" basis PACT permit overrides R3
              when 2 * grant.uses_left - 3 * data.level + 4 <= 100
                and grant.until - now <= 3 months round up and not not actor.licensed
              require mask phone pseudonym, mask home_address generalise
            rule R3 "“quoted” 「twice」" basis PACT forbid
              when 6 months round down > now - 2026-01-01 and request.fields contains phone
              waivable by committee
            record Thing { rule : rule_name, p : party, q : party, note : text, at : instant,
              n : int -5 5, flag : bool, purpose : Purpose, fields : set Field }
              states a -> b, b -> c
            transition t on Thing basis PACT art 4 from a to b
              by p and any regulator or committee and q quorum 2 of 3
              when rule is rule and p is not q and purpose in {care, rescue}
              set n = -n, flag = no, purpose = care, fields = {}, at = now - 90 minutes, p = q
            timeout u on Thing from b to c when now >= at + 3 days or flag
            scenario s { request.fields = {}, grant.until = 2026-06-01T01:02:03.004, waived R3 = yes,
              satisfied R1 = no }
            assert "x" never escalate when data.level <= 1
            """
        let vocabulary = try Sample.vocabulary()
        let first = CharterCompiler.compile(source: Array(source.utf8), vocabulary: vocabulary)
        let errors = first.diagnostics.filter(\.isError).map(\.message.english)
        let checked = try #require(first.charter, "\(errors)")
        let text = CharterPrinter.print(checked, language, titles: first.titles)
        let again = CharterCompiler.compile(source: Array(text.utf8), vocabulary: vocabulary)
        let problems = again.diagnostics.map { $0.rendered(Array(text.utf8), .english) }
        #expect(again.charter?.charter == checked.charter, "\(problems) \(text)")
        #expect(again.titles == first.titles)
        #expect(try Charter(canonical: checked.charter.canonicalBytes) == checked.charter)
    }

    @Test func `trees that no text gives are refused`() throws {
        let checked = try Sample.diabetes()
        func refusal(_ when: Expression, overrides: [String] = []) -> UInt64? {
            let rule = Rule(
                id: "X", basis: [Citation(law: "PACT", article: nil)], effect: .forbid,
                overrides: overrides, when: when)
            let old = checked.charter
            let charter = Charter(
                id: old.id, version: 1, supersedes: nil, vocabulary: old.vocabulary,
                effectiveFrom: 0, effectiveUntil: nil, zoneMinutes: 480, budget: 20_000,
                rules: old.rules + [rule])
            do {
                _ = try CheckedCharter(charter: charter, vocabulary: checked.vocabulary)
                return nil
            } catch {
                return error.code
            }
        }
        let truth = Expression.truth("actor.licensed")
        #expect(refusal(truth) == nil)
        #expect(refusal(.all([truth])) == 9209)
        #expect(refusal(.all([truth, .all([truth, truth])])) == 9209)
        #expect(refusal(.membership("request.action", .within, ["train", "read"])) == 9209)
        #expect(refusal(.membership("request.action", .equal, ["read", "train"])) == 9209)
        #expect(refusal(.membership("request.操作", .equal, ["read"])) == 9301)
        #expect(refusal(.membership("request.action", .equal, ["读取"])) == 9303)
        #expect(refusal(truth, overrides: ["R5", "R3"]) == 9209)
        let level = Term([Summand(.path("data.level"))])
        #expect(
            refusal(.comparison(level, .less, Term([Summand(factor: 2, .integer(2))]))) == 9209)
        #expect(refusal(.comparison(level, .less, Term([Summand(.integer(-2))]))) == 9209)
        #expect(refusal(.comparison(level, .less, Term([]))) == 9209)
        #expect(
            refusal(.comparison(level, .less, Term([Summand(factor: .min, .path("data.level"))])))
                == 9403)
        var deep = truth
        for _ in 0..<40 { deep = .not(deep) }
        #expect(refusal(deep) == 9203)
    }

    @Test func `numbers at the ends of their words are refused, not trapped on`() throws {
        let checked = try Sample.diabetes()
        let old = checked.charter
        func refusal(
            zone: Int64 = 480, from: Int64 = 0, until: Int64? = nil, record: RecordType? = nil,
            span: Int64 = 60_000, literal: Int64 = 0
        ) -> UInt64? {
            let charter = Charter(
                id: "x", version: 1, supersedes: nil, vocabulary: old.vocabulary,
                effectiveFrom: from, effectiveUntil: until, zoneMinutes: zone, budget: 20_000,
                rules: [
                    Rule(
                        id: "X", basis: [Citation(law: "PACT", article: nil)], effect: .forbid,
                        when: .comparison(
                            Term([Summand(.path("now")), Summand(factor: -1, .duration(span))]),
                            .less, Term([Summand(.instant(literal))])))
                ], records: record.map { [$0] } ?? [],
                transitions: record.map { record in
                    [
                        Transition(
                            id: "t", record: record.id, edge: record.edges[0],
                            signers: [[.field("p")]],
                            guardExpression: .comparison(
                                Term([Summand(.path("n"))]), .less, Term([Summand(.integer(1))])))
                    ]
                } ?? [])
            do {
                _ = try CheckedCharter(charter: charter, vocabulary: checked.vocabulary)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(refusal() == nil)
        #expect(refusal(zone: .min) == 9108)
        #expect(refusal(from: .max) == 9402)
        #expect(refusal(from: .min, until: .max) == 9402)
        #expect(refusal(span: .min) == 9209)
        #expect(refusal(span: .max) == 9209)
        #expect(refusal(literal: .max) == 9402)
        func record(_ low: Int64, _ high: Int64) -> RecordType {
            RecordType(
                id: "R",
                fields: [
                    RecordField(id: "p", type: .party),
                    RecordField(id: "n", type: .integer(from: low, through: high)),
                ], edges: [StateEdge(from: "a", to: "b")])
        }
        #expect(refusal(record: record(0, 9)) == nil)
        #expect(refusal(record: record(9, 0)) == 9407)
        #expect(refusal(record: record(.min, .max)) == 9403)
    }

    @Test func `corrupted bytes never decode to another charter`() throws {
        let bytes = try Sample.diabetes().charter.canonicalBytes
        var generator = SeededGenerator(seed: 103)
        for _ in 0..<300 {
            var broken = bytes
            broken[generator.below(bytes.count)] ^= UInt8(1 << generator.below(8))
            guard let charter = try? Charter(canonical: broken) else { continue }
            #expect(charter.canonicalBytes == broken)
        }
        #expect(throws: CodingFault.self) { try Charter(canonical: bytes + [0]) }
        #expect(throws: CodingFault.self) { try Charter(canonical: Array(bytes.dropLast())) }
    }

    @Test func `every keyword has one word a language and no two share one place`() throws {
        let chinese = Keyword.allCases.map(\.chinese).filter { !$0.isEmpty }
        #expect(Set(chinese).count == chinese.count)
        let english = Keyword.allCases.map(\.english).filter { !$0.isEmpty }
        let shared = Dictionary(grouping: english) { $0 }.filter { $0.value.count > 1 }.keys
        #expect(shared.sorted() == ["set", "text", "with"])
    }
}

@Suite struct `Charter reference` {
    @Test func `the page names every keyword and every diagnostic`() throws {
        let page = try Fixture.text("../../docs/reference/charter-language.md")
        for keyword in Keyword.allCases {
            #expect(keyword.english.isEmpty || page.contains(keyword.english))
            #expect(keyword.chinese.isEmpty || page.contains("| \(keyword.chinese) |"))
        }
        for code in DiagnosticCode.allCases { #expect(page.contains("| \(code) |")) }
    }
}
