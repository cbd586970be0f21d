/// The tokens of a script with its comments and its outline: what a formatter needs.
package struct ScriptLayout: Sendable {
    package enum Mark: Hashable, Sendable {
        case item
        case clause
    }

    /// The last one is the end.
    package let tokens: [Token]
    package let comments: [Token]
    /// What begins at a token, by its position.
    package let marks: [Int: Mark]
    package let language: SurfaceLanguage

    /// Nil where the script cannot be read without errors of text or grammar.
    package init?(source: [UInt8], index: VocabularyIndex) {
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
