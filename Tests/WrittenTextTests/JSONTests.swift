import TestSupport
import Testing
import WrittenText

@Suite struct `JSON reading` {
    private func fault(_ text: String) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONReader.read(Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func `decodes every escape`() throws {
        let read = try JSONReader.read(Array(#""\"\\\/\b\f\n\r\t\u4e2d\ud83d\ude00""#.utf8))
        #expect(read == .text("\"\\/\u{08}\u{0c}\n\r\t中😀"))
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "{\"\u{e9}\":1,\"e\u{301}\":2}",
    ])
    func `refuses a member named twice, however it is spelled`(text: String) {
        guard case .duplicateName = fault(text) else {
            Issue.record("accepted \(text)")
            return
        }
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "[1 2]", "{\"a\"}", "{a:1}", "01", "1.", ".5", "+1", "1e", "- 1",
        "tru",
        "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\x41\"", "\"a\nb\"",
        "[1]x",
        "NaN", "'a'", "{\"a\":1,}", "\"", "[\"\u{1}\"]",
    ])
    func `refuses what is not strict JSON`(text: String) {
        #expect(fault(text) != nil)
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect(throws: JSONFault.malformedText(at: 0)) { try JSONReader.read([0x22, 0xff, 0x22]) }
    }

    @Test func `bounds depth, size and digits`() {
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(fault(deep) == .tooDeep(at: 64))
        #expect(fault(String(repeating: "9", count: 65)) == .malformedNumber(at: 0))
        let large = [UInt8](repeating: 0x20, count: (8 << 20) + 1)
        #expect(throws: JSONFault.tooLarge(at: 8 << 20)) {
            try JSONReader.read(large)
        }
    }

    @Test func `keeps numbers as they are written`() throws {
        let read = try JSONReader.read(Array("[1.10,-0,1E+2]".utf8))
        #expect(read == .array([.number("1.10"), .number("-0"), .number("1E+2")]))
    }

    @Test func `writes members in the order of their bytes and reads its own writing`() throws {
        let text = #"{ "b" : [ true , null ], "a\u0001" : "中\"\\" , "B" : -1.50e3 }"#
        let tree = try JSONReader.read(Array(text.utf8))
        let written = JSONWriter.write(tree)
        #expect(
            String(decoding: written, as: UTF8.self)
                == #"{"B":-1.50e3,"a\u0001":"中\"\\","b":[true,null]}"#)
        #expect(JSONWriter.write(try JSONReader.read(written)) == written)
    }

    @Test func `reads back what it wrote, for seeded trees`() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<400 {
            let tree = Self.tree(&generator, depth: 4)
            let bytes = JSONWriter.write(tree)
            #expect(JSONWriter.write(try JSONReader.read(bytes)) == bytes)
        }
    }

    private static func tree(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        switch generator.below(depth > 0 ? 7 : 5) {
        case 0: .null
        case 1: .flag(generator.oneIn(2))
        case 2: .number("\(generator.below(2_000) - 1_000).\(generator.below(100))")
        case 3, 4:
            .text(
                String(
                    decoding: generator.bytes(generator.below(12)), as: UTF8.self))
        case 5: .array((0..<generator.below(5)).map { _ in tree(&generator, depth: depth - 1) })
        default:
            .object(
                (0..<generator.below(5)).map {
                    JSONMember("k\($0)", tree(&generator, depth: depth - 1))
                })
        }
    }
}
