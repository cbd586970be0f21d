import Testing

/// Whoever meets a number on a screen at night finds it in the operator's page.
@Suite struct `Problems of a node` {
    private static let numbers: Set<Int> = {
        let files = sources(below: "Sources").map { file in
            file.lines.map { $0.components(separatedBy: "//").first ?? $0 }.joined(separator: "\n")
        }
        // By number, by name, or as the rule that finds it.
        let forms = #"\b(?:(?:NodeProblem|HealthRule)\(\s*|case \w+ = )(7\d{3})\b"#
        return Set(
            files.filter { $0.contains("NodeProblem") || $0.contains("HealthRule(") }.flatMap {
                text in
                Manual.matches(forms, in: text).compactMap { Int($0[1]) }
            })
    }()

    /// Advice for a number that nothing has helps nobody.
    @Test func `have the numbers for which there is advice`() {
        let file = sources(below: "Sources/Diagnosis").first {
            $0.path.hasSuffix("/Remedy.swift")
        }
        let advised = Manual.matches(#"\bRemedy\(\s*(7\d{3})\b"#, in: file?.text ?? "")
            .compactMap { Int($0[1]) }
        #expect(advised.count > 50 && advised == advised.sorted())
        #expect(Set(advised).subtracting(Self.numbers).sorted() == [])
    }

    /// The numbers at the beginning of a page's rows, in their order; a row may have several.
    private static func rows(_ path: String, column: Int) -> [Int] {
        let page = Manual.pages.first { $0.path == path }
        return (page?.lines ?? []).flatMap { line -> [Int] in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            guard line.hasPrefix("| "), cells.count > column else { return [] }
            let cell = String(cells[column])
            guard !Manual.matches(#"^ 7\d{3}(?:[,–] ?7\d{3})* $"#, in: cell).isEmpty else {
                return []
            }
            return Manual.matches(#"7\d{3}"#, in: cell).compactMap { Int($0[0]) }
        }
    }

    @Test func `have a row each in the operator's page, in order`() {
        let rows = Self.rows("docs/operating/node.md", column: 1)
        #expect(Self.numbers.count > 60)
        #expect(Self.numbers.subtracting(rows).sorted() == [], "without a row in node.md")
        #expect(Set(rows).subtracting(Self.numbers).sorted() == [], "rows of no problem")
        #expect(rows == rows.sorted() && Set(rows).count == rows.count)
    }

    @Test func `stand in both pages on a chain that stands still, in order`() {
        let english = Self.rows("docs/operating/why-halted.md", column: 2)
        let chinese = Self.rows("docs/operating/why-halted.zh.md", column: 2)
        #expect(english == chinese && english.count > 50)
        #expect(english == english.sorted() && Set(english).count == english.count)
        #expect(Set(english).subtracting(Self.numbers).sorted() == [], "rows of no problem")
    }
}
