import CharterLanguage
import TestSupport
import Testing

/// Scripts with one mistake each, and what their authors read.
@Suite struct `Charter diagnostics` {
    private let header = """
        charter demo version 2 supersedes 1
        use vocabulary diabetes_v1
        effective 2026-03-01 zone +08:00

        """

    private func codes(_ body: String) throws -> [String] {
        let source = Array((header + body).utf8)
        return CharterCompiler.compile(source: source, vocabulary: try Sample.vocabulary())
            .diagnostics.map(\.code.description)
    }

    private func rule(
        _ when: String, _ effect: String = "permit", id: String = "R1", basis: String = "PACT"
    ) -> String {
        "rule \(id) \"t\" basis \(basis) \(effect) when \(when)\n"
    }

    static let conditions: [(String, [String])] = [
        ("actor.licensed", []),
        ("actor.licenced", ["E9301"]),
        ("request.action is reed", ["E9303"]),
        ("request.action", ["E9401"]),
        ("actor.licensed is read", ["E9401"]),
        ("request.fields is phone", ["E9401"]),
        ("request.action contains read", ["E9401"]),
        ("request.action in {read, read}", ["E9302"]),
        ("request.action in {}", ["E9201"]),
        ("data.level <= 6", ["E9402"]),
        ("data.level <= now", ["E9404"]),
        ("data.level + 1 hours > now", ["E9404"]),
        ("now - grant.until <= 5", ["E9404"]),
        ("now + grant.until > now", ["E9404"]),
        ("now - now < 5 days", ["E9405"]),
        ("5 < 6", ["E9405"]),
        ("9223372036854775807 * data.level > 5", ["E9403"]),
        ("data.level > 9223372036854775808", ["E9107"]),
        ("now < 2026-02-29", ["E9108"]),
        ("now - grant.until <= 3 months round down", []),
        ("now <= 3 months round down", ["E9406"]),
        ("now - grant.until - now <= 3 months round up", ["E9404"]),
        ("now - grant.until <= 3 working days", ["E9208"]),
        ("data.level", ["E9401"]),
        ("(actor.licensed", ["E9201"]),
        ("actor.licensed and", ["E9201"]),
        ("request.purpose is 科研", []),
        ("actor\u{200b}.licensed", ["E9103", "E9104", "E9201"]),
    ]

    @Test(arguments: conditions)
    func `a condition is judged`(_ condition: String, _ expected: [String]) throws {
        #expect(try codes(rule(condition)) == expected)
    }

    static let rules: [(String, [String])] = [
        ("rule R1 \"t\" basis XYZ permit when actor.licensed", ["E9304"]),
        ("rule R1 \"t\" basis CIVIL art 1320 permit when actor.licensed", ["E9305"]),
        ("rule R1 \"t\" basis PIPL art 0 permit when actor.licensed", ["E9206"]),
        ("rule R1 \"t\" permit when actor.licensed", ["E9201"]),
        ("rule R1 \"t\" basis PACT redline permit when actor.licensed", ["E9507"]),
        ("rule R1 \"t\" basis PACT emergency forbid when actor.licensed", ["E9505", "E9507"]),
        ("rule R1 \"t\" basis PACT emergency permit when actor.licensed require log", ["E9505"]),
        (
            "rule R1 \"t\" basis PACT redline forbid when actor.licensed waivable by committee",
            ["E9506"]
        ),
        ("rule R1 \"t\" basis PACT permit overrides R1 when actor.licensed", ["E9504"]),
        ("rule R1 \"t\" basis PACT permit overrides R9 when actor.licensed", ["E9502"]),
        ("rule R1 \"t\" basis PACT permit when actor.licensed require log, log", ["E9302"]),
        (
            "rule R1 \"t\" basis PACT permit when actor.licensed require mask fone redact",
            ["E9303"]
        ),
        (
            "rule R1 \"t\" basis PACT permit when actor.licensed require expire within 0 hours",
            ["E9207"]
        ),
        (
            "rule R1 \"t\" basis PACT permit when actor.licensed "
                + "require retain within 6 months round up", ["E9406"]
        ),
        ("rule R1 \"t\" basis PACT escalate nobody within 1 days when actor.licensed", ["E9313"]),
        ("rule not \"t\" basis PACT permit when actor.licensed", ["E9312"]),
        ("rule R1 \"t", ["E9105", "E9201"]),
        ("text PIPL art 1 \"t\"", ["E9208"]),
        ("nonsense", ["E9201"]),
        (
            "scenario s { actor.licensed = 5 }\n"
                + "rule R1 \"t\" basis PACT permit when actor.licensed",
            ["E9401"]
        ),
    ]

