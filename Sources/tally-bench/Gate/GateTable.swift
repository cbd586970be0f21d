import DataProtection
import WrittenText

/// Texts with what is right for them, as a table of tabs has them: each text a JSON string.
struct GateTable {
    struct Row {
        /// The first cell: a group of identifiers, or what an innocent text is.
        let group: String
        let text: String
    }

    let rows: [Row]

    /// Reads a table with a heading; the text is in the first cell that is a JSON string.
    init(_ path: String) throws {
        let bytes = try BenchFiles.read(path)
        let lines: [String]
        do throws(WrittenTextFault) {
            lines = try WrittenPage(bytes).lines
        } catch {
            throw BenchFault(zh: "\(path)：\(error.chinese)", en: "\(path): \(error.english)")
        }
        rows = try lines.enumerated().dropFirst().filter { !$1.isEmpty }.map { number, line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            let texts = cells.compactMap { cell -> String? in
                guard cell.hasPrefix("\"") else { return nil }
                return (try? JSONReader.read(Array(cell.utf8)))?.text
            }
            guard let text = texts.first, let group = cells.first else {
                throw BenchFault(
                    zh: "\(path) 第 \(number + 1) 行没有 JSON 字符串",
                    en: "\(path), line \(number + 1): no JSON string")
            }
            return Row(group: String(group), text: text)
        }
    }
}

/// How a text is put to the gate.
enum GateRelease: CaseIterable {
    /// The text of a diagnosis in a release for care, where text may leave: the detectors decide.
    case care
    /// The same outside care, where nothing but a code may.
    case research

    /// Whether the gate holds a text back. For care only what a detector found counts, not that the
    /// text has another form than the field.
    func holds(_ text: String) -> Bool {
        let record = SelectedRecord(
            fields: [SelectedField(field: "diagnosis", values: [SelectedValue(text)])], absent: [])
        switch self {
        case .care:
            guard case .blocked(let findings) = EgressGate().inspect(record) else { return false }
            return findings.contains { $0.kind != .valueForm }
        case .research:
            let gate = EgressGate(for: .secondary(textReviewed: false))
            if case .blocked = gate.inspect(record) { return true }
            return false
        }
    }
}
