import Foundation
import TestSupport
import Testing

/// A source file of the project, by its path below the checkout.
struct SourceFile: Sendable, CustomStringConvertible {
    let path: String
    let lines: [String]

    var text: String { lines.joined(separator: "\n") }

    var description: String { path }
    var room: String { String(path.split(separator: "/")[1]) }

    /// The lines without comments and without the contents of string literals.
    var code: [String] {
        lines.map { line in
            let code = line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
            return code.replacingOccurrences(
                of: #""(\\.|[^"\\])*""#, with: "\"\"", options: .regularExpression)
        }
    }
}

/// All Swift files below a folder of the checkout.
func sources(below folder: String) -> [SourceFile] {
    let checkout = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
    let root = checkout.appendingPathComponent(folder)
    let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".swift") }.sorted().map { name in
        let text = try? String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
        return SourceFile(
            path: folder + "/" + name, lines: (text ?? "").components(separatedBy: "\n"))
    }
}

let coreRooms: Set<String> = [
    "Bilingual", "Versioning", "SystemCalls", "Mutants", "SeededNumbers", "WrittenText",
    "CanonicalCoding", "Sealing", "LedgerTypes", "EvidenceTree", "TrustAnchors", "CharterLanguage",
    "CharterTooling", "Consensus",
    "Governance", "DataProtection", "BlockStore", "Outbox", "Duties", "SeatFiles", "Execution",
    "Evidence", "TallyEvidence", "Replica",
]

