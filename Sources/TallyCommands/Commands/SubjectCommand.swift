import ArgumentParser
import Governance
import LedgerTypes
import Sealing
import TallyClient

/// `tally subject`: patients under their pseudonyms.
struct SubjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject",
        abstract: "Pseudonyms of patients. 患者假名。",
        subcommands: [
            Name.self, Register.self, Merge.self, Separate.self, Recover.self,
            CancelRecovery.self, Show.self, Access.self,
        ])

    struct Name: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the pseudonym of a patient of your own records. 计算本机构患者的假名。",
            discussion: """
                Needs the node's folder, since the key of pseudonyms never leaves it. The local \
                number is the name of the patient's file in the folder of records. The pseudonym is \
                made of your member's name and a value that only your key gives: nobody else can \
                register it. Registration asks for both; --value prints the value. Space around the \
                number, capital and full-width letters make no difference: one patient, one pseudonym.
                """)

        @Argument(help: "Your own number for the patient.")
        var localID: String

        @Flag(help: "Print the value from which the pseudonym is made.")
        var value = false

        @Option(help: "The node's folder.")
        var home: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let name = try LocalNames.name(
                    of: localID, home: home, passphrase: try passphrase.read(output.language))
                let pseudonym = name.pseudonym(suite: .ed25519SHA256)
                try output.show(
                    ["pseudonym": pseudonym.description, "value": name.value.description],
                    zh: value ? "\(name.value)" : "\(pseudonym)",
                    en: value ? "\(name.value)" : "\(pseudonym)")
            }
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a patient; your gateway signs. 登记患者。",
            discussion: """
                A key of the patient, and who treats them, two persons attest: --cosigner is a \
                witness of another role than yours, such as the physician who treats them.
                """)

        @Argument(help: "The pseudonym.")
        var pseudonym: String

        @Option(help: "The value of the pseudonym: `tally subject name` with --value.")
        var value: String

        @Option(help: "The proof that the patient's device wrote: `tally key prove`.")
        var keyProof: String?

        @Option(help: "The pseudonym of the patient's guardian, registered before.")
        var guardian: String?

        @Option(help: "Treating staff of your member, separated by commas.")
        var attending = ""

        @Flag(help: "The patient forbids use in emergencies.")
        var refusesEmergency = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let member = session.person.member
                let pseudonym = try Given.pseudonym(pseudonym)
                let value = try self.value(of: pseudonym, at: member, session.suite)
                let proof = try keyProof.map { try session.proof($0, for: .subject(pseudonym)) }
                let subject = Subject(
                    pseudonym: pseudonym, holder: member, key: proof?.claim.key,
                    guardian: try guardian.map(Given.pseudonym),
                    refusesEmergency: refusesEmergency,
                    attending: try Given.names(attending).map {
                        StaffReference(member: member, staff: try Person("\(member)/\($0)").staff)
                    })
                let transaction = try await session.signedByGateway(
                    session.transaction(
                        RegisterSubject(
                            subject: subject, value: value, possession: proof?.possession)))
                try await session.finish(
                    transaction, submitting, output, zh: "患者已登记", en: "the patient is registered")
            }
        }

        /// The value, of which with the member's name the pseudonym must be made.
        private func value(
            of pseudonym: Pseudonym, at member: MemberID, _ suite: CryptoSuite
        ) throws -> Digest {
            guard let found = Digest(hex: value),
                SubjectName(holder: member, value: found).pseudonym(suite: suite) == pseudonym
            else {
                throw Failure(
                    .badInput, code: "pseudonym-foreign",
                    zh: "该数值与 \(member) 不构成假名 \(pseudonym)：请同时使用 tally subject name 给出的假名与数值",
                    en: "the value and \(member) do not make the pseudonym \(pseudonym): take both "
                        + "from `tally subject name`")
            }
            return found
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show consents, assets, grants and overrides of a patient. 查看患者名下的登记。")

        @Argument(help: "The pseudonym.")
        var pseudonym: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let id = try Given.pseudonym(pseudonym)
                let session = try await Session.open(session, output.language)
                let view = try await session.client.subject(id)
                try output.show(view, zh: Self.text(view, .zh), en: Self.text(view, .en))
            }
        }

        private static func text(_ view: SubjectView, _ language: DisplayLanguage) -> String {
            var lines = [language.say("持有方 ", "holder  ") + view.holder]
            for consent in view.consents {
                let effect =
                    consent.permits ? language.say("同意", "consent") : language.say("拒绝", "refusal")
                lines.append(
                    "\(effect)  \(consent.id)  \(consent.state)  "
                        + "\(consent.purposes.joined(separator: ","))  ≤ \(consent.maximumLevel)  "
                        + (consent.notAfter.map(TimeText.shanghai)
                            ?? language.say("无期限", "without an end")))
            }
            lines += view.assets.map { language.say("数据集  ", "asset   ") + $0 }
            lines += view.grants.map { language.say("授权    ", "grant   ") + $0 }
            lines += view.overrides.map { language.say("应急    ", "override ") + $0 }
            lines += view.otherNames.map { language.say("又名    ", "also    ") + $0 }
            lines += view.merges.map { Self.merge($0, language) }
            lines += view.recalls.map { AccessText.recall($0, language) }
            if let recovery = view.recovery { lines += Self.recovery(recovery, language) }
            return lines.joined(separator: "\n")
        }

        /// Two names that are taken for one patient, or were.
        private static func merge(
            _ view: SubjectView.Merge, _ language: DisplayLanguage
        ) -> String {
            let merged =
                "\(TimeText.shanghai(view.merged)) \(view.mergedBy.joined(separator: ", "))"
            let parted = view.separated.map {
                "\(TimeText.shanghai($0)) \(view.separatedBy.joined(separator: ", "))"
            }
            return language.say("合并    ", "merge   ") + "\(view.id)  "
                + view.names.joined(separator: " = ") + "  " + merged
                + (parted.map { language.say("；分开 ", "; separated ") + $0 } ?? "")
        }

        /// The latest recovery of the patient's key.
        private static func recovery(
            _ view: SubjectView.Recovery, _ language: DisplayLanguage
        ) -> [String] {
            let state =
                SubjectRecoveryState.allCases.first { $0.name == view.state }
                .map { language.say($0.chinese, $0.name) } ?? view.state
            let due = TimeText.shanghai(view.due)
            return [
                language.say("密钥找回 ", "recovery ") + "\(view.id)  \(state)  "
                    + language.say("生效时间 ", "in force from ") + due,
                language.say("公告人   ", "by       ") + view.announcedBy.joined(separator: ", "),
            ]
        }
    }
}
