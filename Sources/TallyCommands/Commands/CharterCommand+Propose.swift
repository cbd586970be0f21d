import ArgumentParser
import CanonicalCoding
import CharterLanguage
import CharterTooling
import Governance
import LedgerTypes

extension CharterCommand {
    /// `tally charter propose`: brings a charter before the committee.
    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Propose a charter; every seat runs its gate, then the committee votes. 提出章程。",
            discussion: """
                Give the second language with --also: every node compiles both texts and refuses \
                them unless they mean the same. The gate (tests, assertions, coverage) is computed \
                here first, so that a charter that cannot pass is not proposed.
                """)

        @OptionGroup var sources: SourceOptions

        @Option(help: "The same charter in the other language.")
        var also: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let (charter, compilation, source) = try sources.checked(output.language)
                var texts = [
                    SourceText(language: SourceLanguage(compilation.language), text: source)
                ]
                if let also {
                    let other = try Files.read(also)
                    let second = CharterCompiler.compile(
                        source: other, vocabulary: charter.vocabulary)
                    guard second.charter?.charter == charter.charter else {
                        throw Failure(
                            .badInput, code: "texts-differ",
                            zh: "两种文字的章程含义不同：规范形式不一致",
                            en: "the two texts do not mean the same: their canonical forms differ")
                    }
                    texts.append(SourceText(language: SourceLanguage(second.language), text: other))
                }
                let report = GateReport(charter, suite: .ed25519SHA256)
                guard report.passes else {
                    throw Failure(
                        .refused, code: "gate-failed",
                        zh: "上线检查未通过：请先执行 tally charter test \(sources.file)",
                        en: "the gate does not pass: run tally charter test \(sources.file) first")
                }
                let session = try await Session.open(session, output.language)
                let transaction = session.transaction(
                    ProposeCharter(
                        charter: charter.charter.canonicalBytes,
                        sources: texts.sorted { $0.language.rawValue < $1.language.rawValue }))
                try await session.finish(
                    transaction, submitting, output,
                    zh: "章程已提出：各席位正在运行上线检查，之后由委员会表决",
                    en: "the charter is proposed: seats run the gate, then the committee votes")
            }
        }
    }

    /// `tally charter propose-vocabulary`.
    struct ProposeVocabularyFile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose-vocabulary",
            abstract: "Propose a vocabulary. 提出词表。")

        @Argument(help: "The vocabulary's file.")
        var file: String

        @Option(help: "Id of the vocabulary in force that it extends.")
        var extends: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let vocabulary = try CharterSources.vocabulary(at: file, output.language)
                let session = try await Session.open(session, output.language)
                let transaction = session.transaction(
                    ProposeVocabulary(
                        vocabulary: vocabulary.canonicalBytes, source: try Files.read(file),
                        extends: extends))
                try await session.finish(
                    transaction, submitting, output, zh: "词表已提出，等待委员会表决",
                    en: "the vocabulary is proposed and waits for the committee")
            }
        }
    }
}

extension SourceLanguage {
    init(_ language: SurfaceLanguage) {
        self = language == .chinese ? .chinese : .english
    }
}
