/// Cuts a source text into tokens, on scalars, by fixed tables.
///
/// A word ends at a space or at punctuation: there is no word segmentation and no longest match.
struct Lexer {
    enum Mode {
        case charter
        /// Words may hold `/` and `-`, for titles such as GB/T39725-2020.
        case vocabulary
    }

    private let scalars: [Unicode.Scalar]
    private let offsets: [Int]
    private let mode: Mode
    private var at = 0
    private var startsLine = true
    private(set) var tokens: [Token] = []
    private(set) var comments: [Token] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ source: SourceText, _ mode: Mode) {
        var scalars: [Unicode.Scalar] = []
        var offsets: [Int] = []
        var offset = source.offset
        for scalar in source.text.unicodeScalars {
            scalars.append(scalar)
            offsets.append(offset)
            offset += UTF8.width(scalar)
        }
        offsets.append(offset)
        self.scalars = scalars
        self.offsets = offsets
        self.mode = mode
    }

    mutating func run() {
        while at < scalars.count { next() }
        tokens.append(Token(kind: .end, range: range(from: at), startsLine: true))
    }

    private func range(from start: Int) -> SourceRange {
        SourceRange(start: offsets[start], end: offsets[at])
    }

    private func peek(_ ahead: Int = 0) -> UInt32 {
        at + ahead < scalars.count ? scalars[at + ahead].value : 0
    }

    /// LF, or CR with or without one: a comment never reaches over what an editor shows as a line.
    private func endsLine(_ scalar: UInt32) -> Bool { scalar == 0x0a || scalar == 0x0d }

    private func text(_ start: Int, _ end: Int) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[start..<end])
        return text
    }

    private mutating func emit(_ kind: Token.Kind, from start: Int) {
        let token = Token(kind: kind, range: range(from: start), startsLine: startsLine)
        if case .comment = kind { comments.append(token) } else { tokens.append(token) }
        startsLine = false
    }

    private mutating func report(
        _ code: DiagnosticCode, from start: Int, _ message: Message, hint: Message? = nil
    ) {
        diagnostics.append(
            Diagnostic(code, range(from: start), message, hint: hint))
    }

    private mutating func next() {
        let scalar = peek()
        let start = at
        if Identifier.isSpace(scalar) {
            if endsLine(scalar) { startsLine = true }
            at += 1
        } else if scalar == 0x2f, peek(1) == 0x2f {
            while at < scalars.count, !endsLine(peek()) { checkedAdvance() }
            var end = at
            while end > start + 2, Identifier.isSpace(scalars[end - 1].value) { end -= 1 }
            emit(.comment(text(start, end)), from: start)
        } else if Identifier.isLetter(scalar) {
            word()
        } else if Identifier.isDigit(scalar) {
            number()
        } else if scalar == 0x300a {
            lawTitle()
        } else if let close = Self.closingQuote(scalar) {
            string(close)
        } else {
            symbol()
        }
    }

    /// Moves on by one scalar, reporting it where it may not occur even in free text.
    private mutating func checkedAdvance() {
        let start = at
        let scalar = peek()
        at += 1
        guard Identifier.isForbidden(scalar) else { return }
        let name = "U+" + String(scalar, radix: 16, uppercase: true)
        report(
            .forbiddenCharacter, from: start,
            Message("invisible character \(name)", "不可见字符 \(name)"),
            hint: Message("delete it", "请删除"))
    }

    private mutating func word() {
        let start = at
        while true {
            let scalar = peek()
            if Identifier.isLetter(scalar) || Identifier.isDigit(scalar) {
                at += 1
            } else if scalar == 0x2e, Identifier.isLetter(peek(1)) {
                at += 1
            } else if mode == .vocabulary, scalar == 0x2d || scalar == 0x2f,
                peek(1) != 0x2f, peek(1) != 0x3e
            {
                at += 1
            } else {
                break
            }
        }
        let word = text(start, at)
        if word.utf8.count > 4 * CharterLimits.identifierBytes {
            report(.badIdentifier, from: start, Message("the name is too long", "名称过长"))
        }
        emit(.word(word), from: start)
    }

    private static func closingQuote(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x22: 0x22
        case 0x201c: 0x201d
        case 0x300c: 0x300d
        default: nil
        }
    }

    private mutating func string(_ close: UInt32) {
        let start = at
        at += 1
        while at < scalars.count, peek() != close, !endsLine(peek()) { checkedAdvance() }
        let content = text(start + 1, at)
        if peek() == close {
            at += 1
        } else {
            report(
                .unterminatedText, from: start,
                Message("the text does not end on its line", "文字未在本行结束"),
                hint: Message("add the closing quote", "请补上后引号"))
        }
        emit(.string(content), from: start)
    }

    private mutating func lawTitle() {
        let start = at
        at += 1
        while at < scalars.count, peek() != 0x300b, !endsLine(peek()) { checkedAdvance() }
        let content = text(start + 1, at)
        if peek() == 0x300b {
            at += 1
        } else {
            report(
                .unterminatedCitation, from: start,
                Message("《 without 》", "《缺少与之对应的》"))
        }
        emit(.lawTitle(content), from: start)
    }

    private mutating func symbol() {
        let start = at
        if peek() == 0x2b || peek() == 0x2d || peek() == 0xff0b || peek() == 0xff0d,
            let minutes = offsetAhead()
        {
            at += 6
            emit(.offset(minutes), from: start)
            return
        }
        guard let (symbol, length) = symbolAhead() else {
            let scalar = peek()
            checkedAdvance()
            if !Identifier.isForbidden(scalar) {
                report(
                    .unexpectedCharacter, from: start,
                    Message(
                        "unexpected character `\(text(start, at))`", "意外的字符“\(text(start, at))”"))
            }
            return
        }
        at += length
        emit(.symbol(symbol), from: start)
    }

    private func symbolAhead() -> (Symbol, Int)? {
        let second = peek(1)
        let isEqual = second == 0x3d || second == 0xff1d
        switch peek() {
        case 0x7b, 0xff5b: return (.openBrace, 1)
        case 0x7d, 0xff5d: return (.closeBrace, 1)
        case 0x28, 0xff08: return (.openParenthesis, 1)
        case 0x29, 0xff09: return (.closeParenthesis, 1)
        case 0x2c, 0xff0c, 0x3001: return (.comma, 1)
        case 0x3a, 0xff1a: return (.colon, 1)
        case 0x3c, 0xff1c: return isEqual ? (.atMost, 2) : (.less, 1)
        case 0x3e, 0xff1e: return isEqual ? (.atLeast, 2) : (.greater, 1)
        case 0x2264: return (.atMost, 1)
        case 0x2265: return (.atLeast, 1)
        case 0x3d, 0xff1d: return (.equals, 1)
        case 0x2d, 0xff0d: return second == 0x3e || second == 0xff1e ? (.arrow, 2) : (.minus, 1)
        case 0x2192: return (.arrow, 1)
        case 0x2b, 0xff0b: return (.plus, 1)
        case 0x2a, 0xd7, 0xff0a: return (.times, 1)
        default: return nil
        }
    }
}

