import CanonicalCoding
import Execution
import Foundation
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Random transaction streams` {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `chains of subjects and assets are complete and without gaps`(seed: UInt64) throws {
        var ledger = try RandomLedger(seed: seed)
        try ledger.run(blocks: 30, size: 12)
        var reference = NaiveHeads()
        for (position, entry) in ledger.entries.enumerated() {
            let expected = reference.links(entry, at: EntryIndex(UInt64(position)))
            #expect(entry.links == expected, "entry \(position), seed \(seed)")
        }
        for (head, record) in reference.records {
            #expect(ledger.state.head(head) == record, "seed \(seed)")
        }
        let outcomes = Set(ledger.entries.map(\.receipt.outcome))
        #expect(
            outcomes.isSuperset(of: [.accepted, .refused, .permit, .deny]), "seed \(seed)")
    }

    @Test func `a refused transaction changes its id and heads and nothing else`() throws {
        var ledger = try RandomLedger(seed: 4)
        try ledger.run(blocks: 12, size: 12)
        var refused = 0
        for entry in ledger.entries where entry.receipt.outcome == .refused {
            refused += 1
            // Writes are empty: the digest of an empty list.
            #expect(entry.receipt.writes == NaiveHeads.noWrites)
            #expect(entry.receipt.detail.isEmpty)
        }
        #expect(refused > 3)
    }

    @Test func `the same seed gives the same roots`() throws {
        var one = try RandomLedger(seed: 5)
        var two = try RandomLedger(seed: 5)
        try one.run(blocks: 10, size: 12)
        try two.run(blocks: 10, size: 12)
        #expect(one.summary == two.summary)
        var three = try RandomLedger(seed: 6)
        try three.run(blocks: 10, size: 12)
        #expect(three.summary != one.summary)
    }

    @Test func `a node that has just been restarted finds the same roots`() throws {
        var warm = try RandomLedger(seed: 8)
        var cold = try RandomLedger(seed: 8)
        try warm.run(blocks: 12, size: 20)
        try cold.run(blocks: 12, size: 20, reopening: true)
        #expect(warm.summary == cold.summary)
    }

    @Test func `four processes with other time zones and languages find the same roots`() throws {
        guard let here = ChildProcess.executable else { return }
        let settings = [
            ("UTC", "C"), ("Asia/Shanghai", "zh_CN.UTF-8"), ("America/St_Johns", "tr_TR.UTF-8"),
            ("Pacific/Apia", "de_DE.UTF-8"),
        ]
        var found: Set<String> = []
        for (zone, language) in settings {
            let roots = try #require(
                try ChildProcess.roots(here, zone: zone, language: language), "\(zone)")
            found.insert(roots)
        }
        #expect(found.count == 1, "\(found)")
    }

    @Test(.enabled(if: ChildProcess.file != nil))
    func `prints the roots of a seed`() throws {
        var ledger = try RandomLedger(seed: 77)
        try ledger.run(blocks: ChildProcess.blocks, size: 20)
        try (ledger.summary + "\n").write(
            toFile: ChildProcess.file!, atomically: true, encoding: .utf8)
    }
}

/// This very test binary, run again for one test.
enum ChildProcess {
    /// Where a child writes its roots; nil in the parent.
    static let file = ProcessInfo.processInfo.environment["TALLY_ROOTS_FILE"]
    /// 12 blocks of 20 transactions; TALLY_ROOTS_BLOCKS=500 makes it 10,000 transactions.
    static let blocks = Int(ProcessInfo.processInfo.environment["TALLY_ROOTS_BLOCKS"] ?? "") ?? 12

    static var executable: URL? {
        guard file == nil, let path = Bundle.main.executablePath else { return nil }
        return URL(fileURLWithPath: path)
    }

    static func roots(_ executable: URL, zone: String, language: String) throws -> String? {
        let output = FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-roots-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let child = Process()
        child.executableURL = executable
        var arguments = Array(CommandLine.arguments.dropFirst())
        while let at = arguments.firstIndex(where: { ["--filter", "--skip"].contains($0) }) {
            arguments.removeSubrange(at...min(at + 1, arguments.count - 1))
        }
        child.arguments = arguments + ["--filter", "prints the roots of a seed"]
        var environment = ProcessInfo.processInfo.environment
        environment["TZ"] = zone
        environment["LANG"] = language
        environment["LC_ALL"] = language
        environment["TALLY_ROOTS_FILE"] = output.path
        child.environment = environment
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        child.waitUntilExit()
        return try? String(contentsOf: output, encoding: .utf8)
    }
}
