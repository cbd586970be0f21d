import Foundation
import Testing

@Suite struct `Pitfalls of consensus` {
    private static let tests = Manual.checkout.appendingPathComponent("Tests")

    /// Rows of the table: number, and the tests it names as (file, name).
    private func rows() throws -> [(number: Int, tests: [(file: String, name: String)])] {
        let page = Manual.checkout.appendingPathComponent("docs/internals/consensus.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let named = #"`([A-Za-z]+Tests/[^`]+\.swift)`: `([^`]+)`"#
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 3, let number = Int(cells[0]) else { return nil }
            let found = Manual.matches(named, in: cells[2]).map { (file: $0[1], name: $0[2]) }
            return (number, found)
        }
    }

    @Test func `each have a test that exists`() throws {
        let rows = try rows()
        #expect(rows.map(\.number) == Array(1...25))
        for row in rows {
            #expect(!row.tests.isEmpty, "pitfall \(row.number) names no test")
            for test in row.tests {
                let file = Self.tests.appendingPathComponent(test.file)
                let text = try? String(contentsOf: file, encoding: .utf8)
                #expect(
                    text?.contains("func `\(test.name)`(") == true,
                    "pitfall \(row.number): no test `\(test.name)` in \(test.file)")
            }
        }
    }

    // Pitfall 6.
    @Test func `one function counts the signatures of a quorum`() throws {
        let sources = Manual.checkout.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var callers: [String] = []
        var definitions = 0
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift",
                let text = try? String(contentsOf: file, encoding: .utf8)
            else { continue }
            if text.contains("QuorumCheck.verify(") { callers.append(file.lastPathComponent) }
            if text.contains(".belowQuorum }") { definitions += 1 }
        }
        #expect(callers.sorted() == ["CommitCertificate.swift"])
        #expect(definitions == 1)
    }

    /// Every line and test that the safety argument names.
    @Test func `the safety argument rests on lines and tests that are there`() throws {
        let page = Manual.checkout.appendingPathComponent("docs/internals/consensus.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(text.range(of: "## Why two blocks are never decided"))
        let end = try #require(text.range(of: "### Durable before it leaves"))
        let argument = String(text[start.upperBound..<end.lowerBound])
        let steps = argument.components(separatedBy: "\n").split { line in
            line.range(of: #"^\d+\. "#, options: .regularExpression) != nil
        }
        #expect(steps.count == 14)
        for step in steps.dropFirst() {
            let named = Manual.matches(#"`([^`]+)`(:?)"#, in: step.joined(separator: "\n"))
            var file: (path: String, text: String)?
            var (lines, tests) = (0, 0)
            for item in named {
                if item[2] == ":" {
                    let folder = item[1].contains("Tests/") ? "Tests" : "Sources"
                    let url = Manual.checkout.appendingPathComponent("\(folder)/\(item[1])")
                    file = (item[1], try String(contentsOf: url, encoding: .utf8))
                } else if let file, file.path.contains("Tests/") {
                    tests += 1
                    #expect(
                        file.text.contains("func `\(item[1])`("),
                        "no test `\(item[1])` in \(file.path)")
                } else if let file {
                    lines += 1
                    #expect(file.text.contains(item[1]), "no line `\(item[1])` in \(file.path)")
                }
            }
            #expect(lines > 0 && tests > 0, "a step that nothing holds: \(named)")
        }
    }
}
