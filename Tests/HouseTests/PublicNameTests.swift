import Foundation
import TestSupport
import Testing

/// A name is `public` where other packages may use it, and `package` everywhere else.
private struct PublicName {
    private static let modifier =
        #"(?<![\w.`@])public(?:\s*\(set\)|\s+(?:(?:private|internal|fileprivate|package)\(set\)|"#
        + "(?:nonisolated|static|class|final|mutating|override|convenience|required|lazy|weak"
        + "|unowned|indirect|let|var|func|init|struct|enum|actor|protocol|extension|typealias"
        + #"|subscript|import|prefix|postfix|infix|consuming|borrowing|associatedtype)\b))"#

    /// The lines of a file that make a name public.
    static func lines(of file: SourceFile) -> [Int] {
        let code = file.code
        return code.indices.filter { at in
            // Swift's own search of a text is slow in a test's build.
            code[at].range(of: "public", options: .literal) != nil
                && code[at].range(of: modifier, options: .regularExpression) != nil
        }.map { $0 + 1 }
    }
}

@Suite struct `Public names` {
    /// What the compiler asks for: a library's type that is made to fit another package's protocol.
    private static let allowed: [String: [String]] = [
        "Sources/NodeAPI/Errors/APIError.swift": ["public var status:", "public func response("]
    ]

    @Test func `stand in the libraries alone`() {
        let files = ["Sources", "Tests/TestSupport", "Tests/GovernanceSamples"]
            .flatMap(sources(below:))
        var libraries: Set<String> = []
        for file in files {
            let found = PublicName.lines(of: file)
            if RoomTable.libraries.contains(file.room), !found.isEmpty {
                libraries.insert(file.room)
                continue
            }
            let names = Self.allowed[file.path] ?? []
            #expect(
                names.allSatisfy { file.text.contains($0) }, "allowed in \(file), but not there")
            for line in found where !names.contains(where: { file.lines[line - 1].contains($0) }) {
                Issue.record("\(file):\(line): say `package`, not `public`")
            }
        }
        #expect(libraries == RoomTable.libraries)
        #expect(libraries == ["TallyEvidence", "TallyClient"])
    }

    @Test func `are seen`() {
        let sample = SourceFile(
            path: "Sources/Replica/Sample.swift",
            lines: """
                public struct Store {
                    @inlinable public static func public() {}
                    package var key: [UInt8]  // the public half
                    public private(set) var count = 0
                    let text = "say public let aloud"
                    case public, other
                    public(set) var last = 0
                """.components(separatedBy: "\n"))
        #expect(PublicName.lines(of: sample) == [1, 2, 4, 7])
    }
}
