import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient
@testable import TallyCommands

/// A call that cannot succeed, with the code that its process ends with.
private struct WrongCall: Sendable, CustomStringConvertible {
    let words: [String]
    let code: Int32
    /// The stable name in the message.
    let name: String

    var description: String { words.joined(separator: " ") }

    /// `FILE` stands for a file of nonsense, `KEY` for a key file, `WORD` for its passphrase.
    static let all: [WrongCall] = [
        WrongCall(["key", "show", "absent.json"], 66, "file-missing"),
        WrongCall(["key", "show", "FILE"], 65, "key-unreadable"),
        WrongCall(["key", "new", "a-b/dr-x", "--out", "FILE"], 73, "file-exists"),
        WrongCall(
            [
                "key", "prove", "KEY", "--chain", "xyz", "--out", "NEW", "--passphrase-file",
                "WORD",
            ], 64, "chain-malformed"),
        WrongCall(
            ["key", "new", "x", "--patient", "--governance", "--out", "NEW"], 64, "purposes-two"),
        WrongCall(
            ["init", "clinic-n", "--home", "NEW", "--institution", "FILE"], 64, "chain-missing"),
        WrongCall(["subject", "name", " \u{3000}", "--home", "NEW"], 64, "number-ambiguous"),
        WrongCall(["subject", "name", "p\u{200b}3", "--home", "NEW"], 64, "number-ambiguous"),
        WrongCall(["charter", "check", "absent.charter"], 66, "file-missing"),
        WrongCall(
            [
                "asset", "register", "--subjects", String(repeating: "1", count: 64), "--fields",
                "glucose", "--content", "absent.json", "--key", "KEY",
            ], 66, "file-missing"),
        WrongCall(["governance", "show", "FILE"], 65, "draft-damaged"),
        WrongCall(["submit", "FILE", "--key", "KEY"], 65, "transaction-unreadable"),
        WrongCall(["status", "xyz", "--key", "KEY"], 64, "id-malformed"),
        WrongCall(["health", "--node", "http://127.0.0.1:1"], 69, "node-unreachable"),
        WrongCall(["health", "--node", "nonsense"], 64, "node-malformed"),
        WrongCall(["chain", "history", "--key", "KEY"], 64, "target-missing"),
        WrongCall(
            ["anchor", "file", "FILE", "--kind", "rumour", "--key", "KEY"], 64,
            "anchor-kind-unknown"),
        WrongCall(["case", "vote", "0", "maybe", "--key", "KEY"], 64, "choice-unknown"),
        WrongCall(["case", "open", "wish", "--key", "KEY"], 64, "case-type-unknown"),
        WrongCall(["override", "review", "0", "good", "--key", "KEY"], 64, "verdict-unknown"),
        WrongCall(
            [
                "override", "offline", "sign", "FILE", "--key", "KEY", "--out", "NEW",
                "--passphrase-file", "WORD",
            ], 65, "draft-damaged"),
        WrongCall(
            [
                "right", "register", "0", "--kind", "eat", "--grantee", "a", "--basis", "b",
                "--scope", "FILE", "--key", "KEY",
            ], 64, "right-unknown"),
        WrongCall(
            ["case", "list", "--key", "KEY", "--passphrase-file", "FILE"], 77, "passphrase-wrong"),
        WrongCall(
            [
                "case", "list", "--key", "KEY", "--passphrase-file", "WORD", "--node",
                "http://127.0.0.1:1",
            ], 69, "node-unreachable"),
    ]

    private init(_ words: [String], _ code: Int32, _ name: String) {
        self.words = words
        self.code = code
        self.name = name
    }
}

@Suite struct `Wrong calls of the tool` {
    /// A folder with a file of nonsense, a key file and its passphrase.
    private func scratch() async throws -> Scratch {
        let scratch = try Scratch()
        _ = try scratch.file("nonsense.txt", "neither one thing nor the other\n")
        let word = try scratch.file("word.txt", "a passphrase of the tests\n")
        let made = await Tool.run([
            "key", "new", "hospital-a/dr-li", "--out", scratch.path + "/key.json",
            "--passphrase-file", word,
        ])
        #expect(made.code == 0, "\(made.errors)")
        return scratch
    }

