/// A stretch of source text, in bytes; `end` is exclusive.
package struct SourceRange: Hashable, Sendable {
    package let start: Int
    package let end: Int

    package init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    func joined(_ other: SourceRange) -> SourceRange {
        SourceRange(start: min(start, other.start), end: max(end, other.end))
    }
}

/// The smallest unit of a script.
package struct Token: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A keyword or a name; names of attributes have dots.
        case word(String)
        case integer(Int64)
        /// Milliseconds since 1970-01-01T00:00 of the local time written.
        case date(Int64)
        /// Minutes from UTC.
        case offset(Int64)
        case string(String)
        /// The title between 《 and 》.
        case lawTitle(String)
        case symbol(Symbol)
        case comment(String)
        case end
    }

    package let kind: Kind
    package let range: SourceRange
    /// Whether nothing but spaces stands before it on its line.
    package let startsLine: Bool
}

/// Punctuation; half and full width are the same.
package enum Symbol: String, Hashable, Sendable, CaseIterable {
    case openBrace = "{"
    case closeBrace = "}"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case comma = ","
    case colon = ":"
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case equals = "="
    case minus = "-"
    case plus = "+"
    case times = "*"
    case arrow = "->"
}
