import CanonicalCoding
import CharterLanguage
import Sealing
import TestSupport
import Testing

/// The samples of the language, compiled.
enum Sample {
    static func vocabulary(_ name: String = "charter/diabetes_v1.vocabulary") throws -> Vocabulary {
        let (vocabulary, diagnostics) = VocabularyCompiler.compile(
            source: try Fixture.bytes(name))
        try #require(diagnostics.isEmpty)
        return try #require(vocabulary)
    }

    static func compile(_ path: String, _ vocabulary: Vocabulary) throws -> CharterCompilation {
        CharterCompiler.compile(source: try Fixture.bytes(path), vocabulary: vocabulary)
    }

    static func diabetes() throws -> CheckedCharter {
        try #require(try compile("charter/diabetes.en.charter", try vocabulary()).charter)
    }

    /// A file of the example consortium, beside Tests.
    static func genesis(_ path: String) throws -> [UInt8] {
        try Fixture.bytes("../../genesis/" + path)
    }
}

@Suite struct `Charter samples` {
    @Test func `the English and the Chinese text give the same canonical bytes`() throws {
        let vocabulary = try Sample.vocabulary()
        let english = try Sample.compile("charter/diabetes.en.charter", vocabulary)
        let chinese = try Sample.compile("charter/diabetes.zh.charter", vocabulary)
        let first = try #require(english.charter)
        let second = try #require(chinese.charter)
        #expect(first.charter == second.charter)
        #expect(first.charter.canonicalBytes == second.charter.canonicalBytes)
        #expect(english.language == .english)
        #expect(chinese.language == .chinese)
        #expect(chinese.titles.rules.first == "核心隐私字段不得出域")
        #expect(english.diagnostics.map(\.code) == [.unusedEdge])
    }

    @Test func `the canonical bytes of the sample are pinned`() throws {
        let charter = try Sample.diabetes().charter
        #expect(
            charter.digest(.ed25519SHA256).description
                == "46827aa8a653e6730234ea9c963b442ff4f1476ed656c87e75ad7c58f4b75f03")
        #expect(try Charter(canonical: charter.canonicalBytes) == charter)
        let vocabulary = try Sample.vocabulary()
        #expect(
            vocabulary.digest(.ed25519SHA256).description
                == "35b2aa782e5828e664d499c9d12f28296564d4b1e80157606183fc2f0329d4d7")
        #expect(try Vocabulary(canonical: vocabulary.canonicalBytes) == vocabulary)
    }

    @Test func `every test of the sample passes and coverage names the rest`() throws {
        let checked = try Sample.diabetes()
        let results = CharterTests.run(checked)
        #expect(results.count == 6)
        for result in results { #expect(result.passed, "\(result)") }
        let coverage = CharterTests.coverage(checked)
        let uncovered = coverage.indices.filter { !coverage[$0] }
            .map { checked.charter.rules[$0].id }
        #expect(uncovered == ["R2", "R4", "R8"])
    }

    @Test func `the assertions of the sample hold`() throws {
        for result in Assertions.decide(try Sample.diabetes(), nodeBudget: 100_000) {
            #expect(result.verdict == .holds, "\(result.index) in \(result.nodes)")
        }
    }

    @Test func `rescue across the domain is refuted by a counterexample`() throws {
        let source = try Fixture.text("charter/diabetes.en.charter")
            .replacing("  and not transfer.leaves_domain\n", with: "")
        let compilation = CharterCompiler.compile(
            source: Array(source.utf8), vocabulary: try Sample.vocabulary())
        let checked = try #require(compilation.charter)
        let result = try #require(Assertions.decide(checked, nodeBudget: 1_000).last)
        guard case .refuted(let facts) = result.verdict else {
            Issue.record("not refuted: \(result.verdict)")
            return
        }
        #expect(facts.value("transfer.leaves_domain") == .bool(true))
        let ruling = Decider.decide(checked, facts)
        #expect(ruling.outcome == .deny)
        #expect(ruling.reasons.map(\.rule) == ["R1"])
        #expect(ruling.reasons.map(\.isRedLine) == [true])
    }

    @Test(arguments: SurfaceLanguage.allCases)
    func `printing and compiling gives the same bytes`(_ language: SurfaceLanguage) throws {
        let checked = try Sample.diabetes()
        let text = CharterPrinter.print(checked, language)
        let again = CharterCompiler.compile(
            source: Array(text.utf8), vocabulary: checked.vocabulary)
        let printed = try #require(again.charter, "\(text)")
        #expect(printed.charter.canonicalBytes == checked.charter.canonicalBytes)
        #expect(again.language == language)
    }

    @Test func `the analysis of the sample finds nothing but the default holes`() throws {
        let findings = CharterFindings(try Sample.diabetes(), nodeBudget: 100_000)
        #expect(findings.findings == [])
        let holes = findings.holes.map { "\($0.action)+\($0.purpose)" }
        #expect(holes == ["read+claims", "export+care", "export+claims", "export+rescue"])
    }
}