    private func words(_ call: WrongCall, _ scratch: Scratch) -> [String] {
        let places = [
            "FILE": "nonsense.txt", "KEY": "key.json", "WORD": "word.txt", "NEW": "new.txt",
        ]
        return call.words.map { word in places[word].map { scratch.path + "/" + $0 } ?? word }
    }

    @Test func `end with the documented code, in both languages, and write nothing`()
        async throws
    {
        let scratch = try await scratch()
        let before = scratch.contents
        #expect(before.count == 3)
        for call in WrongCall.all {
            for language in ["zh", "en"] {
                let words = words(call, scratch) + ["--lang", language]
                let answer = await Tool.run(words)
                #expect(answer.code == call.code, "\(call): \(answer.code) \(answer.errors)")
                #expect(answer.output.isEmpty, "\(call): \(answer.output)")
                #expect(answer.errors.contains("[\(call.name)]"), "\(call): \(answer.errors)")
                #expect(answer.errors.isChinese == (language == "zh"), "\(call): \(answer.errors)")
            }
            #expect(scratch.contents == before, "\(call) wrote a file")
        }
    }

    @Test func `tell both languages in JSON`() async throws {
        let answer = await Tool.run(["key", "show", "absent.json", "--json"])
        #expect(answer.code == 66 && answer.output.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(answer.errors.utf8))
        let error = try #require((object as? [String: [String: String]])?["error"])
        #expect(error["code"] == "file-missing" && error["zh"]?.isChinese == true)
        #expect(error["en"]?.isEmpty == false)
    }
}

@Suite struct `Exit codes of transactions` {
    private static let id = TransactionID(CryptoSuite.ed25519SHA256.hash([1]))

    private static func committed(_ outcome: ReceiptOutcome) -> TransactionView {
        let receipt = Receipt(
            height: Height(3), time: BlockTime(4), outcome: outcome,
            code: outcome == .refused ? Refusal.expired.code : .none, reads: .zero,
            writes: .zero, detail: [])
        return TransactionView(id, .committed(EntryIndex(9), receipt))
    }

    private static let cases: [(TransactionView, Int32)] = [
        (committed(.accepted), 0), (committed(.permit), 0), (committed(.refused), 1),
        (committed(.deny), 1), (committed(.escalate), 2), (TransactionView(id, .expired), 1),
        (TransactionView(id, .rejected(Refusal.expired.code)), 1),
        (TransactionView(id, .pending), 2), (TransactionView(id, .unknown), 2),
        // Recorded, and what came of it is not for this caller.
        (TransactionView(id, "committed", entry: 9), 2),
    ]

    @Test(arguments: cases)
    func `are 0 only where the chain took it`(view: TransactionView, code: Int32) {
        #expect(StatusCommand.exitCode(view) == code, "\(view.status)")
        #expect(StatusCommand.text(view, .zh).isChinese && !StatusCommand.text(view, .en).isChinese)
    }
}

@Suite struct `What the tool writes` {
    @Test func `is what was named, and only for its owner where it is secret`() async throws {
        let scratch = try Scratch()
        let word = try scratch.file("word.txt", "a passphrase of the tests\n")
        let key = scratch.path + "/key.json"
        let made = await Tool.run([
            "key", "new", "hospital-a/dr-li", "--out", key, "--passphrase-file", word,
        ])
        #expect(made.code == 0, "\(made.errors)")
        #expect(Set(scratch.contents.keys) == ["word.txt", "key.json"])
        let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }

