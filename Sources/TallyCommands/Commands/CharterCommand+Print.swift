import ArgumentParser
import CharterLanguage
import Foundation

extension CharterCommand {
    /// `tally charter print`: the same charter in the other language.
    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a charter in Chinese or English; the meaning is one. 以另一种文字输出章程。",
            discussion: """
                The text compiles to the same canonical bytes, so it may be proposed beside the \
                original with --also. Titles are the author's own words: those of rules and tests \
                are printed as they stand, for you to translate.
                """)

        struct Answer: Encodable {
            let language: String
            let text: String
        }

        @OptionGroup var sources: SourceOptions

        @Option(help: "Language of the text: zh or en; left out: the other one.")
        var to: DisplayLanguage?

        @Option(name: .shortAndLong, help: "The file to write; left out: printed.")
        var out: String?

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let place = try out.map {
                    try OutputPlace(
                        $0, reading: [sources.file] + (sources.vocabulary.map { [$0] } ?? []))
                }
                let (charter, compilation, _) = try sources.checked(output.language)
                let other: SurfaceLanguage =
                    compilation.language == .chinese ? .english : .chinese
                let surface = to?.surface ?? other
                let text = CharterPrinter.print(charter, surface, titles: compilation.titles)
                let answer = Answer(language: surface == .chinese ? "zh" : "en", text: text)
                guard let place else {
                    try output.show(answer, zh: text, en: text)
                    return
                }
                try place.write(Array(text.utf8))
                try output.show(
                    answer, zh: "已写入 \(place.path)", en: "written to \(place.path)")
            }
        }
    }
}
