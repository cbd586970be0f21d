import WrittenText

/// What came out of a source text.
package struct CharterCompilation: Sendable {
    /// Nil where there is an error.
    package let charter: CheckedCharter?
    /// In the order of the source.
    package let diagnostics: [Diagnostic]
    package let titles: CharterTitles
    /// The language of the first word.
    package let language: SurfaceLanguage

    package var hasErrors: Bool { diagnostics.contains(where: \.isError) }
}

/// Titles of one source text: stored beside the tree, shown, not executed.
package struct CharterTitles: Hashable, Sendable {
    package var rules: [String] = []
    package var tests: [String] = []
    package var assertions: [String] = []

    package init(rules: [String] = [], tests: [String] = [], assertions: [String] = []) {
        self.rules = rules
        self.tests = tests
        self.assertions = assertions
    }
}

/// Source text to checked charter.
package enum CharterCompiler {
    /// Compiles under a vocabulary; never fails otherwise than by diagnostics.
    package static func compile(
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
    package static func compile(source: [UInt8], index: VocabularyIndex) -> CharterCompilation {
        let text: SourceText
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

extension CharterCompiler {
    /// The name after `use vocabulary` or `引用 词表`, outside of comments; nil where there is none
    /// or the bytes are no text.
    package static func vocabularyName(of source: [UInt8]) -> String? {
        guard case .success(let text) = SourceText.decode(source) else { return nil }
        var lexer = Lexer(text, .charter)
        lexer.run()
        let words = lexer.tokens.prefix(16).map { token -> String in
            if case .word(let word) = token.kind { word } else { "" }
        }
        for (index, word) in words.enumerated().dropFirst().dropLast() {
            guard
                word == "vocabulary" && words[index - 1] == "use"
                    || word == "词表" && words[index - 1] == "引用"
            else { continue }
            return words[index + 1].isEmpty ? nil : words[index + 1]
        }
        return nil
    }
}

/// A source text, decoded, within the limits.
struct SourceText {
    struct Fault: Error {
        let diagnostic: Diagnostic
    }

    let text: String
    /// Where the text begins in the bytes: behind a byte-order mark.
    let offset: Int

    static func decode(_ source: [UInt8]) -> Result<SourceText, Fault> {
        func fault(_ code: DiagnosticCode, _ english: String, _ chinese: String) -> Fault {
            Fault(
                diagnostic: Diagnostic(
                    code, SourceRange(start: 0, end: 0), Message(english, chinese)))
        }
        do throws(WrittenTextFault) {
            let text = try WrittenPage.decode(source, mostBytes: CharterLimits.sourceBytes)
            return .success(
                SourceText(text: text, offset: WrittenPage.byteOrderMark(source)))
        } catch {
            let isLarge = source.count > CharterLimits.sourceBytes
            return .failure(
                fault(isLarge ? .sourceTooLarge : .notUTF8, error.english, error.chinese))
        }
    }
}

extension [Diagnostic] {
    /// By place, then by code; equal ones once, and no more than people read: errors first.
    var inSourceOrder: [Diagnostic] {
        let ordered = allInSourceOrder
        guard ordered.count > CharterLimits.diagnostics else { return ordered }
        let errors = ordered.filter { $0.isError }
        let warnings = ordered.filter { !$0.isError }
        return Array((errors + warnings).prefix(CharterLimits.diagnostics)).allInSourceOrder
    }

    private var allInSourceOrder: [Diagnostic] {
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
