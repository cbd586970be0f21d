import ArgumentParser
import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// `tally code`: one-time authorisations that a patient hands over.
struct CodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Issue and redeem authorisation codes. 授权码的签发与兑付。",
        subcommands: [Issue.self, Redeem.self])

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue a code; the secret is printed once. 签发授权码，密语只显示一次。",
            discussion: """
                Signed with the patient's key as --cosigner, or by your member's gateway with \
                --attested. The chain holds only the public half of the code.
                """)

        @Option(help: "The patient's pseudonym.")
        var subject: String

        @Option(help: "The member that may redeem it.")
        var audience: String

        @Option(help: "The purpose, by its name in the vocabulary.")
        var purpose: String

        @Option(help: "Highest level of data, 1 … 5.")
        var maximumLevel: UInt64 = 3

        @Option(help: "How many uses.")
        var uses: UInt64 = 1

        @Option(help: "Hours until it is worth nothing.")
        var hours: UInt64 = 24

        @Option(help: "The grant that it opens.")
        var grant: String?

        @Flag(help: "The holder's gateway signs for the patient.")
        var attested = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let maximumLevel = try Given.number(maximumLevel, in: 1...5, "--maximum-level")
                let uses = try Given.number(
                    uses, in: 1...UInt64(GovernanceLimits.codeUses), "--uses")
                let hours = try Given.number(
                    hours, in: 1...GovernanceLimits.codeLife.value / Milliseconds.hours(1).value,
                    "--hours")
                let session = try await Session.open(session, output.language)
                let secret = CodeSecret.generate()
                let now = WallClock.now()
                let patient = try Given.pseudonym(subject)
                let audience = try Given.member(audience)
                let key = try secret.key(suite: session.suite)
                let action = IssueCode(
                    grant: try grant.map { try Given.record($0, "--grant") },
                    subject: patient, key: key.verifyingKey,
                    possession: KeyPossession(
                        of: key, chain: session.chain,
                        holder: try await session.holder(of: patient),
                        for: .code(subject: patient, audience: audience)),
                    audience: audience,
                    purpose: try await session.words().id(purpose, .purpose, "--purpose"),
                    maximumLevel: maximumLevel, uses: uses,
                    expires: now.adding(.hours(hours)) ?? now)
                var transaction = session.transaction(action)
                if attested { transaction = try await session.signedByGateway(transaction) }
                try await session.finish(
                    transaction, submitting, output, secret: secret.text,
                    zh: "授权码已签发。密语（只显示这一次）：\(secret.text)",
                    en: "the code is issued. Its secret, shown this once: \(secret.text)")
            }
        }
    }

    struct Redeem: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Redeem a code with a request. 凭授权码提出请求。")

        @Argument(help: "The code's id.")
        var code: String

        @Option(
            help: "File whose first line is the secret that the patient gave; else you are asked.")
        var secretFile: String?

        @OptionGroup var asking: AskingOptions
        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let words = try secret(output.language)
                let session = try await Session.open(session, output.language)
                let action = RedeemCode(
                    code: try Given.record(code, "CODE"), request: try await asking.request(session)
                )
                let transaction = session.transaction(action)
                    .adding(signatureBy: try words.key(suite: session.suite))
                let view = try await session.commit(transaction)
                guard let decision = view.receipt?.decision else {
                    throw ClientFault.unreadable("decision")
                }
                let text =
                    try await DecisionPaper(entry: view.entry, session)?.text(output.language) ?? ""
                try output.show(view, zh: text, en: text)
                throw ExitCode(RequestCommand.exitCode(decision.outcome))
            }
        }

        private func secret(_ language: DisplayLanguage) throws -> CodeSecret {
            guard secretFile != nil || SecretInput.canAsk else {
                throw Failure(
                    .usage, code: "secret-missing",
                    zh: "需要密语：请用 --secret-file 指明文件，或在终端中输入",
                    en: "the secret is needed: give --secret-file, or run it at a terminal")
            }
            let given =
                try secretFile.map(SecretInput.firstLine)
                ?? SecretInput.ask(language.say("密语：", "Secret: "))
            guard let words = CodeSecret(String(decoding: given, as: UTF8.self)) else {
                throw Failure(
                    .usage, code: "secret-malformed", zh: "密语应为 32 位十六进制：请核对后重新输入",
                    en: "the secret has 32 hexadecimal digits: look again at what was given")
            }
            return words
        }
    }
}

/// The 128 bits that a patient hands over; they derive the code's key pair.
struct CodeSecret {
    private let bytes: [UInt8]

    static func generate() -> CodeSecret { CodeSecret(bytes: RandomBytes.generate(count: 16)) }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Hexadecimal, with or without hyphens.
    init?(_ text: String) {
        let bare = text.filter { $0 != "-" && $0 != " " }
        guard let bytes = Hex.decode(bare), bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// In groups of eight, for reading aloud.
    var text: String {
        let digits = Array(Hex.encode(bytes))
        return stride(from: 0, to: digits.count, by: 8).map { String(digits[$0..<($0 + 8)]) }
            .joined(separator: "-")
    }

    func key(suite: CryptoSuite) throws -> SigningKey {
        let seed = KeyedHash.derive(from: SecretBytes(bytes), label: "tally/authorisation-code/v1")
        return try SigningKey(seed: seed, suite: suite)
    }
}
