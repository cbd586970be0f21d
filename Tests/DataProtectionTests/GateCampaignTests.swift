import DataProtection
import TestSupport
import Testing

/// The shared identifiers and innocent texts. For care each is the text of a field in which text may
/// leave, so that the detectors are measured; outside care text does not leave at all.
@Suite(.enabled(if: SharedCases.isThere)) struct `Gate campaign` {
    private static let fields = ["diagnosis", "medication", "department", "chief_complaint"]

    private static func record(_ text: String, _ field: String) -> SelectedRecord {
        SelectedRecord(
            fields: [SelectedField(field: field, values: [SelectedValue(text)])], absent: [])
    }

    /// Whether a detector stops a text in a field; that it is not of the field's form does not count.
    private static func isHeld(_ text: String, in field: String) -> Bool {
        guard case .blocked(let findings) = EgressGate().inspect(record(text, field)) else {
            return false
        }
        return findings.contains { $0.kind != .valueForm }
    }

    /// A code that two people agreed on, which no program undoes without knowing it: Morse, or another
    /// sign for each of the eleven digits of a mobile number.
    private static func isAgreed(_ text: String) -> Bool {
        text.allSatisfy { ".-/ ".contains($0) }
            || text.count == 11 && !text.contains(where: \.isNumber)
    }

    @Test(arguments: [("N", 100), ("H", 90), ("E", 95)])
    func `holds back identifiers in every field where text may leave`(
        group: String, percent: Int
    ) {
        let rows = SharedCases.identifiers.filter { $0[0] == group && !Self.isAgreed($0[2]) }
        let passed = rows.map { $0[2] }.filter { text in
            Self.fields.contains { !Self.isHeld(text, in: $0) }
        }
        #expect(rows.count > 30)
        #expect(
            (rows.count - passed.count) * 100 >= percent * rows.count,
            "\(group): \(passed.count) of \(rows.count) leave: \(passed)")
    }

    @Test func `holds back no more than one innocent text of two hundred`() {
        let texts = SharedCases.innocent
        let stopped = texts.filter { text in
            Self.fields.contains { Self.isHeld(text, in: $0) }
        }
        #expect(texts.count > 200)
        #expect(stopped.count * 200 <= texts.count, "\(stopped)")
    }

    @Test func `lets none of the identifiers leave for research in a coded field`() {
        let gate = EgressGate(for: .secondary(textReviewed: false))
        let passed = SharedCases.identifiers.map { $0[2] }.filter { text in
            ["diagnosis", "medication", "chief_complaint"].contains { field in
                let record = Self.record(text, field)
                return gate.inspect(record) == .released(record.bytes)
            }
        }
        #expect(passed.isEmpty, "\(passed)")
    }
}
