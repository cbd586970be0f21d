import Foundation
import TestSupport
import Testing

/// No command writes over what it reads, under whatever name, nor over what is there already.
@Suite(.enabled(if: ToolRun.areBuilt)) struct `What commands write` {
    private static let genesis = String(repeating: "1", count: 64)

    /// Names under which the first file is the second one, too.
    private func alias(_ kind: String, of name: String, in folder: ToolFolder) throws -> String {
        let place = folder.path + "/" + name
        let link = folder.path + "/alias"
        switch kind {
        case "symbolic link":
            try FileManager.default.createSymbolicLink(
                atPath: link, withDestinationPath: place)
            return "alias"
        case "hard link":
            try FileManager.default.linkItem(atPath: place, toPath: link)
            return "alias"
        case "other path":
            return "../" + URL(fileURLWithPath: folder.path).lastPathComponent
                + "/./" + name
        default: return name
        }
    }

    @Test(arguments: ["same name", "symbolic link", "hard link", "other path"], [true, false])
    func `a report never takes the place of the evidence`(kind: String, replaces: Bool) throws {
        let folder = try ToolFolder()
        for name in ["case.evidence", "policy", "other.evidence", "genesis.cbor"] {
            try folder.put(name, name == "policy" ? "tally-policy v1\n" : "precious \(name)")
        }
        for name in ["case.evidence", "policy", "other.evidence", "genesis.cbor"] {
            let before = try #require(folder.read(name))
            let report = try alias(kind, of: name, in: folder)
            let run = try ToolRun(
                "tally-verify",
                [
                    "case.evidence", "--genesis", Self.genesis, "--policy", "policy", "--compare",
                    "other.evidence", "--genesis-file", "genesis.cbor", "--report", report,
                ]
                    + (replaces ? ["--replace"] : []), in: folder.path)
            #expect(run.code == 64, "\(run.complaint)")
            #expect(run.complaint.contains("nothing was written"))
            #expect(folder.read(name) == before)
            try? FileManager.default.removeItem(atPath: folder.path + "/alias")
        }
        #expect(folder.names.count == 4)
    }

    @Test func `a report takes the place of another file only when told`() throws {
        let folder = try ToolFolder()
        try folder.put("case.evidence", "no evidence")
        try folder.put("report.html", "older")
        let order = ["case.evidence", "--genesis", Self.genesis, "--report", "report.html"]
        let kept = try ToolRun("tally-verify", order, in: folder.path)
        #expect(kept.code == 64 && kept.complaint.contains("--replace"))
        #expect(folder.read("report.html") == Data("older".utf8))
        let replaced = try ToolRun("tally-verify", order + ["--replace"], in: folder.path)
        #expect(replaced.code == 1)
        let page = String(decoding: try #require(folder.read("report.html")), as: UTF8.self)
        #expect(page.contains("<html") && !page.contains("older"))
        #expect(folder.names == ["case.evidence", "report.html"])
    }

    /// What each command that needs no node reads, and how it is told where to write.
    private static let orders: [(inputs: [String], order: [String])] = [
        (
            ["a.charter", "base_v1.vocabulary"],
            ["charter", "print", "a.charter", "--vocabulary", "base_v1.vocabulary", "--out"]
        ),
        (
            ["consortium.json", "card.json"],
            ["genesis", "build", "--consortium", "consortium.json", "card.json", "--out"]
        ),
        (
            ["one.draft", "two.draft"],
            ["governance", "combine", "one.draft", "two.draft", "--out"]
        ),
        (
            ["one.draft", "key.json"],
            ["governance", "sign", "one.draft", "--key", "key.json", "--yes", "--out"]
        ),
        (
            ["one.statement"],
            [
                "recover", "draft", "--home", "home", "--statement", "one.statement", "--remove",
                "a",
                "--out",
            ]
        ),
        (
            ["key.json"],
            ["governance", "draft", "suspend", "--member", "a", "--key", "key.json", "--out"]
        ),
        (
            ["join.tally", "key.json"],
            [
                "governance", "draft", "enrol-member", "--join", "join.tally", "--key", "key.json",
                "--out",
            ]
        ),
        (
            ["key.json", "opened"],
            [
                "export", "--subject", Self.genesis, "--key", "key.json", "--disclose",
                "\(Self.genesis)=opened", "--out",
            ]
        ),
        (
            ["key.json", "new.proof"],
            [
                "rotate-key", "governance", "--key-proof", "new.proof", "--key", "key.json",
                "--out",
            ]
        ),
        (["key.json"], ["key", "prove", "key.json", "--chain", Self.genesis, "--out"]),
        (["payload.json", "key.json"], ["open", "payload.json", "--key", "key.json", "--out"]),
    ]

    @Test(arguments: orders.indices) func `a file is never written over one that is read`(
        index: Int
    ) throws {
        let (inputs, order) = Self.orders[index]
        let folder = try ToolFolder()
        for name in inputs { try folder.put(name, "precious \(name)") }
        for name in inputs {
            for kind in ["same name", "hard link", "symbolic link", "other path"] {
                let out = try alias(kind, of: name, in: folder)
                let run = try ToolRun("tally", order + [out], in: folder.path)
                #expect(run.code == 73, "\(order) \(kind): \(run.code) \(run.complaint)")
                #expect(run.complaint.contains("file-is-input"), "\(run.complaint)")
                #expect(folder.read(name) == Data("precious \(name)".utf8))
                try? FileManager.default.removeItem(atPath: folder.path + "/alias")
            }
        }
        try folder.put("taken", "older")
        let run = try ToolRun("tally", order + ["taken"], in: folder.path)
        #expect(run.code == 73 && run.complaint.contains("file-exists"), "\(run.complaint)")
        #expect(folder.read("taken") == Data("older".utf8))
        #expect(folder.names == (inputs + ["taken"]).sorted())
    }

    /// Every command with an option for a file to write goes through the one place that checks it.
    @Test func `every place to write is checked before the work`() {
        var found = 0
        for file in sources(below: "Sources/TallyCommands/Commands") {
            let text = file.code.joined(separator: "\n")
            let places = Manual.matches(#"\bvar out: String\??"#, in: text).count
            let checks = Manual.matches(
                #"OutputPlace\(|Files\.requireNew\(|Files\.reserve\("#, in: text
            ).count
            found += places
            // A backup's place is a folder, which its own room checks.
            guard places > 0, !file.path.hasSuffix("BackupCommand.swift") else { continue }
            #expect(checks >= places, "\(file) has \(places) places to write, checks \(checks)")
            for line in file.code where line.contains("Files.write(") {
                Issue.record("\(file) writes without having checked the place first: \(line)")
            }
        }
        #expect(found >= 10)
    }
}

/// What a caller gives is judged before anything is done with it.
@Suite(.enabled(if: ToolRun.areBuilt)) struct `Numbers that callers give` {
    private static let id = String(repeating: "1", count: 64)
    private static let most = "18446744073709551615"

    private static let orders: [(order: [String], option: String)] = [
        (
            [
                "override", "declare", "--holder", "a", "--subject", id, "--fields", "name",
                "--reason-file", "r",
            ], "--hours"
        ),
        (["code", "issue", "--subject", id, "--audience", "a", "--purpose", "care"], "--hours"),
        (["code", "issue", "--subject", id, "--audience", "a", "--purpose", "care"], "--uses"),
        (
            ["code", "issue", "--subject", id, "--audience", "a", "--purpose", "care"],
            "--maximum-level"
        ),
        (["governance", "draft", "suspend", "--member", "a", "--out", "out"], "--hours"),
        (["submit", "file"], "--wait"), (["governance", "submit", "file"], "--wait"),
        (["rotate-key", "governance", "--key-proof", "new.proof", "--out", "out"], "--in-minutes"),
        (
            [
                "recover", "draft", "--home", "h", "--statement", "s", "--remove", "a", "--out",
                "out",
            ], "--days"
        ),
        (["charter", "test", "a.charter"], "--node-budget"),
    ]

    @Test(arguments: orders.indices, ["18446744073709551615", "0", "-1", "9223372036854775807"])
    func `have a range that is told`(index: Int, number: String) throws {
        let (order, option) = Self.orders[index]
        let needsKey = order[0] != "recover" && order[0] != "charter"
        let folder = try ToolFolder()
        let run = try ToolRun(
            "tally",
            order + ["\(option)=\(number)"] + (needsKey ? ["--key", "key.json"] : []),
            in: folder.path)
        // Zero is a number of seconds that one may wait.
        guard !(option == "--wait" && number == "0") else {
            #expect(run.code == 66, "\(run.code) \(run.complaint)")
            return
        }
        #expect(run.code == 64, "\(order) \(option)=\(number): \(run.code) \(run.complaint)")
        #expect(run.complaint.contains(option), "\(run.complaint)")
    }

    /// A number without a range is one that nobody has thought of.
    @Test func `are each looked at by the command that takes them`() {
        // A seed may be any number.
        let free: Set<String> = ["Sources/TallyCommands/Demo/DemoCommand.swift"]
        var found = 0
        for file in sources(below: "Sources/TallyCommands") where !free.contains(file.path) {
            let text = file.code.joined(separator: "\n")
            let options = Manual.matches(
                #"@Option(?:\([^)]*\))?\s+var (\w+)(?:: U?Int\d*\??| = [\w.]*\d|: U?Int\d* = )"#,
                in: text)
            for option in options {
                found += 1
                #expect(
                    text.contains("Given.number(\(option[1]),")
                        || text.contains("Given.number(\n                    \(option[1]),"),
                    "\(file): `\(option[1])` has no range")
            }
        }
        #expect(found >= 8, "\(found)")
    }
}