@Suite struct `Example consortium` {
    private func pair(_ name: String, _ vocabulary: String) throws -> CheckedCharter {
        let source = try Sample.genesis("vocabularies/\(vocabulary).vocabulary")
        let words = try #require(VocabularyCompiler.compile(source: source).0)
        let texts = try ["en", "zh"].map { try Sample.genesis("charters/\(name).\($0).charter") }
        let compiled = texts.map { CharterCompiler.compile(source: $0, vocabulary: words) }
        for (text, result) in zip(texts, compiled) {
            for diagnostic in result.diagnostics {
                Issue.record("\(diagnostic.rendered(text, result.language))")
            }
        }
        let first = try #require(compiled[0].charter)
        let second = try #require(compiled[1].charter)
        #expect(first.charter.canonicalBytes == second.charter.canonicalBytes)
        return first
    }

    @Test(arguments: [("base", "base_v1"), ("diabetes_consortium", "diabetes_v1")])
    func `both texts agree, tests pass, every rule is covered, assertions hold`(
        _ name: String, _ vocabulary: String
    ) throws {
        let checked = try pair(name, vocabulary)
        #expect(checked.charter.version == 1)
        #expect(checked.charter.supersedes == nil)
        for result in CharterTests.run(checked) { #expect(result.passed, "\(result)") }
        #expect(!CharterTests.coverage(checked).contains(false))
        for result in Assertions.decide(checked, nodeBudget: 100_000) {
            #expect(result.verdict == .holds, "\(result.index)")
        }
    }

    @Test func `the base charter overrules a permit of another charter`() throws {
        let base = try pair("base", "base_v1")
        let consortium = try pair("diabetes_consortium", "diabetes_v1")
        let common = consortium.facts(of: consortium.charter.tests[0])
        var facts = Facts(base.index)
        for attribute in consortium.vocabulary.attributes {
            let id = attribute.name.id
            guard case .member(let member)? = common.value(id) else {
                if case .set? = common.value(id) { continue }
                try facts.set(id, #require(common.value(id)))
                continue
            }
            guard case .enumeration(let type) = attribute.type,
                let names = consortium.vocabulary.types.first(where: { $0.name.id == type })
            else { continue }
            try facts.set(id, memberNamed: names.members[member].id)
        }
        try facts.set("request.fields", membersNamed: ["glucose"])
        try facts.set("transfer.crosses_border", .bool(false))
        #expect(facts.missing == ["actor.attending"])
        #expect(Decider.decide([(base, facts), (consortium, common)]).isMalformed)
        try facts.set("actor.attending", .bool(false))
        let permit = Decider.decide([(base, facts), (consortium, common)])
        #expect(permit.outcome == .permit)
        #expect(permit.reasons.map(\.rule) == ["R3"])
        #expect(permit.cost == base.cost + consortium.cost)
        try facts.set("transfer.crosses_border", .bool(true))
        let denial = Decider.decide([(base, facts), (consortium, common)])
        #expect(denial.outcome == .deny)
        #expect(denial.reasons.map(\.charter) == ["base"])
        #expect(throws: FactFault.unknownMember("nonsense", of: "request.purpose")) {
            try facts.set("request.purpose", memberNamed: "nonsense")
        }
    }
}
