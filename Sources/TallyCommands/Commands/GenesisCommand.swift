import ArgumentParser
import CanonicalCoding
import Governance
import Interchange
import LedgerTypes

/// `tally genesis`: the founding act.
struct GenesisCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "genesis",
        abstract: "Build and inspect the founding act of a consortium. 生成与查看创世文件。",
        subcommands: [Build.self, Inspect.self])

    /// What both print.
    struct Answer: Encodable {
        let chain: String
        let nameChinese: String
        let nameEnglish: String
        let suite: String
        let time: UInt64
        let members: [String]
        let seats: [String]
        let quorum: Int
        let committee: [String]
        let vocabularies: Int
        let charters: Int
        let recoveryKeys: UInt64
        let stateRoot: String
        /// Members that may attest licences.
        let authorities: [String]
        /// Physicians who cannot act as such until an authority attests theirs.
        let withoutLicence: [String]

        /// What keeps physicians from acting, each on a line of its own; empty where nothing does.
        var warningsChinese: String {
            var lines = ""
            if authorities.isEmpty {
                lines += "\n注意：没有可证明执业证的机构，医师无法履职：请加入监管机构，或在参数 licensingKinds 中列出一类成员"
            }
            if !withoutLicence.isEmpty {
                let names = withoutLicence.joined(separator: "、")
                lines += "\n注意：以下医师没有有效执业证，不能声明应急越权：\(names)。"
                lines += "请由发证机关执行 tally licence found，并以 --licences 重新生成"
            }
            return lines
        }

        /// The same in English.
        var warningsEnglish: String {
            var lines = ""
            if authorities.isEmpty {
                lines += "\nWarning: no member may attest licences, so no physician can act: "
                lines += "add a regulator, or name a kind of members in the parameter "
                lines += "licensingKinds"
            }
            if !withoutLicence.isEmpty {
                let names = withoutLicence.joined(separator: ", ")
                lines += "\nWarning: these physicians have no licence in force and declare no "
                lines += "emergency: \(names). The authority runs `tally licence found`; build "
                lines += "again with --licences"
            }
            return lines
        }
    }

    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the description and all members' cards together. 由联盟描述与各机构名片生成。")

        @Option(help: "The founders' description, JSON; rules are found relative to it.")
        var consortium: String

        @Option(name: .shortAndLong, help: "The genesis file to write.")
        var out: String

        @Option(help: "A file of licences that an authority attests: `tally licence found`.")
        var licences: [String] = []

        @Argument(help: "The members' cards.")
        var cards: [String]

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run { try build() }
        }

        private func build() throws {
            let place = try OutputPlace(out, reading: [consortium] + licences + cards)
            let genesis = try GenesisAssembly.build(
                consortium: consortium,
                cards: try cards.map { try Files.described($0, MemberCard.init(json:)) },
                licences: try licences.map {
                    try Files.described($0, FoundingLicences.init(json:))
                },
                language: output.language)
            try place.write(genesis.canonicalBytes)
            try show(genesis, try genesis.initialState(), output)
        }
    }

    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a genesis file and print who and what it founds. 核对并显示创世文件。")

        @Argument(help: "The genesis file.")
        var file: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let (genesis, state) = try GenesisAssembly.read(file)
                try show(genesis, state, output)
            }
        }
    }

    static func print(
        _ genesis: Genesis, _ state: LedgerState, _ output: OutputOptions
    ) throws {
        let answer = Answer(
            chain: genesis.chainID.description, nameChinese: genesis.nameChinese,
            nameEnglish: genesis.nameEnglish, suite: genesis.suite.name, time: genesis.time.value,
            members: genesis.members.map(\.id.text),
            seats: genesis.seats.seats.map(\.member.text), quorum: genesis.seats.quorum,
            committee: genesis.committee.seats.map { "\($0.person) \($0.field.name)" }
                + genesis.committee.substitutes.map {
                    "\($0.person) \($0.field.name) (substitute)"
                },
            vocabularies: genesis.vocabularies.count, charters: genesis.charters.count,
            recoveryKeys: genesis.recoveryKeys, stateRoot: state.stateRoot.description,
            authorities: genesis.authorities.map(\.text),
            withoutLicence: genesis.withoutLicence.map(\.description))
        try output.show(
            answer,
            zh: """
                联盟      \(answer.nameChinese)
                链标识    \(answer.chain)
                密码套件  \(answer.suite)
                成员      \(answer.members.joined(separator: "、"))
                席位      \(answer.seats.joined(separator: "、"))（满 \(answer.quorum) 席生效）
                委员会    \(answer.committee.joined(separator: "、"))
                词表      \(answer.vocabularies) 部，章程 \(answer.charters) 部
                恢复密钥  \(answer.recoveryKeys) 把
                状态根    \(answer.stateRoot)
                请以可信方式（公告、公函）公布链标识：法院核验证据包时以它为准。
                """ + answer.warningsChinese,
            en: """
                consortium    \(answer.nameEnglish)
                chain         \(answer.chain)
                suite         \(answer.suite)
                members       \(answer.members.joined(separator: ", "))
                seats         \(answer.seats.joined(separator: ", ")) (\(answer.quorum) decide)
                committee     \(answer.committee.joined(separator: ", "))
                rules         \(answer.vocabularies) vocabularies, \(answer.charters) charters
                recovery      \(answer.recoveryKeys) governance keys
                state root    \(answer.stateRoot)
                Publish the chain digest where courts can rely on it: evidence is checked against it.
                """ + answer.warningsEnglish)
    }
}

private func show(_ genesis: Genesis, _ state: LedgerState, _ output: OutputOptions) throws {
    try GenesisCommand.print(genesis, state, output)
}
