import WrittenText

/// Rows below headings, in columns that line up in a terminal in both languages.
struct TextTable {
    private let rows: [[String]]

    /// - Parameter rows: as many cells each as there are headings.
    init(_ headings: [String], _ rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == headings.count }, "cells without a heading")
        self.rows = [headings] + rows
    }

    /// Two spaces between columns, none at the ends of lines.
    var text: String {
        let widths = rows[0].indices.map { column in
            rows.map { $0[column].terminalWidth }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.terminalWidth)
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
