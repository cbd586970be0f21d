import WrittenText

/// A finding in a source text, for its author.
package struct Diagnostic: Hashable, Sendable {
    package let code: DiagnosticCode
    /// Bytes of the source text.
    package let range: SourceRange
    package let message: Message
    /// What to do about it.
    package let hint: Message?

    package init(
        _ code: DiagnosticCode, _ range: SourceRange, _ message: Message, hint: Message? = nil
    ) {
        self.code = code
        self.range = range
        self.message = message
        self.hint = hint
    }

    package var isError: Bool { !code.isWarning }
}

/// A line and a column, both from 1; columns count scalars.
package struct SourcePosition: Hashable, Sendable {
    package let line: Int
    package let column: Int
}

extension Diagnostic {
    /// Where it begins in the source.
    package func position(in source: [UInt8]) -> SourcePosition {
        let start = min(range.start, source.count)
        let line = LineEnds.stretch(around: start, in: source)
        let before = Self.text(source, line.range.lowerBound..<start)
        return SourcePosition(line: line.number, column: before.unicodeScalars.count + 1)
    }

    /// Several lines: code, place, sentence, the line with carets below it, the hint.
    package func rendered(_ source: [UInt8], _ language: SurfaceLanguage) -> String {
        let position = position(in: source)
        let start = min(range.start, source.count)
        let stretch = LineEnds.stretch(around: start, in: source).range
        let before = Self.shown(Self.text(source, stretch.lowerBound..<start), isBefore: true)
        let end = max(start, min(range.end, stretch.upperBound))
        let marked = Self.shown(Self.text(source, start..<end))
        let after = Self.shown(Self.text(source, end..<stretch.upperBound))
        let number = String(position.line)
        let gutter = String(repeating: " ", count: number.utf8.count)
        let carets = String(repeating: "^", count: max(1, marked.terminalWidth))
        let indent = String(repeating: " ", count: before.terminalWidth)
        var lines = [
            "\(code) \(number):\(position.column): \(message.text(language))",
            "\(number) | \((before + marked + after).replacingTabs)",
            "\(gutter) | \(indent)\(carets)",
        ]
        if let hint { lines.append("\(gutter) = \(hint.text(language))") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Most characters of a line that are shown before, at and after a mistake: a line that a program
    /// wrote may be as long as the file, and be shown for each of its mistakes.
    private static let shownCharacters = 160

    private static func shown(_ text: String, isBefore: Bool = false) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count > shownCharacters else { return text }
        var kept = String.UnicodeScalarView()
        kept.append(
            contentsOf: isBefore
                ? scalars.suffix(shownCharacters) : scalars.prefix(shownCharacters))
        return isBefore ? "…" + String(kept) : String(kept) + "…"
    }

    /// A stretch as text, without the byte-order mark of the source.
    private static func text(_ source: [UInt8], _ range: Range<Int>) -> String {
        let start = max(range.lowerBound, WrittenPage.byteOrderMark(source))
        return String(decoding: source[start..<max(start, range.upperBound)], as: UTF8.self)
    }
}

extension String {
    /// Tabs as single spaces, so that carets stand below what they mark.
    fileprivate var replacingTabs: String {
        var result = ""
        for scalar in unicodeScalars {
            result.unicodeScalars.append(scalar == "\t" ? " " : scalar)
        }
        return result
    }
}
