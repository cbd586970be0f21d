import TestSupport
import Testing
import WrittenText

@Suite struct `Text that people write` {
    private func fault(_ bytes: [UInt8]) -> WrittenTextFault? {
        do throws(WrittenTextFault) {
            _ = try WrittenPage(bytes)
            return nil
        } catch { return error }
    }

    private func page(_ text: String) throws -> WrittenPage {
        try WrittenPage(Array(text.utf8))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `has the same lines whatever ends them`(end: String) throws {
        let text = ["one", "", "三 # 四", "five"].joined(separator: end)
        #expect(try page(text).lines == ["one", "", "三 # 四", "five"])
        #expect(try page(text + end).lines == ["one", "", "三 # 四", "five"])
        #expect(try page(text + end + end).lines.count == 5)
    }

    @Test func `may mix line ends`() throws {
        #expect(try page("a\r\nb\rc\n\rd\n\ne").lines == ["a", "b", "c", "", "d", "", "e"])
        #expect(try page("").lines.isEmpty)
        #expect(try page("\r\n").lines == [""])
    }

    @Test func `may begin with one byte-order mark and no more`() throws {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        #expect(try WrittenPage(mark + Array("a\nb".utf8)).lines == ["a", "b"])
        #expect(try WrittenPage(mark + mark + [0x61]).lines == ["\u{feff}a"])
    }

    @Test func `is named where it is in UTF-16`() {
        let text = Array("rule R1 当".utf16)
        let little = text.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let big = text.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        for bytes in [[0xff, 0xfe] + little, [0xfe, 0xff] + big, little, big] {
            #expect(fault(bytes) == .utf16)
        }
    }

    /// "章程 糖尿病" and "引用 词表" in GBK, and a character of four bytes of GB 18030.
    @Test(
        arguments: [
            [0xd5, 0xc2, 0xb3, 0xcc, 0x20, 0xcc, 0xc7, 0xc4, 0xf2, 0xb2, 0xa1],
            [0x61, 0x0a, 0xd2, 0xfd, 0xd3, 0xc3, 0x20, 0xb4, 0xca, 0xb1, 0xed],
            [0x81, 0x30, 0x81, 0x30],
        ] as [[UInt8]])
    func `is named where it is in GBK`(bytes: [UInt8]) {
        #expect(fault(bytes) == .gbk)
    }

    @Test func `is not taken for GBK where it is damaged UTF-8`() {
        var bytes = Array("引用词表糖尿病\n章程第一版\n".utf8)
        bytes[25] = 0xff
        #expect(fault(bytes) == .notUTF8(line: 2))
        #expect(fault(Array("章程第一版".utf8.dropLast())) == .notUTF8(line: 1))
    }

    @Test(arguments: ["\u{0b}", "\u{0c}", "\u{85}", "\u{2028}", "\u{2029}"])
    func `has no character that only some show as a new line`(end: String) {
        #expect(fault(Array("one\n# two\(end)three\n".utf8)) == .hiddenLineEnd(line: 2))
    }

    @Test func `is no other kind of file, and not too large`() {
        #expect(fault([0x61, 0x0a, 0x00, 0x61, 0x61, 0x61]) == .notText(line: 2))
        #expect(throws: WrittenTextFault.tooLarge(bytes: 5, most: 4)) {
            try WrittenPage([1, 2, 3, 4, 5], mostBytes: 4)
        }
    }

    @Test func `has faults that say what to do in both languages`() {
        let faults: [WrittenTextFault] = [
            .utf16, .gbk, .notUTF8(line: 3), .notText(line: 1), .hiddenLineEnd(line: 2),
            .tooLarge(bytes: 2, most: 1),
        ]
        for fault in faults {
            #expect(!fault.english.unicodeScalars.contains { $0.value > 0x2e80 })
            #expect(fault.chinese.unicodeScalars.contains { $0.value > 0x2e80 })
        }
        #expect(WrittenTextFault.gbk.english.contains("UTF-8"))
    }

    @Test func `gives each place its line, as counted by a plain reader`() {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<400 {
            let bytes = (0..<random.below(12)).map { _ in
                [UInt8(0x0a), 0x0d, 0x61][Int(random.below(3))]
            }
            let lines = LineEnds.lines(of: bytes)
            #expect(lines.allSatisfy { !bytes[$0].contains(0x0a) && !bytes[$0].contains(0x0d) })
            #expect(lines.flatMap { bytes[$0] }.count == bytes.filter { $0 == 0x61 }.count)
            for (index, line) in lines.enumerated() {
                let found = LineEnds.stretch(around: line.lowerBound, in: bytes)
                #expect(found.number == index + 1 && found.range == line, "\(bytes)")
            }
        }
    }
}
