import CharterLanguage
import CharterTooling
import Sealing
import TestSupport
import Testing

enum Consortium {
    static let all = [("base", "base_v1"), ("diabetes_consortium", "diabetes_v1")]

    static func index(_ vocabulary: String) throws -> VocabularyIndex {
        let path = "../../genesis/vocabularies/\(vocabulary).vocabulary"
        let source = try Fixture.bytes(path)
        return try VocabularyIndex(#require(VocabularyCompiler.compile(source: source).0))
    }

    static func source(_ name: String, _ language: SurfaceLanguage) throws -> [UInt8] {
        let ending = language == .english ? "en" : "zh"
        return try Fixture.bytes("../../genesis/charters/\(name).\(ending).charter")
    }

    static func charter(_ name: String, _ vocabulary: String) throws -> CharterCompilation {
        CharterCompiler.compile(
            source: try source(name, .english), index: try index(vocabulary))
    }
}

@Suite struct `Charter formatter` {
    @Test(arguments: Consortium.all, SurfaceLanguage.allCases)
    func `keeps the canonical bytes, keeps comments, and is done after one run`(
        _ charter: (String, String), _ language: SurfaceLanguage
    ) throws {
        let index = try Consortium.index(charter.1)
        let source = try Consortium.source(charter.0, language)
        let once = try #require(CharterFormatter.format(source: source, index: index))
        let twice = try #require(CharterFormatter.format(source: Array(once.utf8), index: index))
        #expect(once == twice)
        let before = try #require(CharterCompiler.compile(source: source, index: index).charter)
        let after = try #require(
            CharterCompiler.compile(source: Array(once.utf8), index: index).charter)
        #expect(before.charter == after.charter)
        let comments = try #require(ScriptLayout(source: source, index: index)).comments
        let kept = try #require(ScriptLayout(source: Array(once.utf8), index: index)).comments
        #expect(comments.map(\.kind) == kept.map(\.kind))
    }

    @Test func `lays out a crowded script`() throws {
        let source = """
            charter a version 1 use vocabulary diabetes_v1
            // header remark
            effective 2026-03-01 zone +08:00

            // before
            rule R1 "t" basis PACT permit when actor.licensed   and(data.level<=3 or data.level > 4) // why
             require log,mask phone redact
            // last
            """
        let index = try Consortium.index("diabetes_v1")
        let text = try #require(
            CharterFormatter.format(source: Array(source.utf8), index: index))
        #expect(
            text == """
                charter a version 1
                use vocabulary diabetes_v1
                // header remark
                effective 2026-03-01 zone +08:00

                // before
                rule R1 "t"
                  basis PACT
                  permit
                  when actor.licensed and (data.level <= 3 or data.level > 4)  // why
                  require log, mask phone redact
                // last

                """)
    }

    @Test func `a script with errors is left alone`() throws {
        let index = try Consortium.index("diabetes_v1")
        #expect(CharterFormatter.format(source: Array("charter".utf8), index: index) == nil)
    }
}