    @Test(arguments: rules)
    func `a rule is judged`(_ text: String, _ expected: [String]) throws {
        #expect(try codes(text) == expected)
    }

    @Test func `names are declared once`() throws {
        #expect(try codes(rule("actor.licensed") + rule("actor.licensed")) == ["E9302"])
    }

    @Test func `a cycle of overrides is named`() throws {
        let body =
            rule("actor.licensed", "permit overrides R2")
            + rule("actor.licensed", "forbid overrides R3", id: "R2")
            + rule("actor.licensed", "permit overrides R1", id: "R3")
        let source = Array((header + body).utf8)
        let found = CharterCompiler.compile(source: source, vocabulary: try Sample.vocabulary())
            .diagnostics.filter { $0.code == .overrideCyclic }
        #expect(found.map(\.message.english) == ["the overrides form a cycle: R1 > R2 > R3 > R1"])
    }

    @Test func `nothing overrides a red line`() throws {
        let body =
            rule("actor.licensed", "permit overrides R2")
            + rule("actor.licensed", "redline forbid", id: "R2")
        #expect(try codes(body) == ["E9501"])
    }

    @Test func `a charter over its budget is refused`() throws {
        let source = (header + rule("actor.licensed"))
            .replacing("zone +08:00", with: "zone +08:00 budget 2")
        let found = CharterCompiler.compile(
            source: Array(source.utf8), vocabulary: try Sample.vocabulary()
        ).diagnostics
        #expect(found.map(\.code) == [.overBudget])
    }

    static let records: [(String, [String])] = [
        ("transition t on Grant from a to b by p", ["W9610"]),
        ("transition t on Nothing from a to b by p", ["E9308"]),
        ("transition t on Grant from a to z by p", ["W9610", "W9610", "E9309"]),
        ("transition t on Grant from b to a by p", ["W9610", "W9610", "E9601"]),
        ("transition t on Grant from a to b by n", ["W9610", "E9310"]),
        ("transition t on Grant from a to b by committee", ["W9610", "E9603"]),
        ("transition t on Grant from a to b by committee quorum 4 of 3", ["W9610", "E9603"]),
        ("transition t on Grant from a to b by p quorum 2 of 3", ["W9610", "E9603"]),
        ("transition t on Grant from a to b by p when n <= 20", ["W9610", "E9402"]),
        ("transition t on Grant from a to b by p when data.level <= 2", ["W9610", "E9301"]),
        ("transition t on Grant from a to b by p when p is q", ["W9610"]),
        ("transition t on Grant from a to b by p set n = n + 1", ["W9610", "E9402"]),
        (
            "transition t on Grant from a to b by p set n = 10 - n, until = now + 5 days, q = p",
            ["W9610"]
        ),
        ("transition t on Grant from a to b by p set n = until", ["W9610", "E9401"]),
        ("timeout t on Grant from b to c when now >= until", ["W9610"]),
    ]

    @Test(arguments: records)
    func `a record is judged`(_ text: String, _ expected: [String]) throws {
        let record = """
            record Grant { p : party, q : party, n : int 0 10, until : instant }
              states a -> b, b -> c

            """
        let found = try codes(record + text)
        #expect(found.sorted() == expected.sorted())
    }

