import ArgumentParser
import Governance
import LedgerTypes

extension OverrideCommand {
    /// `tally override review`: whether an emergency was justified.
    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Judge an emergency, as a member of its panel. 委员复核应急越权。")

        @Argument(help: "The override's id.")
        var override: String

        @Argument(help: "justified or unjustified.")
        var verdict: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let verdicts: [String: OverrideVerdict] = [
                    "justified": .justified, "unjustified": .unjustified,
                ]
                guard let verdict = verdicts[self.verdict] else {
                    throw Failure(
                        .usage, code: "verdict-unknown",
                        zh: "复核结论应为 justified（正当）或 unjustified（不正当）",
                        en: "the verdict is justified or unjustified")
                }
                let action = ReviewOverride(
                    override: try Given.record(override, "OVERRIDE"), verdict: verdict)
                let session = try await Session.open(session, output.language)
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "复核意见已上链",
                    en: "the verdict is recorded")
            }
        }
    }
}
