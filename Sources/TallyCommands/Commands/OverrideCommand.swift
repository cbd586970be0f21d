import ArgumentParser
import CanonicalCoding
import Governance
import LedgerTypes
import NodeFiles

/// `tally override`: emergency access, and the duties that follow.
struct OverrideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract: "Declare, approve and write up emergency access. 应急越权的声明、批准与补记。",
        subcommands: [Declare.self, Approve.self, WriteUp.self, Review.self, Offline.self])

    struct Declare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Declare an emergency for one patient, in person. 医师本人声明急情。")

        @Option(help: "The member that holds the data.")
        var holder: String

        @Flag(help: "The approver signs later, with `tally override approve`.")
        var approvesLater = false

        @OptionGroup var emergency: EmergencyOptions
        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                try emergency.checkedHours()
                let session = try await Session.open(session, output.language)
                let hidden = try emergency.hiddenReason(session.suite, output.language)
                let declaration = try emergency.declaration(
                    holder: try Given.member(holder), now: WallClock.now(),
                    approvesLater: approvesLater, try await session.words())
                try await session.finish(
                    session.transaction(
                        DeclareOverride(declaration), commitments: [hidden.digest]), submitting,
                    output, disclosing: [hidden.disclosure],
                    zh: "急情已声明：患者与监管机构将被通知；6 小时内补记，72 小时内由委员会复核",
                    en:
                        "the emergency is declared: patient and regulator are told; write up within 6 h, "
                        + "review within 72 h")
            }
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve as second physician. 第二名医师批准。")

        @Argument(help: "The override's id.")
        var override: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let action = ApproveOverride(override: try Given.record(override, "OVERRIDE"))
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "已批准",
                    en: "approved")
            }
        }
    }

    struct WriteUp: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "write-up",
            abstract: "Write down what was done, within 6 hours. 六小时内补记。")

        @Argument(help: "The override's id.")
        var override: String

        @Option(
            help:
                "File with the text; else you are asked. Only a salted commitment goes on the chain."
        )
        var textFile: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let words = try SecretInput.words(
                    file: textFile, option: "--text-file",
                    asking: output.language.say("补记：", "What was done: "))
                let session = try await Session.open(session, output.language)
                let hidden = Given.commitment("write-up", words, suite: session.suite)
                let action = WriteUpOverride(override: try Given.record(override, "OVERRIDE"))
                try await session.finish(
                    session.transaction(action, commitments: [hidden.digest]), submitting, output,
                    disclosing: [hidden.disclosure], zh: "补记已上链", en: "the write-up is recorded")
            }
        }
    }
}
