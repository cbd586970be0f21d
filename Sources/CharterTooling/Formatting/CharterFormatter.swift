import CharterLanguage
import WrittenText

/// Lays a script out anew: one clause a line, one kind of punctuation, comments kept.
///
/// Only spaces, line ends and the width of punctuation change, so the canonical bytes stay the
/// same; formatting a formatted script changes nothing.
package enum CharterFormatter {
    /// Longest line; what is longer continues, further in.
    package static let lineWidth = 100

    /// The formatted text; nil where the script has errors of text or grammar.
    package static func format(source: [UInt8], index: VocabularyIndex) -> String? {
        guard let layout = ScriptLayout(source: source, index: index) else { return nil }
        var writer = LayoutWriter(layout, source)
        return writer.write()
    }
}

private struct LayoutWriter {
    let layout: ScriptLayout
    let source: [UInt8]
    var lines: [String] = []
    var line = ""
    /// Where the current line may be broken.
    var width = 0
    var indent = 0
    var comment = 0
    var items = 0
    var mustBreak = false
    /// Depth of braces, and which of them stand apart from their content.
    var braces: [Bool] = []
    var itemStart = 0

    init(_ layout: ScriptLayout, _ source: [UInt8]) {
        self.layout = layout
        self.source = source
    }

    mutating func write() -> String {
        for (at, token) in layout.tokens.enumerated() {
            begin(at, token)
            if token.kind == .end { break }
            append(at, token)
        }
        flush()
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Comments before a token, then the line end that its mark asks for.
    private mutating func begin(_ at: Int, _ token: Token) {
        let mark = layout.marks[at]
        let isEnd = token.kind == .end
        let ownIndent =
            isEnd || mark == .item || items <= 1 && mark != nil ? 0 : mark == nil ? 4 : 2
        var previousEnd = at > 0 ? layout.tokens[at - 1].range.end : 0
        while comment < layout.comments.count,
            layout.comments[comment].range.start < token.range.start || isEnd
        {
            let found = layout.comments[comment]
            comment += 1
            let text = slice(found.range)
            if found.startsLine {
                flush()
                blank(previousEnd, found.range.start)
                lines.append(String(repeating: " ", count: ownIndent) + text)
            } else if line.isEmpty, let last = lines.popLast() {
                lines.append(last + "  " + text)
            } else {
                line += "  " + text
            }
            mustBreak = true
            previousEnd = found.range.end
        }
        if isEnd { return }
        if mark == .item {
            items += 1
            itemStart = at
        }
        if mark != nil || mustBreak {
            flush()
            if mark == .item { blank(previousEnd, token.range.start) }
            indent = mark == .item || items <= 1 && mark != nil ? 0 : mark == nil ? 4 : 2
            line = String(repeating: " ", count: indent)
            width = indent
            mustBreak = false
        }
    }

    /// Keeps one blank line where the author left some.
    private mutating func blank(_ from: Int, _ to: Int) {
        let ends = LineEnds.count(in: source[min(from, to)..<to])
        if ends > 1, let last = lines.last, !last.isEmpty { lines.append("") }
    }

    private mutating func flush() {
        let trimmed = line.unicodeScalars.reversed().drop { $0 == " " }
        if !trimmed.isEmpty {
            var text = ""
            text.unicodeScalars.append(contentsOf: trimmed.reversed())
            lines.append(text)
        }
        line = ""
        width = 0
    }

    private func slice(_ range: SourceRange) -> String {
        String(decoding: source[range.start..<range.end], as: UTF8.self)
    }

    private mutating func append(_ at: Int, _ token: Token) {
        let text = text(of: token)
        var space = line.unicodeScalars.allSatisfy { $0 == " " } ? "" : separator(at, token)
        if token.kind == .symbol(.openBrace) { braces.append(at == itemStart + 2) }
        if token.kind == .symbol(.closeBrace) { braces.removeLast() }
        let next = space.terminalWidth + text.terminalWidth
        if width + next > CharterFormatter.lineWidth - 2, mayBreak(at), !space.isEmpty || isChinese
        {
            flush()
            line = "    "
            width = 4
            space = ""
        }
        line += space + text
        width += space.terminalWidth + text.terminalWidth
    }

    private var isChinese: Bool { layout.language == .chinese }

    /// Lines are broken after commas and before `and` and `or`.
    private func mayBreak(_ at: Int) -> Bool {
        if at > 0, layout.tokens[at - 1].kind == .symbol(.comma) { return true }
        guard case .word(let word) = layout.tokens[at].kind else { return false }
        return ["and", "or", "且", "或"].contains(word)
    }

    private func separator(_ at: Int, _ token: Token) -> String {
        guard at > 0 else { return "" }
        let previous = layout.tokens[at - 1].kind
        switch token.kind {
        case .symbol(.comma), .symbol(.closeParenthesis): return ""
        case .symbol(.closeBrace): return braces.last == true ? " " : ""
        case .symbol(.colon): return isChinese ? "" : " "
        case .word(let word) where word.unicodeScalars.first == "第":
            if case .lawTitle = previous { return "" }
        default: break
        }
        switch previous {
        case .symbol(.openParenthesis): return ""
        case .symbol(.openBrace): return braces.last == true ? " " : ""
        case .symbol(.comma), .symbol(.colon): return isChinese ? "" : " "
        case .symbol(.minus): return isUnary(at - 1) ? "" : " "
        default: return " "
        }
    }

    /// A minus with nothing before it to subtract from.
    private func isUnary(_ at: Int) -> Bool {
        guard at > 0, case .symbol(let symbol) = layout.tokens[at - 1].kind else { return false }
        return symbol != .closeParenthesis && symbol != .closeBrace
    }

    private func text(of token: Token) -> String {
        guard case .symbol(let symbol) = token.kind else { return slice(token.range) }
        guard isChinese else { return symbol.rawValue }
        switch symbol {
        case .openBrace: return "｛"
        case .closeBrace: return "｝"
        case .openParenthesis: return "（"
        case .closeParenthesis: return "）"
        case .comma: return "，"
        case .colon: return "："
        case .atMost: return "≤"
        case .atLeast: return "≥"
        default: return symbol.rawValue
        }
    }
}
