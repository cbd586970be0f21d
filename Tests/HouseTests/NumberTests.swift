import Foundation
import Testing

/// A stable number that the sources give to something that a person may be told.
struct StableNumber: Hashable, Sendable {
    let number: Int
    /// What bears it: the case of an enum in its file, a refusal, a problem of the node.
    let bearer: String
    let file: String

    private static let forms = [
        #"\bcase (\w+) = (\d{4})\b"#,
        #"\bcase \.(\w+)(?:\([^)]*\))?: (\d{4})\b"#,
        #"\blet (\w+) = Refusal\(\s*(\d{4})\b"#,
        #"\blet (\w+Code): UInt64 = (\d{4})\b"#,
    ]

    /// A declaration's name, and its text up to the next one: what makes a problem bears its number.
    private static let declaration =
        #"\b(?:let|func|var) (\w+)((?:(?!\b(?:let|func|var) \w)[\s\S])*)"#

    static let all: [StableNumber] = sources(below: "Sources").flatMap { file in
        let text = file.lines.map { line in
            line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
        }.joined(separator: "\n")
        let type = file.path.split(separator: "/").last.map { $0.dropLast(6) } ?? ""
        let problems = Manual.matches(declaration, in: text).flatMap { found in
            Manual.matches(#"\b(NodeProblem)\(\s*(\d{4})\b"#, in: found[2])
                .map { [$0[0], found[1], $0[2]] }
        }
        return (problems + forms.flatMap { Manual.matches($0, in: text) }).compactMap { match in
            Int(match[2]).map { number in
                StableNumber(number: number, bearer: "\(type).\(match[1])", file: file.path)
            }
        }
    }

    /// The numbers that two bearers have, with these: whoever looks one up finds one meaning,
    /// whatever said it: a refusal, a problem, a diagnostic, a check or an import.
    static func shared(_ numbers: [StableNumber]) -> [String] {
        var bearers: [Int: Set<String>] = [:]
        for item in numbers { bearers[item.number, default: []].insert(item.bearer) }
        return bearers.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
            "\($0.key) is \($0.value.sorted().joined(separator: " and "))"
        }
    }
}

@Suite struct `Stable numbers` {
    @Test func `mean one thing each`() {
        #expect(StableNumber.all.count > 400)
        #expect(StableNumber.shared(StableNumber.all) == [])
    }

    /// Whoever renumbers one would otherwise change what the code does, unseen.
    @Test func `are no conditions: the code compares cases`() {
        for file in sources(below: "Sources") {
            for (number, line) in file.code.enumerated() where Self.comparesNumber(line) {
                Issue.record("\(file):\(number + 1) compares a number: compare the case")
            }
        }
    }

    private static func comparesNumber(_ line: String) -> Bool {
        let pattern = #"\b[cC]ode\)? *(?:==|!=) *\d{4}\b|\d{4}\]\.contains\(.*[cC]ode\)"#
        return line.range(of: pattern, options: .regularExpression) != nil
    }

    @Test func `are seen where the code compares one`() {
        #expect(Self.comparesNumber("status.unwarn { $0.code == 7132 }"))
        #expect(Self.comparesNumber("[7140, 7141].contains(problem.code)"))
        #expect(!Self.comparesNumber("$0.number == .damageFound && repaired.code == 0"))
    }

    @Test func `are borne by each problem of a node by itself`() {
        let problems = StableNumber.all.filter { (7_000..<8_000).contains($0.number) }
        #expect(Set(problems.map(\.bearer)).count > 60)
        #expect(problems.contains { $0.bearer == "NodeProblem.genesisMissing" })
    }

    @Test func `are seen where two share one`() {
        let numbers = ["ReplicaInput.blocksOutOfOrder", "MisbehaviourEvidence.notInOrder"].map {
            StableNumber(number: 2401, bearer: $0, file: "Sources/Replica/ReplicaInput.swift")
        }
        #expect(StableNumber.shared(numbers).count == 1)
        #expect(StableNumber.shared(Array(numbers.prefix(1))).isEmpty)
    }
}
