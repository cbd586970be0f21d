import ArgumentParser
import DataProtection
import Duties
import Sealing

/// `tally gate`: what leaves the domain, tried before anybody asks.
struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Try what would leave of a patient's record. 试查病历中哪些内容会出域。",
        subcommands: [Check.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show field by field what would leave, and what blocks. 逐字段预查出域内容。",
            discussion: """
                Reads FHIR documents as they lie in records/, off line; nothing is sent or recorded. \
                The record is selected, masked and judged as in a release across the domain, by the \
                catalogue alone: charters, labels of data sets and a permit's level may ask for more. \
                Pseudonyms and moved dates are made with a key for this run; a release has others. \
                Exit code 0 where the records would leave, 1 where the gate holds them back.
                """)

        @Argument(
            help: ArgumentHelp(
                "A patient's file, or a folder of *.json files.",
                discussion: "Several are several patients of one release."))
        var files: [String]

        @Option(help: "What for, by its id in the vocabulary, such as research or care.")
        var purpose: String

        @Option(help: "The fields, separated by commas; without it all of the catalogue.")
        var fields: String?

        @Option(help: "read or export: no other action moves records.")
        var action = "read"

        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp(
                "Further patients of yours, each a file or folder, over whom k is counted too."))
        var among: [String] = []

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let trial = try GateTrying(
                    fields: try GateTrying.fields(fields),
                    purpose: try GateTrying.purpose(purpose), action: action)
                let check = try trial.check(
                    try files.map(GateTrying.patient), among: try among.map(GateTrying.patient))
                try output.show(
                    check, zh: GateCheckText.text(check, .zh), en: GateCheckText.text(check, .en))
                throw ExitCode(check.leaves ? 0 : Failure.Kind.refused.rawValue)
            }
        }
    }
}
