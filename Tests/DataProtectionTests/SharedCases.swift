import Foundation
import TestSupport

/// Tables of texts that lie beside the checkout on some machines.
enum SharedCases {
    /// The cells of a table below `shared/cases`, without its heading; empty where there is none.
    /// A cell that is a JSON string is given as its text.
    static func rows(_ path: String) -> [[String]] {
        guard let root = SharedData.root else { return [] }
        let file = root.deletingLastPathComponent().appendingPathComponent("cases/\(path)")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
                guard cell.hasPrefix("\"") else { return String(cell) }
                return (try? JSONDecoder().decode(String.self, from: Data(cell.utf8)))
                    ?? String(cell)
            }
        }
    }

    static let identifiers = rows("gate/identifiers.tsv").filter { $0.count >= 4 }
    static let innocent = rows("gate/innocent.tsv").filter { $0.count >= 3 }.map { $0[1] }

    static let isThere = NotChecked.unless(
        !identifiers.isEmpty && !innocent.isEmpty,
        "shared/cases/gate is not beside the checkout, so recall and false alarms are not")
}
