import Foundation
import TestSupport
import Testing

/// What the commands say of themselves: the strings of `abstract`, `discussion` and `help`.
private struct HelpText {
    let file: SourceFile
    let line: Int
    let text: String

    /// Reads literals on one line, and those between lines of three quotes, as they are written.
    static func all(in file: SourceFile) -> [HelpText] {
        var found: [HelpText] = []
        var isInside = false
        for (number, line) in file.lines.enumerated() {
            let text = line.trimmingCharacters(in: .whitespaces)
            if isInside {
                isInside = !text.hasPrefix("\"\"\"")
                if isInside { found.append(HelpText(file: file, line: number + 1, text: text)) }
            } else if Manual.matches(#"\b(?:abstract|discussion|help): .*"""$"#, in: text).first
                != nil
            {
                isInside = true
            } else if let match = Manual.matches(
                #"\b(?:abstract|discussion|help|ArgumentHelp\().*?"((?:\\.|[^"\\])+)""#, in: text
            ).first {
                found.append(HelpText(file: file, line: number + 1, text: match[1]))
            }
        }
        return found
    }
}

@Suite struct `Help of the commands` {
    private static let texts = sources(below: "Sources")
        .filter { $0.room.lowercased().hasPrefix("tally") }.flatMap(HelpText.all)

    @Test func `is found`() {
        #expect(Self.texts.count > 200)
    }

    // A line that goes on is ended by a backslash; without it the next one's indentation is printed.
    @Test func `has no run of blanks`() {
        for help in Self.texts where help.text.contains("    ") {
            Issue.record("\(help.file):\(help.line) prints a run of blanks")
        }
    }
}
