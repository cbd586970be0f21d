import ArgumentParser
import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import NodeFiles

/// `tally grant`: digital contracts.
struct GrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Open and revoke grants. 开立与撤销授权（数字合约）。",
        subcommands: [Open.self, Revoke.self])

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a grant; signed by holder and user as the charter says. 开立授权。",
            discussion:
                "The other party signs as --cosigner, or later with --draft and tally submit.")

        @Option(help: "The charter that declares grants.")
        var charter: String

        @Option(help: "The member that holds the data.")
        var holder: String

        @Option(help: "The member that may use them.")
        var user: String

        @Option(help: "The patient's pseudonym.")
        var subject: String

        @Option(help: "Assets, by id, separated by commas; left out: all of the patient there.")
        var assets = ""

        @Option(help: "The purpose, by its name in the vocabulary.")
        var purpose: String

        @Option(help: "Actions, separated by commas.")
        var actions: String

        @Option(help: "Highest level of data, 1 … 5.")
        var maximumLevel: UInt64 = 3

        @Option(help: "First day; left out: now.")
        var from: String?

        @Option(help: "First day on which it does not hold any more.")
        var until: String

        @Option(help: "How many uses.")
        var uses: UInt64 = 10

        @Option(help: "Single fields, separated by commas; left out: all up to the level.")
        var fields = ""

        @Option(help: "First day that the data are of; left out: without a beginning.")
        var dataFrom: String?

        @Option(help: "First day that the data are not of any more; left out: without an end.")
        var dataUntil: String?

        @Option(help: "Fields that stay closed, separated by commas.")
        var deniedFields = ""

        @Option(help: "Number of the ethics approval.")
        var ethics: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                try await session.finish(
                    session.transaction(
                        try action(
                            try await session.words(), try await session.memberNames(),
                            charters: try await session.charterNames())), submitting, output,
                    zh: "授权已开立", en: "the grant is open")
            }
        }

        private func action(
            _ words: VocabularyWords, _ members: MemberNames, charters: [String]
        ) throws -> TakeTransition {
            let maximumLevel = try Given.number(maximumLevel, in: 1...5, "--maximum-level")
            let uses = try Given.number(uses, in: 1...UInt64(Int64.max), "--uses")
            let holder = try members.member(holder, "--holder")
            let user = try members.member(user, "--user")
            let patient = try Given.pseudonym(subject)
            let (from, until) = try Given.validity(
                from: from, until: until, now: WallClock.now())
            let data = try Given.dataPeriod(from: dataFrom, until: dataUntil, heldUntil: until)
            let fields = try words.ids(fields, .field, "--fields")
            let denied = try words.ids(deniedFields, .field, "--denied-fields")
            guard fields.isEmpty || !fields.allSatisfy(denied.contains) else {
                throw Failure(
                    .usage, code: "fields-closed",
                    zh: "--fields 列出的字段全部在 --denied-fields 中，授权不会给出任何内容",
                    en: "every field of --fields is among --denied-fields: nothing would be given")
            }
            return GrantDraft(
                charter: try Given.charter(charter, among: charters), holder: holder, user: user,
                patient: patient,
                assets: try Given.names(assets).map { try Given.record($0, "--assets") },
                purpose: try words.id(purpose, .purpose, "--purpose"),
                actions: try words.ids(actions, .action, "--actions"), maximumLevel: maximumLevel,
                from: from, until: until, uses: uses, fields: fields, data: data,
                deniedFields: denied, ethics: ethics
            ).transition
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a grant, by holder, patient or regulator. 撤销授权。")

        @Argument(help: "The grant's id.")
        var grant: String

        @Option(help: "The transition's name in the charter.")
        var transition = "revoke"

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let action = TakeTransition(
                    target: .record(try Given.record(grant, "GRANT")), transition: transition)
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "授权已撤销",
                    en: "the grant is revoked")
            }
        }
    }
}
