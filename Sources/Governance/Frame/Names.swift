/// Lists of vocabulary ids in scopes: ascending by bytes, each once.
enum Names {
    static func sorted(_ names: [String]) -> [String] {
        names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Ascending, distinct, not too many, each a short name.
    static func areWellFormed(_ names: [String]) -> Bool {
        guard names.count <= GovernanceLimits.scopeNames, names.allSatisfy(isWellFormed) else {
            return false
        }
        return zip(names, names.dropFirst()).allSatisfy {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }

    /// An identifier: 1 … 64 bytes, ASCII letters, digits, underscores, hyphens and dots.
    static func isWellFormed(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x41...0x5a).contains($0)
                    || (0x30...0x39).contains($0) || [0x5f, 0x2d, 0x2e].contains($0)
            }
    }

    /// A code by which something is found elsewhere, such as `glucose@3`, `GB/T-39725-2020` or
    /// `contract-7-of-2026`: 1 … 64 bytes, the characters of a name and `@ / : #`. No words about a
    /// person fit into it, and none belong on the chain.
    static func isCode(_ text: String) -> Bool {
        isWellFormed(
            String(decoding: text.utf8.map { codeMarks.contains($0) ? 0x2e : $0 }, as: UTF8.self))
    }

    private static let codeMarks = Array("@/:#".utf8)

    static func areAscending<Element: Comparable>(_ elements: [Element]) -> Bool {
        zip(elements, elements.dropFirst()).allSatisfy { $0 < $1 }
    }
}
