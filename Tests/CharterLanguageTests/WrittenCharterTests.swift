import CharterLanguage
import Sealing
import TestSupport
import Testing

/// Charters as editors of other systems write them.
@Suite struct `Charters from other editors` {
    private let mark: [UInt8] = [0xef, 0xbb, 0xbf]

    private func source(_ end: String, _ path: String = "charter/diabetes.en.charter") throws
        -> [UInt8]
    {
        let text = String(decoding: try Fixture.bytes(path), as: UTF8.self)
        return Array(text.replacing("\n", with: end).utf8)
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
    func `mean the same whatever ends their lines`(end: String, isMarked: Bool) throws {
        let vocabulary = try Sample.vocabulary()
        let bytes = (isMarked ? mark : []) + (try source(end))
        let compilation = CharterCompiler.compile(source: bytes, vocabulary: vocabulary)
        #expect(
            try #require(compilation.charter).digest(.ed25519SHA256)
                == Sample.diabetes().digest(.ed25519SHA256))
        #expect(CharterCompiler.vocabularyName(of: bytes) == "diabetes_v1")
        let words = (isMarked ? mark : []) + (try source(end, "charter/diabetes_v1.vocabulary"))
        #expect(VocabularyCompiler.compile(source: words).0 == vocabulary)
    }

    @Test func `lose no rule behind a comment`() throws {
        let text = String(decoding: try source("\n"), as: UTF8.self)
            .replacing("\nrule", with: "\r// a comment\rrule")
        let compilation = CharterCompiler.compile(
            source: Array(text.utf8), vocabulary: try Sample.vocabulary())
        #expect(
            try #require(compilation.charter).charter.rules.count
                == Sample.diabetes().charter.rules.count)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `have their mistakes shown at the right place`(end: String) throws {
        let text = ["charter demo version 1", "use vocabulary diabetes_v1", "effectiv 2026-03-01"]
            .joined(separator: end)
        let bytes = mark + Array(text.utf8)
        let first = try #require(
            CharterCompiler.compile(source: bytes, vocabulary: try Sample.vocabulary())
                .diagnostics.first)
        #expect(first.position(in: bytes).line == 3 && first.position(in: bytes).column == 1)
        #expect(first.rendered(bytes, .english).contains("3 | effectiv 2026-03-01\n"))
        let wrong = mark + Array("chartr demo version 1".utf8)
        let found = try #require(
            CharterCompiler.compile(source: wrong, vocabulary: try Sample.vocabulary())
                .diagnostics.first)
        #expect(found.position(in: wrong).line == 1 && found.position(in: wrong).column == 1)
    }

    @Test func `are named where they are in GBK or UTF-16`() throws {
        let gbk: [UInt8] = [0xd5, 0xc2, 0xb3, 0xcc, 0x20, 0x61, 0x0a]
        let wide = Array("charter demo".utf16).flatMap { [UInt8($0 & 0xff), 0] }
        for (bytes, word) in [(gbk, "GBK"), ([0xff, 0xfe] + wide, "UTF-16")] {
            let found = CharterCompiler.compile(
                source: bytes, vocabulary: try Sample.vocabulary()
            ).diagnostics
            #expect(found.map(\.code) == [.notUTF8])
            #expect(found.first?.message.text(.chinese).contains(word) == true)
            #expect(found.first?.message.text(.english).contains(word) == true)
        }
    }

    @Test func `name their vocabulary outside of comments`() {
        let text = "// use vocabulary other\r\ncharter a version 1\r\nuse vocabulary base_v1\r\n"
        #expect(CharterCompiler.vocabularyName(of: Array(text.utf8)) == "base_v1")
        #expect(
            CharterCompiler.vocabularyName(of: Array("章程 甲 版本 1\r引用 词表 base_v1".utf8)) == "base_v1")
        #expect(CharterCompiler.vocabularyName(of: [0xff]) == nil)
    }

    @Test(arguments: ["[", "}", "\u{200b}", "《", "type a b {"])
    func `are refused at once however many mistakes one line has`(mistake: String) throws {
        let text = "vocabulary demo\n" + String(repeating: mistake, count: 8_000)
        let bytes = Array(text.utf8)
        let took = ContinuousClock().measure {
            let (vocabulary, diagnostics) = VocabularyCompiler.compile(source: bytes)
            #expect(vocabulary == nil)
            #expect((1...100).contains(diagnostics.count))
            let list = diagnostics.map { $0.rendered(bytes, .chinese) }
            #expect(list.allSatisfy { $0.utf8.count < 4_000 })
        }
        #expect(took < .seconds(5))
    }
}
