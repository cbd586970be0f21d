/// Source text to vocabulary.
package enum VocabularyCompiler {
    /// The vocabulary, nil where there is an error, and the diagnostics in source order.
    package static func compile(source: [UInt8]) -> (Vocabulary?, [Diagnostic]) {
        switch SourceText.decode(source) {
        case .failure(let fault): return (nil, [fault.diagnostic])
        case .success(let text):
            var lexer = Lexer(text, .vocabulary)
            lexer.run()
            var parser = VocabularyParser(lexer.tokens)
            let vocabulary = parser.parse()
            var diagnostics = lexer.diagnostics + parser.diagnostics
            if let vocabulary, diagnostics.isEmpty {
                diagnostics += VocabularyChecker.issues(of: vocabulary).map {
                    Diagnostic($0.code, parser.map.range(of: $0.place), $0.message, hint: $0.hint)
                }
            }
            let isSound = !diagnostics.contains(where: \.isError)
            return (isSound ? vocabulary : nil, diagnostics.inSourceOrder)
        }
    }
}

/// Reads `vocabulary`, `type`, `attr` and `law` lines; each has both languages in it.
private struct VocabularyParser {
    let tokens: [Token]
    var at = 0
    var diagnostics: [Diagnostic] = []
    var map = SourceMap()
    var types: [EnumType] = []
    var attributes: [Attribute] = []
    var laws: [Law] = []

    init(_ tokens: [Token]) { self.tokens = tokens }

    var token: Token { tokens[at] }

    mutating func parse() -> Vocabulary? {
        var id: String?
        do { id = try parseHeader() } catch { skipLine() }
        while token.kind != .end {
            do { try parseLine() } catch { skipLine() }
        }
        return id.map { Vocabulary(id: $0, types: types, attributes: attributes, laws: laws) }
    }

    private mutating func skipLine() {
        repeat { at += 1 } while at < tokens.count - 1 && !token.startsLine
        at = min(at, tokens.count - 1)
    }

    private mutating func parseHeader() throws(ParseStop) -> String {
        try expect("vocabulary")
        map.set(.header, 0, .id, RangeTree(range: token.range))
        return try word()
    }

    private mutating func parseLine() throws(ParseStop) {
        if accept("type") {
            try parseEnum()
        } else if accept("attr") {
            try parseAttribute()
        } else if accept("law") {
            map.set(.law, laws.count, .id, RangeTree(range: token.range))
            let name = try bilingual()
            laws.append(Law(name: name, articles: UInt64(try integer())))
        } else {
            throw unexpected("`type`, `attr` or `law`", "“type”“attr”或“law”")
        }
    }

    private mutating func parseEnum() throws(ParseStop) {
        let position = types.count
        map.set(.type, position, .id, RangeTree(range: token.range))
        let name = try bilingual()
        let start = at
        try expect(.openBrace)
        var members: [BilingualName] = []
        var trees: [RangeTree] = []
        repeat {
            trees.append(RangeTree(range: token.range))
            members.append(try bilingual())
        } while accept(.comma) && token.kind != .symbol(.closeBrace)
        try expect(.closeBrace)
        let range = tokens[start].range.joined(tokens[at - 1].range)
        map.set(.type, position, .members, RangeTree(range: range, children: trees))
        types.append(EnumType(name: name, members: members))
    }

    private mutating func parseAttribute() throws(ParseStop) {
        let position = attributes.count
        map.set(.attribute, position, .id, RangeTree(range: token.range))
        let name = try bilingual()
        try expect(.colon)
        map.set(.attribute, position, .fields, RangeTree(range: token.range))
        let type = try parseType()
        try expect("from")
        let range = token.range
        let word = try word()
        guard let source = AttributeSource.allCases.first(where: { $0.word == word }) else {
            let words = AttributeSource.allCases.map(\.word)
            diagnostics.append(
                Diagnostic(
                    .unknownName, range,
                    Message("unknown source `\(word)`", "未知来源“\(word)”"),
                    hint: NearMiss.hint(for: word, among: words)))
            throw ParseStop()
        }
        attributes.append(Attribute(name: name, type: type, source: source))
    }

    private mutating func parseType() throws(ParseStop) -> ValueType {
        if accept("bool") { return .bool }
        if accept("instant") { return .instant }
        if accept("party") { return .party }
        if accept("int") { return .integer(from: try signed(), through: try signed()) }
        if accept("set") { return .set(try word()) }
        return .enumeration(try word())
    }

    private mutating func bilingual() throws(ParseStop) -> BilingualName {
        BilingualName(id: try word(), chinese: try word())
    }

    private mutating func word() throws(ParseStop) -> String {
        guard case .word(let text) = token.kind else { throw unexpected("a name", "名称") }
        at += 1
        return text
    }

    private mutating func integer() throws(ParseStop) -> Int64 {
        guard case .integer(let value) = token.kind else { throw unexpected("a number", "整数") }
        at += 1
        return value
    }

    private mutating func signed() throws(ParseStop) -> Int64 {
        accept(.minus) ? -(try integer()) : try integer()
    }

    private mutating func accept(_ text: String) -> Bool {
        guard token.kind == .word(text) else { return false }
        at += 1
        return true
    }

    private mutating func accept(_ symbol: Symbol) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ text: String) throws(ParseStop) {
        guard accept(text) else { throw unexpected("`\(text)`", "“\(text)”") }
    }

    private mutating func expect(_ symbol: Symbol) throws(ParseStop) {
        guard accept(symbol) else {
            throw unexpected("`\(symbol.rawValue)`", "“\(symbol.rawValue)”")
        }
    }

    private mutating func unexpected(_ english: String, _ chinese: String) -> ParseStop {
        diagnostics.append(
            Diagnostic(
                .unexpectedToken, token.range,
                Message("expected \(english)", "应为\(chinese)")))
        return ParseStop()
    }
}
