import ArgumentParser
import Governance
import Interchange
import LedgerTypes

extension GovernanceCommand {
    struct Draft: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a change: a file without signatures. 起草变更。",
            discussion: """
                Asks your node for the seats and their governance keys, and writes a file for the \
                signers. The ledger takes a transaction for 24 hours: gather the signatures within.
                """,
            subcommands: [
                DraftMember.self, DraftSeats.self, DraftParameters.self, DraftSuspension.self,
                DraftCommittee.self, DraftSeatConsent.self, DraftOfficer.self,
            ])
    }
}

/// What every draft takes.
struct DraftOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The draft to write.")
    var out: String

    @Option(help: "For how many hours the draft can be submitted, at most 24.")
    var hours: UInt64 = 23

    @OptionGroup var session: SessionOptions

    /// The place for the draft, before any of the files is read that the work is made from.
    @discardableResult
    func place(reading inputs: [String]) throws -> OutputPlace {
        try OutputPlace(out, reading: inputs + [session.key] + session.cosigner)
    }

    /// Opens the session, lets the work make a body, and writes the draft. `inputs` are the files
    /// that the work was read from.
    func write<Body: LedgerAction>(
        _ output: OutputOptions, reading inputs: [String] = [], excluding target: MemberID? = nil,
        _ body: (Session) async throws -> Body
    ) async throws {
        try await write(
            output, reading: inputs, signedBy: { try await $0.seatPanel(excluding: target) }, body)
    }

    /// The same with other signers than the seats.
    func write<Body: LedgerAction>(
        _ output: OutputOptions, reading inputs: [String] = [],
        signedBy panel: (Session) async throws -> SigningPanel,
        _ body: (Session) async throws -> Body
    ) async throws {
        let hours = try Given.number(hours, in: 1...24, "--hours")
        let place = try place(reading: inputs)
        let session = try await Session.open(session, output.language)
        let action = try await body(session)
        do {
            try action.validate()
        } catch {
            throw Failure(
                .badInput, code: "refused-\(error.code)", zh: error.chinese, en: error.english)
        }
        let draft = try GovernanceDraft(
            SignedTransaction(session.governanceTransaction(action, hours: hours), signatures: []),
            panel: try await panel(session))
        try place.write(Array(draft.page.utf8))
        try GovernanceCommand.show(draft, out, output)
    }
}

struct DraftMember: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol-member",
        abstract: "An institution joins, from its join file. 登记新成员。")

    @Option(help: "The file that `tally init` wrote at the institution.")
    var join: String

    @OptionGroup var draft: DraftOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            try draft.place(reading: [join])
            let file = try Files.page(join, as: JoinFile.self)
            try await draft.write(output, reading: [join]) { session in
                do {
                    try KeyPossession.check(
                        file.enrolment.possessions,
                        of: file.enrolment.claims(chain: session.chain))
                } catch {
                    throw Failure(
                        .refused, code: "join-other-chain",
                        zh: "\(join) 中的密钥不是为本链登记而签名的：请该机构用 --chain \(session.chain) 重新执行 "
                            + "tally init",
                        en: "the keys in \(join) did not sign for this chain: the institution runs "
                            + "`tally init` again with --chain \(session.chain)")
                }
                return file.enrolment
            }
        }
    }
}

struct DraftParameters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parameters",
        abstract: "Change parameters of the chain. 修改链参数。")

    @Option(
        name: .customLong("set"),
        help: "NAME=VALUE, in milliseconds or bytes; may be repeated. The others stay.")
    var settings: [String] = []

    @OptionGroup var draft: DraftOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let changes = try settings.map(Self.setting)
            guard !changes.isEmpty else {
                throw Failure(
                    .usage, code: "nothing-set", zh: "请用 --set 名称=数值 给出要改的参数",
                    en: "name what changes with --set NAME=VALUE")
            }
            try await draft.write(output) { session in
                guard var parameters = try await session.read(Tables.parameters, Only()) else {
                    throw Failure(
                        .internalFault, code: "no-parameters", zh: "状态中没有链参数",
                        en: "the state has no parameters")
                }
                for (name, value) in changes { name.set(value, in: &parameters) }
                return ChangeParameters(parameters: parameters)
            }
        }
    }

    private static func setting(_ text: String) throws -> (ParameterName, UInt64) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let name = ParameterName(rawValue: parts[0]),
            let value = name.value(written: parts[1])
        else {
            let names = ParameterName.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(
                .usage, code: "parameter-malformed",
                zh: "`\(text)` 应为 名称=数值，机构类型以逗号分隔（无则写 none）；名称有：\(names)",
                en: "`\(text)` should be NAME=VALUE, kinds of members with commas between them, "
                    + "`none` for none; names are \(names)")
        }
        return (name, value)
    }
}

struct DraftSuspension: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Stop a member, or lift its suspension. 停用或恢复成员。")

    @Option(help: "The member.")
    var member: String

    @Flag(help: "Lift the suspension.")
    var lift = false

    @OptionGroup var draft: DraftOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let target = try Given.member(member)
            try await draft.write(output, excluding: target) { _ in
                Suspend(target: .member(target), state: lift ? .active : .suspended)
            }
        }
    }
}
