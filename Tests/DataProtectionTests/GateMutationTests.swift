import DataProtection
import TestSupport
import Testing
import WrittenText

@Suite struct `Egress gate under mutation` {
    private static let scraps = [
        "138", "0013", "(", ")", "号", "单元", "路", "x", "X", "e9", "&#", "%3", "\\\\u", "=", "亿", "万",
        "字第",
        "A1234567(", "姓名", "住院号", "@", ".com", "::", "-", "<", ">", "9999999999", "零", "\u{200b}",
        "\u{e0031}",
        "data:", "{", "[", "微信", "京A", "出生", "0.", "1e", "2026-01-0", "T25:", "MTM4", "先生",
    ]

    @Test func `answers every payload, twice the same, and releases only what it releases again`() {
        var generator = SeededGenerator(seed: 404)
        let gate = EgressGate()
        for _ in 0..<300 {
            let text = (0..<(1 + generator.below(9))).map { _ in
                Self.scraps[generator.below(Self.scraps.count)]
            }.joined()
            let value: JSONValue =
                switch generator.below(3) {
                case 0: .object([JSONMember(text, .text("ok"))])
                case 1: .array([.text(text), .text(String(text.reversed()))])
                default: .object([JSONMember("note", .text(text))])
                }
            let verdict = gate.inspect(JSONWriter.write(value))
            #expect(verdict == gate.inspect(JSONWriter.write(value)))
            if case .released(let bytes) = verdict {
                #expect(gate.inspect(bytes) == .released(bytes))
            }
        }
    }

    @Test func `answers broken bytes with a block`() throws {
        var generator = SeededGenerator(seed: 405)
        let bytes = try ExampleRecords.selection("centre-b/p001").select(["hba1c", "phone"]).bytes
        for _ in 0..<300 {
            var broken = bytes
            broken[generator.below(broken.count)] = UInt8(generator.below(256))
            broken.removeLast(generator.below(3))
            guard case .blocked = EgressGate().inspect(broken) else {
                Issue.record("released \(String(decoding: broken, as: UTF8.self))")
                continue
            }
        }
    }

    @Test(arguments: [
        "1e99999999999999999999", "-0e-0", "1e-40", "99999999999e40", "0.00000000000000000001",
        "1.5e3", "12e9",
    ])
    func `reads odd numbers without trouble`(number: String) {
        guard case .blocked = EgressGate().inspect(Array("[13800138001,\(number)]".utf8)) else {
            Issue.record("a phone left beside \(number)")
            return
        }
    }
}