    @Test func `a missing space in Chinese is shown with its place`() throws {
        let source = try Fixture.text("charter/diabetes.zh.charter")
            .replacing("且 请求.用途 为 急救 且 急情.已声明\n", with: "且请求.用途 为 急救 且 急情.已声明\n")
        let bytes = Array(source.utf8)
        let found = CharterCompiler.compile(source: bytes, vocabulary: try Sample.vocabulary())
        let diagnostic = try #require(found.diagnostics.first { $0.code == .missingSpace })
        #expect(
            diagnostic.rendered(bytes, .chinese) == """
                E9202 38:16: “且请求.用途”：关键字“且”后缺少空格
                38 |   当 请求.操作 为 读取 且请求.用途 为 急救 且 急情.已声明
                   |                        ^^^^^^^^^^^
                   = 写作“且 请求.用途”

                """)
        #expect(found.language == .chinese)
    }

    @Test func `an unknown law and an article beyond a law are told in Chinese`() throws {
        let source = try Fixture.text("charter/diabetes.zh.charter")
            .replacing(
                "《民法典》第1220条\n  应急 准许 优先于 R4\n  当 请求.操作 为 读取 且 请求.用途 为 急救 且 急情.已声明\n",
                with: "《民法典》第1320条，《民法通则》\n  应急 准许 优先于 R4\n  当 请求.操作 为 读取 且 请求.用途 为 急救 且 急情.已声明\n")
        let found = CharterCompiler.compile(
            source: Array(source.utf8), vocabulary: try Sample.vocabulary()
        ).diagnostics
        let messages = found.filter(\.isError).map(\.message.chinese)
        #expect(
            messages == ["《民法典》只有 1260 条，没有第 1320 条", "未登记的法律《民法通则》"])
    }

    @Test func `a near miss is suggested`() throws {
        let source = Array((header + rule("actor.licenced")).utf8)
        let found = CharterCompiler.compile(source: source, vocabulary: try Sample.vocabulary())
        #expect(found.diagnostics.first?.hint?.english == "did you mean `actor.licensed`?")
    }

    @Test func `several mistakes are found in one run`() throws {
        let body =
            "rule R1 \"a\" basis PACT permit when\nrule R2 \"b\" basis\n" + rule("x >", id: "R3")
        #expect(try codes(body) == ["E9201", "E9201", "E9201"])
    }

    @Test func `a source beyond its limit is refused unread`() throws {
        let source = [UInt8](repeating: 0x20, count: CharterLimits.sourceBytes + 1)
        let found = CharterCompiler.compile(source: source, vocabulary: try Sample.vocabulary())
        #expect(found.diagnostics.map(\.code) == [.sourceTooLarge])
        let broken = CharterCompiler.compile(source: [0xff], vocabulary: try Sample.vocabulary())
        #expect(broken.diagnostics.map(\.code) == [.notUTF8])
    }

    @Test func `nesting and the number of rules have limits`() throws {
        let deep = String(repeating: "not ", count: CharterLimits.nesting) + "actor.licensed"
        #expect(try codes(rule(deep)) == ["E9203"])
        let fits = String(repeating: "not ", count: CharterLimits.nesting - 1) + "actor.licensed"
        #expect(try codes(rule(fits)) == [])
        let compiled = CharterCompiler.compile(
            source: Array((header + rule(fits)).utf8), vocabulary: try Sample.vocabulary())
        let charter = try #require(compiled.charter?.charter)
        #expect(try Charter(canonical: charter.canonicalBytes) == charter)
        let many = (0...CharterLimits.rules).map { rule("actor.licensed", id: "R\($0)") }
        #expect(try codes(many.joined()).contains("E9205"))
    }

    @Test func `any bytes give diagnostics and no crash`() throws {
        let vocabulary = try Sample.vocabulary()
        let index = try VocabularyIndex(vocabulary)
        let sources = try ["en", "zh"].map { try Fixture.bytes("charter/diabetes.\($0).charter") }
        var generator = SeededGenerator(seed: 77)
        for round in 0..<150 {
            var source = sources[round % 2]
            for _ in 0..<1 + generator.below(6) {
                let at = generator.below(source.count)
                switch generator.below(4) {
                case 0: source.remove(at: at)
                case 1: source.insert(UInt8(0x20 + generator.below(0x5f)), at: at)
                case 2: source.removeSubrange(at..<min(source.count, at + generator.below(60)))
                default: source[at] = source[generator.below(source.count)]
                }
            }
            let result = CharterCompiler.compile(source: source, index: index)
            #expect(result.charter != nil || result.hasErrors)
            for diagnostic in result.diagnostics.prefix(3) {
                #expect(!diagnostic.rendered(source, .chinese).isEmpty)
            }
        }
    }
}
