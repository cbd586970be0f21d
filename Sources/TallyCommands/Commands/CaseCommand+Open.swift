import ArgumentParser
import Governance
import LedgerTypes

extension CaseCommand {
    /// `tally case open`: a dispute, a waiver of a rule, or an appeal.
    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring a matter before the committee. 提请委员会：争议、豁免、申诉。",
            discussion: """
                dispute: --about names the record; its parties are those of the record. exemption: --charter, --version, --rule and \
                --until name what your member asks to be spared. appeal: --about names the case that \
                was ruled. Cases of emergencies, escalations and charters open by themselves.
                """)

        @Argument(help: "dispute, exemption or appeal.")
        var type: String

        @Option(help: "The record or the earlier case that it is about.")
        var about: String?

        @Option(
            help: """
                Further members that accept being parties, separated by commas; each signs, as \
                --cosigner or on a draft.
                """)
        var with = ""

        @Option(help: "The patient's pseudonym.")
        var subject: String?

        @Option(help: "Exemption: the charter's name.")
        var charter: String?

        @Option(help: "Exemption: the charter's version.")
        var version: UInt64?

        @Option(help: "Exemption: the rule's name.")
        var rule: String?

        @Option(help: "Exemption: the asset; left out: any.")
        var asset: String?

        @Option(help: "Exemption: the purpose; left out: any.")
        var purpose: String?

        @Option(
            help: "Exemption: first day on which it does not hold any more, at most 90 days on.")
        var until: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        private static let types: [(word: String, type: CaseType)] = [
            ("dispute", .dispute), ("exemption", .exemption), ("appeal", .appeal),
        ]

        func run() async throws {
            try await output.run {
                guard let matter = Self.types.first(where: { $0.word == type })?.type else {
                    throw Failure(
                        .usage, code: "case-type-unknown",
                        zh: "类型应为 dispute、exemption 或 appeal，收到 `\(type)`",
                        en: "the type is dispute, exemption or appeal, not `\(type)`")
                }
                if matter == .appeal, about == nil {
                    throw Failure(
                        .usage, code: "appeal-of-nothing", zh: "申诉须用 --about 指明原案卷",
                        en: "an appeal names the earlier case with --about")
                }
                let session = try await Session.open(session, output.language)
                let action = OpenCase(
                    type: matter, reference: try about.map { try Given.record($0, "--about") },
                    parties: try Given.names(with).map(Given.member),
                    subject: try subject.map(Given.pseudonym),
                    exemption: matter == .exemption ? try await scope(session) : nil)
                try await session.finish(
                    session.transaction(action), submitting, output, namesRecord: true, zh: "案卷已开立",
                    en: "the case is open")
            }
        }

        private func scope(_ session: Session) async throws -> ExemptionScope {
            guard let charter, let version, let rule, let until else {
                throw Failure(
                    .usage, code: "exemption-incomplete",
                    zh: "豁免须给出 --charter、--version、--rule 与 --until",
                    en: "an exemption needs --charter, --version, --rule and --until")
            }
            var covered = purpose
            if let purpose {
                covered = try await session.words().id(purpose, .purpose, "--purpose")
            }
            return ExemptionScope(
                rule: RuleKey(
                    charter: charter,
                    version: try Given.number(version, in: 1...UInt64(Int64.max), "--version"),
                    rule: rule), user: session.person.member,
                asset: try asset.map { try Given.record($0, "--asset") }, purpose: covered,
                until: try Given.time(until, "--until"))
        }
    }

    /// `tally case recuse`: a member of the panel steps aside.
    struct Recuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Step aside from a case, in person. 本人回避。")

        @Argument(help: "The case's id.")
        var id: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let action = RecuseFromCase(caseID: try Given.record(id, "CASE"))
                let session = try await Session.open(session, output.language)
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "回避已上链",
                    en: "the recusal is recorded")
            }
        }
    }
}
