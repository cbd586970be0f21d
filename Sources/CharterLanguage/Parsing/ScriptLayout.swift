/// The tokens of a script with its comments and its outline: what a formatter needs.
public struct ScriptLayout: Sendable {
    public enum Mark: Hashable, Sendable {
        case item
        case clause
    }

    /// The last one is the end.
    public let tokens: [Token]
    public let comments: [Token]
    /// What begins at a token, by its position.
    public let marks: [Int: Mark]
    public let language: SurfaceLanguage

    /// Nil where the script cannot be read without errors of text or grammar.
    public init?(source: [UInt8], index: VocabularyIndex) {
        guard case .success(let text) = SourceText.decode(source) else { return nil }
        var lexer = Lexer(text, .charter)
        lexer.run()
        var parser = CharterParser(lexer.tokens, index)
        guard parser.parse() != nil,
            !(lexer.diagnostics + parser.diagnostics).contains(where: \.isError)
        else { return nil }
        tokens = lexer.tokens
        comments = lexer.comments
        marks = parser.marks.mapValues { $0 ? .item : .clause }
        language = parser.language
    }
}
