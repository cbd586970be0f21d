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

    static func isShortText(_ text: String) -> Bool {
        text.utf8.count <= GovernanceLimits.textBytes
    }

    static func areAscending<Element: Comparable>(_ elements: [Element]) -> Bool {
        zip(elements, elements.dropFirst()).allSatisfy { $0 < $1 }
    }
}
