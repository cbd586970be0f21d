import DataProtection
import TestSupport
import Testing
import WrittenText

/// What the gate reads of one payload is bounded, and grows no faster than the text.
@Suite struct `Work of the gate` {
    private func kinds(_ tree: JSONValue) -> [FindingKind] {
        guard case .blocked(let findings) = EgressGate().inspect(JSONWriter.write(tree)) else {
            return []
        }
        return findings.map(\.kind)
    }

    /// Seconds for a text, the least of three tries.
    private func seconds(_ text: String) -> Double {
        (0..<3).map { _ in
            let began = ContinuousClock.now
            _ = EgressGate().inspect(JSONWriter.write(.text(text)))
            return (ContinuousClock.now - began) / .seconds(1)
        }.min() ?? 0
    }

    @Test(arguments: [("a", "栋"), ("1 ", "x"), ("字第", ""), ("姓名是", ""), ("ab 路", "3")])
    func `eight times the text is not sixty-four times the time`(piece: String, end: String) {
        let short = seconds(String(repeating: piece, count: 500) + end)
        let long = seconds(String(repeating: piece, count: 4_000) + end)
        #expect(long < 32 * short + 0.05, "\(piece): \(short) s and \(long) s")
    }

    @Test func `more than is read in one release is refused as such`() {
        let prose = "患者今日复诊，血糖较前下降，继续目前用药。"
        let texts = (0..<22_000).map { JSONValue.text("\(prose)\($0)") }
        #expect(kinds(.array(texts)) == [.tooMuchWork])
        // One text many times is read once.
        #expect(kinds(.array(Array(repeating: .text(prose), count: 22_000))).isEmpty)
        #expect(
            kinds(.text(String(repeating: "a b ", count: 70_000))).contains(.tooMuchWork))
    }

    @Test func `many readings with their times are not too much`() {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let values = (0..<20_000).map {
            SelectedValue(
                "\($0 % 30).\($0 % 10) mmol/L",
                time: "2025-\(two(1 + $0 / 8_640 % 12))-\(two(1 + $0 / 288 % 28))T"
                    + "\(two($0 / 12 % 24)):\(two($0 % 12 * 5)):00+08:00")
        }
        let record = SelectedRecord(
            fields: [SelectedField(field: "glucose", values: values)], absent: [])
        #expect(EgressGate().inspect(record) == .released(record.bytes))
    }
}
