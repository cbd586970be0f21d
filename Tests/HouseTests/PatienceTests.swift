import Testing

/// How tests wait, and how they are left out.
@Suite struct `Tests that wait or are left out` {
    /// Files that let time pass, with the reason why no event says it better.
    private static let pauses: [String: String] = [
        "Tests/NodeAPITests/Calls/DutyTests.swift": "asks again until the work has ended",
        "Tests/TestSupport/Eventually.swift": "looks again until something holds",
        "Tests/TallyCommandsTests/RunningConsortium.swift": "asks again until a command says so",
        "Tests/NodeAPITests/Support/HangingDisk.swift": "a disk that hangs for so long",
        "Tests/NodeRuntimeTests/Inbox/HostilePeerTests.swift": "the pace of a flood",
        "Tests/NodeRuntimeTests/Node/CrashTests.swift": "another moment for each crash",
        "Tests/NodeRuntimeTests/Gateway/GatewayTests.swift": "an outage longer than a try",
        "Tests/LinksTests/PeerNetworkTests.swift": "an absence of several calls",
    ]

    private static let own = "Tests/HouseTests/PatienceTests.swift"

    private static func files(with pattern: String) -> [(file: SourceFile, lines: [Int])] {
        sources(below: "Tests").filter { $0.path != own }.compactMap { file in
            // Most files have none: to look line by line is slow in a test's build.
            guard !Manual.matches(pattern, in: file.text).isEmpty else { return nil }
            let code = file.code
            let lines = code.indices.filter { !Manual.matches(pattern, in: code[$0]).isEmpty }
            return lines.isEmpty ? nil : (file, lines)
        }
    }

    /// A pause shows that nothing came only on a machine that had nothing else to do.
    @Test func `let time pass only where that is the matter`() {
        let found = Self.files(with: #"\b(?:u|nano)?sleep\("#)
        for (file, lines) in found where Self.pauses[file.path] == nil {
            Issue.record("\(file):\(lines.map { $0 + 1 }) pauses: wait for an event, or say why")
        }
        #expect(Set(Self.pauses.keys).subtracting(found.map(\.file.path)) == [], "no longer needed")
    }

    /// `isThere` and `areBuilt` say aloud what is missing; a child process is another run.
    @Test func `are left out aloud`() {
        let loud = #"\.enabled\(if: (?:\w+\.)?(?:isThere\b|areBuilt\b)|if: ChildProcess\.file"#
        let found = Self.files(with: #"\.(?:enabled|disabled)\(if:"#)
        #expect(found.count > 5)
        for (file, lines) in found {
            for line in lines where Manual.matches(loud, in: file.code[line]).isEmpty {
                Issue.record("\(file):\(line + 1) is left out in silence: use NotChecked")
            }
        }
    }
}
