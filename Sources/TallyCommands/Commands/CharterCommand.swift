import ArgumentParser
import CharterLanguage
import CharterTooling
import Foundation
import Governance
import LedgerTypes
import Sealing

/// `tally charter`: what authors of charters need.
struct CharterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract:
            "Check, test, format, print and propose charters. 检查、测试、排版、对译与提出章程。",
        subcommands: [
            Check.self, Test.self, Format.self, Print.self, Propose.self,
            ProposeVocabularyFile.self, List.self, Fetch.self, Withdraw.self,
        ])

    /// A charter file with its vocabulary.
    struct SourceOptions: ParsableArguments {
        @Argument(help: "The charter's file, English or Chinese.")
        var file: String

        @Option(help: "The vocabulary's file; else looked for beside the charter.")
        var vocabulary: String?

        /// Reads and compiles both.
        func compile(
            _ language: DisplayLanguage
        ) throws -> (source: [UInt8], vocabulary: Vocabulary, compilation: CharterCompilation) {
            let source = try Files.text(file)
            let path = try CharterSources.vocabularyFile(
                for: file, source: source, option: vocabulary)
            let vocabulary = try CharterSources.vocabulary(at: path, language)
            return (
                source, vocabulary, CharterCompiler.compile(source: source, vocabulary: vocabulary)
            )
        }

        /// The checked charter; errors are a failure with all diagnostics.
        func checked(
            _ language: DisplayLanguage
        ) throws -> (charter: CheckedCharter, compilation: CharterCompilation, source: [UInt8]) {
            let (source, _, compilation) = try compile(language)
            guard let charter = compilation.charter, !compilation.hasErrors else {
                throw CharterSources.refusal(
                    file, source, compilation.diagnostics, compilation.language)
            }
            return (charter, compilation, source)
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compile a charter and say what is wrong with it. 检查章程。")

        struct Answer: Encodable {
            let charter: String
            let version: UInt64
            let digest: String
            let cost: UInt64
            let warnings: [String]
        }

        @OptionGroup var sources: SourceOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let (charter, compilation, source) = try sources.checked(output.language)
                let warnings = compilation.diagnostics.map {
                    $0.rendered(source, compilation.language)
                }
                let answer = Answer(
                    charter: charter.charter.id, version: charter.charter.version,
                    digest: charter.digest(.ed25519SHA256).description, cost: charter.cost,
                    warnings: warnings)
                let list = warnings.map { $0 + "\n\n" }.joined()
                try output.show(
                    answer,
                    zh: "\(list)章程 \(answer.charter) 第\(answer.version)版 检查通过\n"
                        + "摘要 \(answer.digest)\n每次裁决计量 \(answer.cost)",
                    en: "\(list)charter \(answer.charter) version \(answer.version) checks\n"
                        + "digest \(answer.digest)\ncost per decision \(answer.cost)")
            }
        }
    }

    struct Format: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fmt",
            abstract: "Lay a charter out in the usual form. 统一章程排版。",
            discussion: "The file is written back where its layout differs.")

        @OptionGroup var sources: SourceOptions

        @Flag(help: "Write nothing; exit with 1 where the layout differs.")
        var check = false

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let (charter, _, source) = try sources.checked(output.language)
                guard
                    let text = CharterFormatter.format(source: source, index: charter.index)
                else { throw unformatted(sources.file) }
                let isSame = Array(text.utf8) == source
                if check {
                    let file = sources.file
                    try output.show(
                        ["formatted": isSame], zh: isSame ? "\(file) 排版一致" : "\(file) 排版不一致",
                        en: isSame ? "\(file) is laid out" : "\(file) is not laid out")
                    if !isSame { throw ExitCode(Failure.Kind.refused.rawValue) }
                } else {
                    if !isSame {
                        try Files.replace(sources.file, with: Array(text.utf8))
                    }
                    let file = sources.file
                    try output.show(
                        ["changed": !isSame], zh: isSame ? "\(file) 无须改动" : "\(file) 已重新排版",
                        en: isSame ? "\(file) is as it should be" : "\(file) is laid out anew")
                }
            }
        }

        private func unformatted(_ file: String) -> Failure {
            Failure(
                .badInput, code: "not-formatted", zh: "\(file) 无法排版",
                en: "\(file) cannot be laid out")
        }
    }
}
