import Foundation
import Testing

/// A type of errors that the sources declare.
private struct ErrorType {
    let file: SourceFile
    let line: Int
    let name: String
    let isWorded: Bool

    private static let head = #"(?:enum|struct|class|actor) (\w+)\s*:\s*([^{]*)\{"#

    static func all(in files: [SourceFile]) -> [ErrorType] {
        let worded = Set(
            files.flatMap { file in
                Manual.matches(#"extension ([\w.]+)\s*:\s*([^{]*)\{"#, in: file.text)
                    .filter { conformances($0[2]).contains("Worded") }
                    .map { $0[1].split(separator: ".").last.map(String.init) ?? "" }
            })
        return files.flatMap { file in
            Manual.matches(head, in: file.text).compactMap { match in
                let own = conformances(match[2])
                guard own.contains("Error") else { return nil }
                let before = file.text.range(of: match[0]).map { file.text[..<$0.lowerBound] }
                return ErrorType(
                    file: file, line: 1 + (before?.utf8.count { $0 == 10 } ?? 0), name: match[1],
                    isWorded: own.contains("Worded") || worded.contains(match[1]))
            }
        }
    }

    private static func conformances(_ text: String) -> [String] {
        text.split { ", \n".contains($0) }.map(String.init)
    }
}

@Suite struct `Errors` {
    /// Those that end inside the code, with where.
    private static let inner: [String: String] = [
        "ParseStop": "the parser's own way out; what it found is among the diagnostics",
        "Fault": "the vocabulary's parser and the simulator's scenarios: for their callers alone",
        "Refused": "the pool's own way out; the refusal goes on by itself",
        "CheckFailure": "becomes a row of the report, which has words for its check",
        "EvidenceProblem": "names the place of a refusal that has words",
        "OfflineChainFault": "becomes a refusal of the ledger",
        "NotDeflated": "the bytes are looked at as they are",
        "SeatFault": "becomes a problem of the node, which has words",
        "RecoveryBar": "becomes a fault of the recovery, which has words",
        "OpeningFault": "of simulated nodes",
    ]

    @Test func `have words in both languages`() {
        let all = ErrorType.all(in: sources(below: "Sources"))
        #expect(all.count > 45)
        for type in all where !type.isWorded && Self.inner[type.name] == nil {
            Issue.record(
                "\(type.file):\(type.line) `\(type.name)` says nothing to people: make it `Worded`")
        }
        let stale = Set(Self.inner.keys).subtracting(
            all.filter { !$0.isWorded }.map(\.name)
        ).sorted()
        #expect(stale == [])
    }

    @Test func `without words are found`() {
        let sample = SourceFile(
            path: "Sources/BlockStore/Sample.swift",
            lines: """
                public enum First: UInt64, Error, Hashable { case one }
                struct Second:
                    Error, Worded
                { }
                enum Third: Error { case one }
                extension Store.Third: Worded, CustomStringConvertible { }
                enum NoError: String { case one }
                """.components(separatedBy: "\n"))
        let found = ErrorType.all(in: [sample])
        #expect(found.map(\.name) == ["First", "Second", "Third"])
        #expect(found.map(\.isWorded) == [false, true, true])
        #expect(found.map(\.line) == [1, 2, 5])
    }
}
