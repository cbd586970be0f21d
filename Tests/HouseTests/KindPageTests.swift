import Testing

@Suite struct `Kinds of transactions` {
    /// The numbers and names in the code.
    private static let kinds: Set<String> = {
        let file = sources(below: "Sources/LedgerTypes").first {
            $0.path.hasSuffix("/TransactionKind.swift")
        }
        let text = file?.text ?? ""
        var names: [String: String] = [:]
        for found in Manual.matches(#"case \.(\w+): "([a-z-]+)""#, in: text) {
            names[found[1]] = found[2]
        }
        let cases = Manual.matches(#"case (\w+) = (\d+)"#, in: text)
        return Set(cases.map { "\($0[2]) \(names[$0[1]] ?? "?")" })
    }()

    /// Every one has its body, its signers and its heads there, for whoever writes another verifier.
    @Test func `have a row each in the reference`() throws {
        let page = Manual.pages.first { $0.path == "docs/reference/transactions.md" }
        let rows = (page?.lines ?? []).flatMap { Manual.matches(#"^\| (\d+ [a-z-]+) \|"#, in: $0) }
            .map { $0[1] }
        #expect(Self.kinds.count > 30)
        #expect(Set(rows) == Self.kinds && rows.count == Self.kinds.count)
    }
}
