import ArgumentParser
import Duties
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// `tally subject`: patients under their pseudonyms.
struct SubjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject",
        abstract: "Pseudonyms of patients. 患者假名。",
        subcommands: [Name.self, Register.self, Show.self])

    struct Name: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the pseudonym of a patient of your own records. 计算本机构患者的假名。",
            discussion: """
                Needs the node's folder, since the key of pseudonyms never leaves it. The local \
                number is the name of the patient's file in the folder of records.
                """)

        @Argument(help: "Your own number for the patient.")
        var localID: String

        @Option(help: "The node's folder.")
        var home: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let folder = NodeFolder(home)
                let key = try KeyFile.read(folder.key(.pseudonym)).open(
                    .pseudonym, passphrase: try passphrase.read(output.language))
                let pseudonym = LocalPseudonym.of(localID, key: key)
                try output.show(
                    ["pseudonym": pseudonym.description], zh: "\(pseudonym)", en: "\(pseudonym)")
            }
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a patient; your gateway signs. 登记患者。")

        @Argument(help: "The pseudonym.")
        var pseudonym: String

        @Option(help: "The patient's own public key, hexadecimal.")
        var patientKey: String?

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
                let subject = Subject(
                    pseudonym: try Given.pseudonym(pseudonym), holder: member,
                    key: try patientKey.map { try Given.verifyingKey($0, suite: session.suite) },
                    refusesEmergency: refusesEmergency,
                    attending: try Given.names(attending).map {
                        StaffReference(member: member, staff: try Person("\(member)/\($0)").staff)
                    })
                let transaction = try await session.signedByGateway(
                    session.transaction(RegisterSubject(subject: subject)))
                try await session.finish(
                    transaction, submitting, output, zh: "患者已登记", en: "the patient is registered")
            }
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
                        + TimeText.shanghai(consent.notAfter))
            }
            lines += view.assets.map { language.say("数据集  ", "asset   ") + $0 }
            lines += view.grants.map { language.say("授权    ", "grant   ") + $0 }
            lines += view.overrides.map { language.say("应急    ", "override ") + $0 }
            return lines.joined(separator: "\n")
        }
    }
}
