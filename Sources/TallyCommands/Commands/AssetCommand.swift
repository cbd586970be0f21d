import ArgumentParser
import DataProtection
import Governance
import LedgerTypes
import Sealing

/// `tally asset`: data sets, by digest and labels.
struct AssetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "asset",
        abstract: "Register data sets; the data stay where they are. 登记数据集，数据不出库。",
        subcommands: [Register.self, Label.self])

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a data set of named patients; your gateway signs. 登记数据集。",
            discussion: """
                Fields are labelled by the catalogue; an unknown field is level 4. Where that is below \
                what another data set of the patient says, a second data officer of your member signs \
                as --cosigner.
                """)

        @Option(help: "Pseudonyms of the patients, separated by commas.")
        var subjects: String

        @Option(help: "The fields, separated by commas.")
        var fields: String

        @Option(
            help: ArgumentHelp(
                "A record's file, or a folder of *.json files; may be repeated.",
                discussion: """
                    What is released of the data set is what is given here, byte for byte. Only a \
                    salted commitment goes on the chain; your gateway keeps what opens it.
                    """))
        var content: [String]

        @Option(help: "How many rows.")
        var rows: UInt64 = 1

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let documents = try content.flatMap(Files.documents)
                let rows = try Given.number(rows, in: 1...UInt64(Int64.max), "--rows")
                let session = try await Session.open(session, output.language)
                let hidden = Given.content(documents, suite: session.suite)
                let names = Given.names(fields)
                let labels = CatalogueLabels.labels(names)
                let description = AssetDescription(
                    kind: .raw, category: labels.first?.category ?? .status,
                    level: labels.map(\.level).max() ?? 4,
                    schema: session.suite.hash(Array(names.joined(separator: ",").utf8)),
                    content: hidden.digest, rows: rows,
                    members: .subjects(
                        try Given.names(subjects).map(Given.pseudonym).sorted()),
                    labels: labels)
                let transaction = try await session.signedByGateway(
                    session.transaction(
                        RegisterAsset(description: description), commitments: [hidden.digest]),
                    content: hidden.disclosure)
                try await session.finish(
                    transaction, submitting, output, disclosing: [hidden.disclosure],
                    zh: "数据集已登记", en: "the data set is registered")
            }
        }
    }
}
