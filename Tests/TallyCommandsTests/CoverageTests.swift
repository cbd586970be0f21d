import ArgumentParser
import Foundation
import LedgerTypes
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient
@testable import TallyCommands

/// Nothing that the ledger takes or the node answers is out of reach of the tool.
@Suite struct `Reach of the commands` {
    private static let names = Set(Tool.commands.map { $0.path.joined(separator: " ") })

    private static func text(below folder: String) throws -> String {
        let root = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(folder)
        let names =
            FileManager.default.enumerator(atPath: root.path)?
            .compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
            try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8)
        }.joined(separator: "\n")
    }

    @Test(arguments: TransactionKind.allCases)
    func `includes every kind of transaction that a person makes`(kind: TransactionKind) {
        guard case .command(let words) = kind.maker else { return }
        #expect(Self.names.contains(words), "`tally \(words)` makes \(kind.name): no such command")
    }

    @Test func `leaves to nodes what only gateways sign`() {
        let byNodes = TransactionKind.allCases.filter { $0.maker == .node }
        #expect(byNodes == [.reportGate, .release, .acknowledge, .egressBlock, .notified])
    }

    /// A command makes a kind only if it makes a body of it.
    @Test func `makes a body of every kind that it claims to make`() throws {
        let ledger = try Self.text(below: "Sources/Governance")
        let tool =
            try Self.text(below: "Sources/TallyCommands/Commands")
            + Self.text(below: "Sources/TallyCommands/Support")
            + Self.text(below: "Sources/Upkeep/Recovery")
        let pattern = try Regex(
            #"(?:struct|enum|extension) (\w+): LedgerAction[^{]*\{[^}]*?kind"#
                + #"(?: = TransactionKind|: TransactionKind \{ )\.(\w+)"#)
        var bodies: [String: String] = [:]
        for match in ledger.matches(of: pattern) {
            let (type, kind) = (match.output[1].substring, match.output[2].substring)
            bodies[String(kind ?? "")] = String(type ?? "")
        }
        #expect(bodies.count == TransactionKind.allCases.count)
        for kind in TransactionKind.allCases where kind.maker != .node {
            let body = try #require(bodies["\(kind)"], "\(kind.name) has no body")
            let isMade =
                ["(", " {", "."].contains { tool.contains(body + $0) }
                || (kind == .request && tool.contains("asking.request(session)"))
            #expect(isMade, "no command makes a \(body)")
        }
    }

    /// The client names every call once; commands use its names, and write no paths.
    @Test(arguments: InterfaceCall.all.map(\.path))
    func `includes every route`(path: String) throws {
        let client = try Self.text(below: "Sources/TallyClient")
        let tool = try Self.text(below: "Sources/TallyCommands")
        let parts = path.split(separator: "{", maxSplits: 1)
        let literal = "\"" + parts[0] + (parts.count > 1 ? #"\("# : "")
        let lines = client.components(separatedBy: "\n")
        let places = lines.indices.filter { index in
            lines[index].contains(literal)
                && (parts.count > 1 || lines[index].contains(literal + "\"")
                    || lines[index].contains(literal + "?"))
        }
        // Whoever names a call stands above its path.
        let names = places.compactMap { place in
            lines[...place].last { $0.contains("    public func ") }.flatMap { line in
                line.firstMatch(of: /public func (\w+)/).map { String($0.output.1) }
            }
        }
        #expect(!names.isEmpty, "the client has no name for \(path)")
        #expect(names.contains { tool.contains(".\($0)(") }, "no command calls \(path): \(names)")
    }

    @Test func `writes no path of the interface outside of the client`() throws {
        let tool = try Self.text(below: "Sources/TallyCommands")
        #expect(!tool.contains("\"/v1/") && !tool.contains("\"/metrics"))
    }
}
