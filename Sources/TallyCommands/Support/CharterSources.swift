import CharterLanguage
import Foundation

/// Charter and vocabulary files, compiled, with their diagnostics as a failure.
enum CharterSources {
    /// Compiles a vocabulary file.
    static func vocabulary(at path: String, _ language: DisplayLanguage) throws -> Vocabulary {
        let source = try Files.text(path)
        let (vocabulary, diagnostics) = VocabularyCompiler.compile(source: source)
        guard let vocabulary, !diagnostics.contains(where: \.isError) else {
            throw refusal(path, source, diagnostics, language.surface)
        }
        return vocabulary
    }

    /// Compiles a charter file under one of the given vocabularies.
    static func charter(
        at path: String, vocabularies: [String: Vocabulary], _ language: DisplayLanguage
    ) throws -> CheckedCharter {
        let source = try Files.text(path)
        guard let name = CharterCompiler.vocabularyName(of: source),
            let vocabulary = vocabularies[name]
        else {
            throw Failure(
                .badInput, code: "vocabulary-missing",
                zh: "\(path) 引用的词表不在给出的词表之中",
                en: "the vocabulary that \(path) uses is not among those given")
        }
        let compilation = CharterCompiler.compile(source: source, vocabulary: vocabulary)
        guard let charter = compilation.charter, !compilation.hasErrors else {
            throw refusal(path, source, compilation.diagnostics, compilation.language)
        }
        return charter
    }

    /// The vocabulary a charter belongs to: the one named by the option, or the file of that name
    /// in the usual places beside the charter.
    static func vocabularyFile(for path: String, source: [UInt8], option: String?) throws -> String
    {
        if let option { return option }
        guard let name = CharterCompiler.vocabularyName(of: source) else {
            throw Failure(
                .badInput, code: "vocabulary-unnamed",
                zh: "\(path) 没有“引用 词表 …”一行", en: "\(path) has no line `use vocabulary …`")
        }
        let folder = URL(fileURLWithPath: path).absoluteURL.standardizedFileURL
            .deletingLastPathComponent()
        let places = ["\(name).vocabulary", "../vocabularies/\(name).vocabulary"]
            .map { folder.appendingPathComponent($0).standardized.path }
        guard let found = places.first(where: FileManager.default.fileExists(atPath:)) else {
            throw Failure(
                .noInput, code: "vocabulary-missing",
                zh: "找不到词表 \(name)：请用 --vocabulary 指定文件",
                en: "the vocabulary \(name) is not found: name its file with --vocabulary")
        }
        return found
    }

    /// The diagnostics of a text as one failure.
    static func refusal(
        _ path: String, _ source: [UInt8], _ diagnostics: [Diagnostic],
        _ language: SurfaceLanguage
    ) -> Failure {
        let list = diagnostics.map { $0.rendered(source, language) }.joined(separator: "\n")
        let isCut = diagnostics.count >= CharterLimits.diagnostics
        return Failure(
            .badInput, code: "source-refused",
            zh: "\(path) 有错误\n\n\(list)" + (isCut ? "\n仅列出前 \(diagnostics.count) 项：改正后请重新检查" : ""),
            en: "\(path) has errors\n\n\(list)"
                + (isCut ? "\nonly the first \(diagnostics.count): mend them and check again" : ""))
    }
}

extension DisplayLanguage {
    var surface: SurfaceLanguage { self == .zh ? .chinese : .english }
}
