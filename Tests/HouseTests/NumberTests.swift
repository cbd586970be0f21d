import Foundation
import Testing

/// A stable number that the sources give to something that a person may be told.
struct StableNumber: Hashable, Sendable {
    let number: Int
    /// What bears it: the case of an enum in its file, a refusal, a problem of the node.
    let bearer: String
    let file: String

    /// Numbers are told apart within one of these: a charter's diagnostics and the checks of a
    /// package of evidence are printed under headings of their own.
    var register: String {
        if file.hasPrefix("Sources/CharterLanguage/") { return "the charter language" }
        return bearer.hasPrefix("CheckCode") ? "the checks of evidence" : "the node"
    }

    private static let forms: [(pattern: String, name: String?)] = [
        (#"\bcase (\w+) = (\d{4})\b"#, nil),
        (#"\bcase \.(\w+)(?:\([^)]*\))?: (\d{4})\b"#, nil),
        (#"\blet (\w+) = Refusal\(\s*(\d{4})\b"#, nil),
        (#"\b(NodeProblem)\(\s*(\d{4})\b"#, "NodeProblem"),
    ]

    static let all: [StableNumber] = sources(below: "Sources").flatMap { file in
        let text = file.lines.map { line in
            line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
        }.joined(separator: "\n")
        let type = file.path.split(separator: "/").last.map { $0.dropLast(6) } ?? ""
        return forms.flatMap { form in
            Manual.matches(form.pattern, in: text).compactMap { match in
                Int(match[2]).map { number in
                    StableNumber(
                        number: number, bearer: form.name ?? "\(type).\(match[1])",
                        file: file.path)
                }
            }
        }
    }

    /// The numbers that two bearers have in one register, with these.
    static func shared(_ numbers: [StableNumber]) -> [String] {
        var bearers: [String: Set<String>] = [:]
        for item in numbers {
            bearers["\(item.number) in \(item.register)", default: []].insert(item.bearer)
        }
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

    @Test func `are seen where two share one`() {
        let numbers = ["ReplicaInput.blocksOutOfOrder", "MisbehaviourEvidence.notInOrder"].map {
            StableNumber(number: 2401, bearer: $0, file: "Sources/Replica/ReplicaInput.swift")
        }
        #expect(StableNumber.shared(numbers).count == 1)
        #expect(StableNumber.shared(Array(numbers.prefix(1))).isEmpty)
    }
}