    @Test func `takes no passphrase from a file that others read`() async throws {
        let scratch = try Scratch()
        let word = try scratch.file("word.txt", "a passphrase of the tests\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: word)
        for language in ["zh", "en"] {
            let answer = await Tool.run([
                "key", "new", "hospital-a/dr-li", "--out", scratch.path + "/key.json",
                "--passphrase-file", word, "--lang", language,
            ])
            #expect(answer.code == 77 && answer.errors.contains("[file-open-to-others]"))
            #expect(answer.errors.contains("chmod 600"), "\(answer.errors)")
        }
        #expect(Set(scratch.contents.keys) == ["word.txt"])
    }

    @Test func `takes the secret of a code from a file or a terminal alone`() async throws {
        let scratch = try Scratch()
        let words = [
            "code", "redeem", String(repeating: "1", count: 64), "--subject", "s", "--action", "a",
            "--purpose", "p", "--fields", "f", "--key", "k",
        ]
        let argued = await Tool.run(words + ["--secret", String(repeating: "0", count: 32)])
        #expect(argued.code == 64, "\(argued.errors)")
        let file = try scratch.file("secret.txt", "no secret\n")
        let wrong = await Tool.run(words + ["--secret-file", file])
        #expect(wrong.errors.contains("[secret-malformed]"), "\(wrong.errors)")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        chown(file, 1, 1)
        let open = await Tool.run(words + ["--secret-file", file])
        #expect(
            open.errors.contains("[file-open-to-others]") || geteuid() != 0, "\(open.errors)")
    }

    @Test func `is nothing where a command only reads`() async throws {
        let checkout = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        let genesis = checkout.appendingPathComponent("genesis").path
        let scratch = try Scratch()
        try FileManager.default.copyItem(atPath: genesis, toPath: scratch.path + "/genesis")
        let before = scratch.contents
        let charter = scratch.path + "/genesis/charters/base.en.charter"
        let vocabulary = scratch.path + "/genesis/vocabularies/base_v1.vocabulary"
        for words in [["charter", "check"], ["charter", "test"], ["charter", "print"]] {
            let answer = await Tool.run(words + [charter, "--vocabulary", vocabulary])
            #expect(answer.code == 0, "\(words): \(answer.errors)")
        }
        #expect(scratch.contents == before)
    }

    @Test func `is inside of the folder that it makes`() async throws {
        let scratch = try Scratch()
        let word = try scratch.file("word.txt", "a passphrase of the tests\n")
        let home = scratch.path + "/node"
        let words = ["init", "hospital-a", "--home", home, "--passphrase-file", word]
        let made = await Tool.run(words)
        #expect(made.code == 0, "\(made.errors)")
        let files = scratch.contents
        #expect(
            files.count > 5 && files.keys.allSatisfy { $0 == "word.txt" || $0.hasPrefix("node/") })
        let again = await Tool.run(words + ["--lang", "zh"])
        #expect(again.code == 73 && again.errors.isChinese, "\(again.errors)")
        #expect(scratch.contents == files)
    }
}

#if os(Linux)
    /// What the system tells of a process of the tool.
    @Suite(.enabled(if: ToolRun.areBuilt)) struct `A process of the tool` {
        @Test func `leaves no image of its memory`() async throws {
            let scratch = try Scratch()
            let pipe = scratch.path + "/pipe"
            try #require(mkfifo(pipe, 0o600) == 0)
            // It waits for a key that nobody writes.
            let process = Process()
            process.executableURL = URL(fileURLWithPath: ToolRun.path(of: "tally"))
            process.arguments = ["key", "show", pipe]
            process.standardInput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer {
                process.terminate()
                process.waitUntilExit()
            }
            let id = process.processIdentifier
            #expect(await eventually { Self.core(of: id) == ["0", "0"] })
        }

        /// The soft and the hard limit of an image of its memory.
        private static func core(of id: Int32) -> [String]? {
            let text = try? String(contentsOfFile: "/proc/\(id)/limits", encoding: .utf8)
            let line = text?.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
            return line?.split(separator: " ").dropFirst(4).prefix(2).map(String.init)
        }
    }
#endif
