import Testing

@Suite struct `Names on the wire` {
    /// A value that makes up a whole text: of an enum that is the name of its case in the code.
    private static let bare = #""\\\((?:[^()"]|\([^()"]*\))*\)""#

    private static func places(in file: SourceFile) -> [Int] {
        file.lines.indices.filter { !Manual.matches(bare, in: file.lines[$0]).isEmpty }
    }

    @Test func `are declared, and no cases of the code`() {
        let views = sources(below: "Sources/NodeAPI/Views")
        #expect(views.count > 4)
        for file in views {
            for line in Self.places(in: file) {
                Issue.record(
                    "\(file):\(line + 1) writes a value as it is called in the code: declare its name"
                )
            }
        }
    }

    @Test func `are seen where they are not declared`() {
        let file = SourceFile(
            path: "Sources/NodeAPI/Views/Sample.swift",
            lines: [
                #"state = "\(item.state)""#, #"about = "\(item.kind) \(item.id)""#,
                #"ballots.map { Ballot(choice: "\($0.choice)") }"#, #"state = item.state.name"#,
            ])
        #expect(Self.places(in: file) == [0, 2])
    }
}
