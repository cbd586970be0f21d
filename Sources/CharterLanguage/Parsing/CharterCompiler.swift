/// What came out of a source text.
public struct CharterCompilation: Sendable {
    /// Nil where there is an error.
    public let charter: CheckedCharter?
    /// In the order of the source.
    public let diagnostics: [Diagnostic]
    public let titles: CharterTitles
    /// The language of the first word.
    public let language: SurfaceLanguage

    public var hasErrors: Bool { diagnostics.contains(where: \.isError) }
}

/// Titles of one source text: stored beside the tree, shown, not executed.
public struct CharterTitles: Hashable, Sendable {
    public var rules: [String] = []
    public var tests: [String] = []
    public var assertions: [String] = []

    public init(rules: [String] = [], tests: [String] = [], assertions: [String] = []) {
        self.rules = rules
        self.tests = tests
        self.assertions = assertions
    }
}

/// Source text to checked charter.
public enum CharterCompiler {
    /// Compiles under a vocabulary; never fails otherwise than by diagnostics.
    public static func compile(
        source: [UInt8], vocabulary: Vocabulary
    ) -> CharterCompilation {
        do {
            return compile(source: source, index: try VocabularyIndex(vocabulary))
        } catch {
            let message = Message(
                "the vocabulary has a fault: \(error.english)", "词表有误：\(error.chinese)")
            return CharterCompilation(
                charter: nil,
                diagnostics: [
                    Diagnostic(.wrongVocabulary, SourceRange(start: 0, end: 0), message)
                ], titles: CharterTitles(), language: .english)
        }
    }

    /// The same with a vocabulary whose look-up is shared.
    public static func compile(source: [UInt8], index: VocabularyIndex) -> CharterCompilation {
        let text: String
        switch SourceText.decode(source) {
        case .success(let decoded): text = decoded
        case .failure(let fault):
            return CharterCompilation(
                charter: nil, diagnostics: [fault.diagnostic], titles: CharterTitles(),
                language: .english)
        }
        var lexer = Lexer(text, .charter)
        lexer.run()
        var parser = CharterParser(lexer.tokens, index)
        let charter = parser.parse()
        var diagnostics = lexer.diagnostics + parser.diagnostics
        var checked: CheckedCharter?
        if let charter, !diagnostics.contains(where: \.isError) {
            var checker = CharterChecker(charter, index)
            checker.check()
            for issue in checker.issues {
                diagnostics.append(
                    Diagnostic(
                        issue.code, parser.map.range(of: issue.place), issue.message,
                        hint: issue.hint))
            }
            if !checker.hasErrors { checked = CheckedCharter(checked: checker) }
        }
        return CharterCompilation(
            charter: checked, diagnostics: diagnostics.inSourceOrder, titles: parser.titles,
            language: parser.language)
    }
}

/// Bytes to text, within the limits.
enum SourceText {
    struct Fault: Error {
        let diagnostic: Diagnostic
    }

    static func decode(_ source: [UInt8]) -> Result<String, Fault> {
        let whole = SourceRange(start: 0, end: 0)
        guard source.count <= CharterLimits.sourceBytes else {
            let diagnostic = Diagnostic(
                .sourceTooLarge, whole,
                Message(
                    "the source has \(source.count) bytes, at most \(CharterLimits.sourceBytes)",
                    "源文本 \(source.count) 字节，上限 \(CharterLimits.sourceBytes)"))
            return .failure(Fault(diagnostic: diagnostic))
        }
        guard let text = String(validating: source, as: UTF8.self) else {
            return .failure(
                Fault(
                    diagnostic: Diagnostic(
                        .notUTF8, whole,
                        Message("the source is not well-formed UTF-8", "源文本不是合法的 UTF-8"))))
        }
        return .success(text)
    }
}

extension [Diagnostic] {
    /// By place, then by code; equal ones once.
    var inSourceOrder: [Diagnostic] {
        let sorted = enumerated().sorted { left, right in
            (left.element.range.start, left.element.code.rawValue, left.offset)
                < (right.element.range.start, right.element.code.rawValue, right.offset)
        }
        var result: [Diagnostic] = []
        for diagnostic in sorted.map(\.element) where result.last != diagnostic {
            result.append(diagnostic)
        }
        return result
    }
}
