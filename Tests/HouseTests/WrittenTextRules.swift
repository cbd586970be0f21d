import Foundation
import Testing

/// What people write is read in one way, by the room WrittenText.
@Suite struct `What people write` {
    /// Reads lines of text that a program wrote for itself, with the reason why that is safe.
    private static let ownLines: [String: String] = [
        "Sources/NodeAPI/Authentication/CallMark.swift": "a number that the node wrote",
        "Sources/Upkeep/Backup/BackupManifest.swift": "bound byte for byte by its digest",
        "Sources/Upkeep/Backup/RestoredMark.swift": "a mark that restoring wrote",
        "Sources/NodeTrials/NodeProcess.swift": "the log of a node under trial",
        "Sources/NodeTrials/ProcessFigures.swift": "/proc",
        "Sources/tally-bench/Network/LoopbackConnection.swift": "the head of an HTTP answer",
        "Sources/TallyCommands/Commands/CharterCommand+Test.swift":
            "a detail that the program made",
        "Sources/TallyCommands/Demo/DemoNarrator.swift": "the story's own words",
        "Sources/TallyCommands/Demo/DemoStory+Evidence.swift": "a report that the program made",
        "Sources/TallyCommands/Demo/DemoStory+Prose.swift": "a report that the program made",
    ]

    private static let cuts =
        #"(split|components)\((separatedBy|separator): "(\\r)?\\n"|isNewline|\.newlines\b"#

    private static func places(_ pattern: String, except room: String? = nil) -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        for file in sources(below: "Sources") where file.room != room {
            for (number, line) in file.lines.enumerated() {
                let code = line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
                if code.range(of: pattern, options: .regularExpression) != nil {
                    found[file.path, default: []].append(number + 1)
                }
            }
        }
        return found
    }

    @Test func `is cut into lines by one reader`() {
        let found = Self.places(Self.cuts, except: "WrittenText")
        for (path, lines) in found.sorted(by: { $0.key < $1.key })
        where Self.ownLines[path] == nil {
            Issue.record("\(path):\(lines) cuts lines itself: use WrittenPage, or say why not")
        }
        #expect(Set(Self.ownLines.keys).subtracting(found.keys) == [], "no longer needed")
    }

    @Test func `is read as JSON by one strict reader`() {
        let found = Self.places(#"\bJSONDecoder\b|JSONSerialization\.jsonObject"#)
        #expect(found.isEmpty, "use WrittenJSON: \(found)")
    }

    /// A byte that is no UTF-8 becomes another character in silence.
    @Test func `is never decoded with replaced characters`() {
        let reads = #"String\((decoding|bytes): (try )?(Files|AtomicFile|BenchFiles)\."#
        let found = Self.places(reads + #"|String\(contentsOf(File)?:"#)
        let own: Set<String> = [
            "Sources/NodeAPI/Authentication/CallMark.swift",
            "Sources/NodeTrials/ProcessFigures.swift",
        ]
        #expect(Set(found.keys).subtracting(own) == [], "use WrittenPage")
    }

    @Test func `is seen where it is cut by hand`() {
        for line in [
            #"text.split(separator: "\n")"#, "split(whereSeparator: \\.isNewline)",
            #"components(separatedBy: "\n")"#, #"split(separator: "\r\n")"#,
        ] {
            #expect(line.range(of: Self.cuts, options: .regularExpression) != nil, "\(line)")
        }
    }
}
