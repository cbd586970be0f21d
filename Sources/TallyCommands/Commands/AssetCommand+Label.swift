import ArgumentParser
import Governance
import LedgerTypes

extension AssetCommand {
    /// `tally asset label`: what one field of a data set is.
    struct Label: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Label a field of a data set. 为字段定级。",
            discussion: """
                Your gateway signs. To lower a level a second data officer of your member signs as \
                --cosigner; a field without a label counts as level 4.
                """)

        @Argument(help: "The asset's id.")
        var asset: String

        @Option(help: "The field, by its id in the vocabulary.")
        var field: String

        @Option(help: "ATTR, STAT, APPL, PAY, RES or PUB.")
        var category: String

        @Option(help: "The level, 1 to 5.")
        var level: UInt64

        @Option(help: "Tags, separated by commas; `quasi` marks a quasi-identifier.")
        var tags = ""

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let level = try Given.number(level, in: 1...5, "--level")
                let codes = DataCategory.allCases.map(\.code)
                guard let kind = DataCategory.allCases.first(where: { $0.code == category }) else {
                    throw Failure(
                        .usage, code: "category-unknown",
                        zh: "--category 应为 \(codes.joined(separator: "、")) 之一",
                        en: "--category is one of \(codes.joined(separator: ", "))")
                }
                let label = FieldLabel(
                    field: field, category: kind, level: level, source: .person,
                    tags: Given.names(tags))
                let action = LabelAsset(asset: try Given.record(asset, "ASSET"), label: label)
                let session = try await Session.open(session, output.language)
                try await session.finish(
                    try await session.signedByGateway(session.transaction(action)), submitting,
                    output, zh: "字段已定级", en: "the field is labelled")
            }
        }
    }
}