/// Numbers, dates and offsets.
extension Lexer {
    private func digits(_ ahead: Int, _ count: Int) -> Int64? {
        var value: Int64 = 0
        for position in ahead..<(ahead + count) {
            guard Identifier.isDigit(peek(position)) else { return nil }
            value = value * 10 + Int64(peek(position) - 0x30)
        }
        return value
    }

    /// `+08:00` at the current place, in minutes.
    private func offsetAhead() -> Int64? {
        guard let hours = digits(1, 2), peek(3) == 0x3a || peek(3) == 0xff1a,
            let minutes = digits(4, 2), minutes < 60, !Identifier.isDigit(peek(6))
        else { return nil }
        let total = hours * 60 + minutes
        return peek() == 0x2d || peek() == 0xff0d ? -total : total
    }

    private mutating func number() {
        if let year = digits(0, 4), peek(4) == 0x2d, let month = digits(5, 2), peek(7) == 0x2d,
            let day = digits(8, 2), !Identifier.isDigit(peek(10))
        {
            date(year, month, day)
            return
        }
        let start = at
        var value: Int64 = 0
        var isTooLarge = false
        while Identifier.isDigit(peek()) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(peek() - 0x30))
            isTooLarge = isTooLarge || overflow || carry
            value = isTooLarge ? 0 : sum
            at += 1
        }
        if isTooLarge {
            report(
                .numberTooLarge, from: start,
                Message("the number does not fit 64 bits", "数值超出 64 位"))
        }
        emit(.integer(value), from: start)
    }

    private mutating func date(_ year: Int64, _ month: Int64, _ day: Int64) {
        let start = at
        at += 10
        var time: Int64 = 0
        var isValid = year >= 1 && (1...12).contains(month) && day >= 1
        if isValid { isValid = day <= CivilTime.daysInMonth(year: year, month: month) }
        if peek() == 0x54, let hour = digits(1, 2), peek(3) == 0x3a, let minute = digits(4, 2) {
            at += 6
            isValid = isValid && hour < 24 && minute < 60
            time = (hour * 60 + minute) * CivilTime.millisecondsPerMinute
            if peek() == 0x3a, let second = digits(1, 2) {
                at += 3
                isValid = isValid && second < 60
                time += second * 1_000
                if peek() == 0x2e, let milliseconds = digits(1, 3) {
                    at += 4
                    time += milliseconds
                }
            }
        }
        if !isValid {
            report(
                .badDate, from: start,
                Message("there is no such date", "日期不存在"),
                hint: Message(
                    "write 2026-06-01 or 2026-06-01T08:30", "写作 2026-06-01 或 2026-06-01T08:30"))
            time = 0
        }
        let days = isValid ? CivilTime.days(year: year, month: month, day: day) : 0
        emit(.date(days * CivilTime.millisecondsPerDay + time), from: start)
    }
}