/// What the core may not use, with what to use instead.
let bans: [(pattern: String, instead: String)] = [
    (#"\bDate\("#, "block time"),
    (#"\.shuffled\("#, "an order of the data's own"),
    (#"\.random\b(?!\()"#, "a seeded generator handed in"),
    (#"\.random\(in"#, "a seeded generator handed in"),
    (#"\.randomElement"#, "a seeded generator handed in"),
    (#"\bhashValue\b"#, "a digest"),
    (#"^\s*import Foundation"#, "the standard library"),
    (#"\bJSONEncoder\b|\bJSONDecoder\b"#, "canonical coding"),
    (#"\bDouble\b|\bFloat\b"#, "integers with a scale"),
    (#"\.lowercased\(\)|\.uppercased\(\)"#, "a table of ASCII letters"),
]

@Suite struct `House` {
    static let all = sources(below: "Sources") + sources(below: "Tests")
    static let core = sources(below: "Sources").filter { coreRooms.contains($0.room) }

    @Test func `has sources to check`() {
        #expect(Self.core.count > 30)
    }

    @Test(arguments: bans.indices)
    func `keeps banned words out of the core`(index: Int) throws {
        let ban = bans[index]
        for file in Self.core {
            for (number, line) in file.code.enumerated()
            where line.range(of: ban.pattern, options: .regularExpression) != nil {
                Issue.record("\(file):\(number + 1) uses \(ban.pattern): use \(ban.instead)")
            }
        }
    }

    /// Dictionaries and sets have another order in each process: what is hashed or agreed on takes
    /// sorted keys. Finds loops over names that the same file declares as one of them.
    @Test func `loops over no dictionary or set in the core`() throws {
        let declaration = try Regex(
            #"(?:var|let) (\w+)(?:: \[[^\[\](]+: .+\]|: Set<.+>| = Set[(<].*)(?: =.*)?$"#)
        for file in Self.core {
            var names: Set<String> = []
            for line in file.code where !line.contains("sorted") {
                let head = line.split(separator: "{", maxSplits: 1).first.map(String.init) ?? line
                if let found = try declaration.firstMatch(
                    in: head.trimmingCharacters(in: .whitespaces)),
                    let name = found.output[1].substring
                {
                    names.insert(String(name))
                }
            }
            for (number, line) in file.code.enumerated() {
                for name in names where Self.loops(line, over: name) {
                    Issue.record("\(file):\(number + 1) loops over `\(name)`: sort its keys first")
                }
            }
        }
    }

    private static func loops(_ line: String, over name: String) -> Bool {
        let pattern =
            #"\bfor .* in (self\.|state\.)?"# + name + #"(\.keys|\.values)?( where .*)?\s*\{"#
        return line.range(of: pattern, options: .regularExpression) != nil
    }

    @Test func `sees a loop over a dictionary`() {
        #expect(Self.loops("        for (key, value) in reads {", over: "reads"))
        #expect(Self.loops("for key in self.reads.keys where key > 1 {", over: "reads"))
        #expect(!Self.loops("for key in reads.keys.sorted() {", over: "reads"))
        #expect(!Self.loops("for key in ordered {", over: "reads"))
    }

    @Test func `imports from lower floors only`() throws {
        let floors = RoomTable.floors
        for file in sources(below: "Sources") {
            guard let own = floors[file.room] else {
                Issue.record("\(file): no row of house.md has the room `\(file.room)`")
                continue
            }
            for line in file.lines {
                guard
                    let found = Manual.matches(#"^(?:package |public )?import (\w+)"#, in: line)
                        .first,
                    let floor = floors[found[1]], floor >= own
                else { continue }
                Issue.record("\(file) of floor \(own) imports `\(found[1])` of floor \(floor)")
            }
        }
    }

    @Test func `has no forced tries or casts in sources`() {
        for file in sources(below: "Sources") {
            for (number, line) in file.code.enumerated()
            where line.range(of: #"\btry!|\bas! "#, options: .regularExpression) != nil {
                Issue.record("\(file):\(number + 1) forces: handle the failure or state why not")
            }
        }
    }

    @Test func `has no left-overs`() {
        let words = ["TO" + "DO", "FIX" + "ME", "unimple" + "mented", "not imple" + "mented"]
        for file in Self.all {
            for (number, line) in file.lines.enumerated()
            where words.contains(where: { line.contains($0) }) {
                Issue.record("\(file):\(number + 1) has a left-over")
            }
        }
    }

    @Test func `keeps files small`() {
        for file in sources(below: "Sources") where file.lines.count > 601 {
            Issue.record("\(file) has \(file.lines.count) lines, at most 600")
        }
        for file in sources(below: "Tests") where file.lines.count > 801 {
            Issue.record("\(file) has \(file.lines.count) lines, at most 800")
        }
        let sizes = sources(below: "Sources").map(\.lines.count).sorted()
        #expect(sizes[sizes.count * 95 / 100] <= 401)
    }

    /// Sentences for operators; what stands in an interpolation is no part of the sentence.
    @Test func `writes Chinese for operators with full-width punctuation`() {
        let rooms: Set<String> = [
            "NodeFiles", "Links", "Diagnosis", "Upkeep", "NodeRuntime", "NodeAPI",
            "TallyCommands",
        ]
        for file in sources(below: "Sources") where rooms.contains(file.room) {
            for (number, line) in file.lines.enumerated() {
                let sentence = line.replacingOccurrences(
                    of: #"\\\((?:[^()]|\([^()]*\))*\)|//.*$|主机:端口"#, with: "x",
                    options: .regularExpression)
                if sentence.range(
                    of: #"\p{Han}[,;:()]|[,;:()]\p{Han}"#, options: .regularExpression) != nil
                {
                    Issue.record("\(file):\(number + 1) mixes half-width punctuation into Chinese")
                }
            }
        }
    }

    @Test func `has an expectation in every file of tests`() {
        for file in sources(below: "Tests") where file.path.hasSuffix("Tests.swift") {
            let text = file.lines.joined(separator: "\n")
            let hasOne = ["#expect", "#require", "Issue.record"].contains { text.contains($0) }
            #expect(hasOne, "\(file) expects nothing")
        }
    }

    @Test func `names nothing of the core like one of its types`() {
        for room in coreRooms.sorted() {
            let pattern = #"\b(struct|class|enum|actor|protocol) "# + room + #"\b"#
            for file in Self.core where file.room == room {
                for line in file.code
                where line.range(of: pattern, options: .regularExpression) != nil {
                    Issue.record("\(file) declares a type with the name of its module")
                }
            }
        }
    }
}
