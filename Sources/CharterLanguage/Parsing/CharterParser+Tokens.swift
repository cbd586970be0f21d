extension CharterParser {
    var token: Token { tokens[at] }

    var word: String? {
        if case .word(let text) = token.kind { text } else { nil }
    }

    func isAt(_ keyword: Keyword) -> Bool {
        guard let word else { return false }
        return keyword.matches(word)
    }

    func isAt(_ symbol: Symbol) -> Bool { token.kind == .symbol(symbol) }

    mutating func accept(_ keyword: Keyword) -> Bool {
        guard isAt(keyword) else { return false }
        at += 1
        return true
    }

    mutating func accept(_ symbol: Symbol) -> Bool {
        guard isAt(symbol) else { return false }
        at += 1
        return true
    }

    mutating func expect(_ keyword: Keyword) throws(ParseStop) {
        guard accept(keyword) else {
            throw unexpected("`\(keyword.english)`", "“\(keyword.chinese)”")
        }
    }

    mutating func expect(_ symbol: Symbol) throws(ParseStop) {
        guard accept(symbol) else {
            throw unexpected("`\(symbol.rawValue)`", "“\(symbol.rawValue)”")
        }
    }

    /// Notes that a clause begins here.
    mutating func clause() { marks[at] = marks[at] ?? false }

    /// The stretch from a token to the one just read.
    func range(from start: Int) -> SourceRange {
        tokens[start].range.joined(tokens[max(start, at - 1)].range)
    }

    mutating func report(
        _ code: DiagnosticCode, _ range: SourceRange, _ message: Message, hint: Message? = nil
    ) {
        diagnostics.append(Diagnostic(code, range, message, hint: hint))
    }

    mutating func unexpected(_ english: String, _ chinese: String) -> ParseStop {
        if let word, reportMissingSpace(word, token.range) { return ParseStop() }
        let found = describe(token)
        report(
            .unexpectedToken, token.range,
            Message(
                "expected \(english), found \(found.english)", "应为\(chinese)，却是\(found.chinese)"))
        return ParseStop()
    }

    private func describe(_ token: Token) -> Message {
        switch token.kind {
        case .word(let text): Message("`\(text)`", "“\(text)”")
        case .integer(let value): Message("\(value)", "\(value)")
        case .date: Message("a date", "日期")
        case .offset: Message("an offset", "时区偏移")
        case .string(let text): Message("the text \"\(text)\"", "文字“\(text)”")
        case .lawTitle(let title): Message("《\(title)》", "《\(title)》")
        case .symbol(let symbol): Message("`\(symbol.rawValue)`", "“\(symbol.rawValue)”")
        case .comment: Message("a comment", "注释")
        case .end: Message("the end", "文末")
        }
    }

    /// Says where a space is missing, if that is what makes a word unknown.
    mutating func reportMissingSpace(_ word: String, _ range: SourceRange) -> Bool {
        for keyword in Keyword.chineseByLength {
            if word.hasBytePrefix(keyword) {
                let rest = String(word.unicodeScalars.dropFirst(keyword.unicodeScalars.count))
                guard isKnown(rest) else { continue }
                missingSpace(
                    word, range,
                    Message("no space after the keyword `\(keyword)`", "关键字“\(keyword)”后缺少空格"),
                    "\(keyword) \(rest)")
                return true
            }
            if word.hasByteSuffix(keyword) {
                let count = word.unicodeScalars.count - keyword.unicodeScalars.count
                let rest = String(word.unicodeScalars.prefix(count))
                guard isKnown(rest) else { continue }
                missingSpace(
                    word, range,
                    Message("no space before the keyword `\(keyword)`", "关键字“\(keyword)”前缺少空格"),
                    "\(rest) \(keyword)")
                return true
            }
        }
        return false
    }

    private mutating func missingSpace(
        _ word: String, _ range: SourceRange, _ message: Message, _ fix: String
    ) {
        report(
            .missingSpace, range,
            Message("`\(word)`: \(message.english)", "“\(word)”：\(message.chinese)"),
            hint: Message("write `\(fix)`", "写作“\(fix)”"))
    }

    private func isKnown(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        return index.attribute(named: text) != nil || index.type(named: text) != nil
            || Keyword.isChineseWord(text)
            || index.vocabulary.types.indices.contains { index.member(named: text, of: $0) != nil }
            || rules.contains { $0.id == text }
    }
}

/// Names, numbers and lists.
extension CharterParser {
    struct Named {
        let text: String
        let range: SourceRange
        var tree: RangeTree { RangeTree(range: range) }
    }

    /// A word as a name. A line that begins with an item's keyword is the next item, not a name,
    /// except where fields are declared.
    mutating func name(
        _ english: String, _ chinese: String, isField: Bool = false
    ) throws(ParseStop) -> Named {
        guard let word else { throw unexpected(english, chinese) }
        if !isField, token.startsLine, Self.items.contains(where: { isAt($0) }) {
            throw unexpected(english, chinese)
        }
        let range = token.range
        at += 1
        return Named(text: word, range: range)
    }

    mutating func unsigned() throws(ParseStop) -> UInt64 {
        guard case .integer(let value) = token.kind else { throw unexpected("a number", "整数") }
        at += 1
        return UInt64(value)
    }

    mutating func signed() throws(ParseStop) -> Int64 {
        let isNegative = accept(.minus)
        let value = Int64(try unsigned())
        return isNegative ? -value : value
    }

    mutating func title() throws(ParseStop) -> String {
        guard case .string(let text) = token.kind else {
            throw unexpected("a title in quotes", "引号中的标题")
        }
        at += 1
        return text
    }

    /// Names by commas, sorted by bytes; a name twice is reported.
    mutating func sorted(_ names: [Named]) -> [Named] {
        var result: [Named] = []
        for name in names.sorted(by: { $0.text.precedesInBytes($1.text) }) {
            if result.last?.text == name.text {
                report(
                    .duplicateName, name.range,
                    Message("`\(name.text)` stands here twice", "“\(name.text)”重复"))
            } else {
                result.append(name)
            }
        }
        return result
    }

    /// A member of a type, by its id.
    mutating func member(of type: Int?) throws(ParseStop) -> Named {
        let name = try self.name("a name", "名称")
        guard let type else { return name }
        if let member = index.member(named: name.text, of: type) {
            return Named(
                text: index.vocabulary.types[type].members[member].id, range: name.range)
        }
        if reportMissingSpace(name.text, name.range) { throw ParseStop() }
        return name
    }

    /// A member of the type that panels and parties belong to.
    mutating func role() throws(ParseStop) -> Named {
        try member(of: index.type(named: "Role"))
    }

    /// `{a, b}` of members of a type; may be empty.
    mutating func memberSet(of type: Int?) throws(ParseStop) -> [Named] {
        try expect(.openBrace)
        var names: [Named] = []
        while !isAt(.closeBrace) {
            names.append(try member(of: type))
            guard accept(.comma) else { break }
        }
        try expect(.closeBrace)
        return sorted(names)
    }
}

extension Keyword {
    private static let englishWords = Keyword.allCases.map(\.english)

    func matches(_ word: String) -> Bool {
        word == Self.englishWords[Int(rawValue)] || (!chinese.isEmpty && word == chinese)
    }

    static func isChineseWord(_ text: String) -> Bool { chineseByLength.contains(text) }
}

extension String {
    func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

    func hasByteSuffix(_ suffix: String) -> Bool {
        utf8.reversed().starts(with: suffix.utf8.reversed())
    }
}
