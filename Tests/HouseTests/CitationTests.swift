import Foundation
import TestSupport
import Testing

/// A page of the project that a source file names, with the heading that it names, if any.
struct Citation: Hashable {
    let page: String
    let heading: String?

    /// All of a text, also where a comment goes on in the next line:
    /// `docs/internals/consensus.md, "The rules"`.
    static func all(in text: String) -> [Citation] {
        let joined = text.replacingOccurrences(
            of: #"\n *///? ?"#, with: " ", options: .regularExpression)
        let pattern = #"\b(docs/[A-Za-z0-9_./-]+\.md)(?:, "([^"]+)")?"#
        return Manual.matches(pattern, in: joined).map {
            Citation(page: $0[1], heading: $0[2].isEmpty ? nil : $0[2])
        }
    }

    /// What is wrong with it; nil if it leads somewhere.
    var fault: String? {
        guard let found = Manual.pages.first(where: { $0.path == page }) else {
            return "there is no \(page)"
        }
        guard let heading else { return nil }
        let headings = found.lines.filter { $0.hasPrefix("#") }.map {
            $0.drop { $0 == "#" || $0 == " " }.replacingOccurrences(of: "`", with: "")
        }
        return headings.contains(heading) ? nil : "\(page) has no heading \"\(heading)\""
    }
}

@Suite struct `Citations of the project's pages` {
    @Test func `lead to pages and headings that are there`() {
        var headings = 0
        for file in House.all where file.path != "Tests/HouseTests/CitationTests.swift" {
            for citation in Citation.all(in: file.lines.joined(separator: "\n")) {
                if let fault = citation.fault { Issue.record("\(file): \(fault)") }
                headings += citation.heading == nil ? 0 : 1
            }
        }
        #expect(headings > 60)
    }

    @Test func `name the page by its whole path`() {
        let pattern = #"//.*(?<![\w/.-])[a-z][a-z-]*\.md\b"#
        for file in House.all where file.path != "Tests/HouseTests/CitationTests.swift" {
            for (number, line) in file.lines.enumerated()
            where line.range(of: pattern, options: .regularExpression) != nil {
                Issue.record("\(file):\(number + 1) cites a page without its folder")
            }
        }
    }

    @Test func `are read over the end of a line, and checked`() {
        let text = """
            /// Text. Source: docs/internals/consensus.md,
            /// "The rules"; docs/internals/consensus.md, "No such rules";
            /// docs/internals/nothing.md.
            """
        let found = Citation.all(in: text)
        #expect(found.map(\.heading) == ["The rules", "No such rules", nil])
        #expect(found.map { $0.fault == nil } == [true, false, false])
    }
}
