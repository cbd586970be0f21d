import ArgumentParser
import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// `tally consent`: what a patient agreed to, and took back.
struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Record and withdraw consents. 登记与撤回同意。",
        subcommands: [Record.self, Withdraw.self])

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a consent, in the patient's own hand or attested. 登记同意。",
            discussion: """
                --cosigner is the patient's key file: the consent is in their own hand. With \
                --attested the holder's gateway attests it, and --cosigner is a witness of another \
                role than yours.
                """)

        @Option(help: "The patient's pseudonym.")
        var subject: String

        @Option(help: "Purposes, separated by commas.")
        var purposes: String

        @Option(help: "Highest level of data, 1 … 5.")
        var maximumLevel: UInt64 = 3

        @Option(help: "Members that may receive, separated by commas; left out: all.")
        var audiences = ""

        @Option(help: "First day.")
        var from: String

        @Option(help: "First day on which it does not hold any more.")
        var until: String

        @Option(help: "The signed document; only a salted commitment goes on the chain.")
        var document: String

        @Option(help: "The notice that was shown.")
        var notice: String?

        @Flag(help: "Sensitive data were agreed to separately (PIPL 29).")
        var separate = false

        @Flag(help: "It is a refusal: it wins over every permission.")
        var refusal = false

        @Flag(help: "The holder's gateway attests, with the witness as cosigner.")
        var attested = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let maximumLevel = try Given.number(maximumLevel, in: 1...5, "--maximum-level")
                let session = try await Session.open(session, output.language)
                let hidden = Given.commitment(
                    "document", try Files.read(document), suite: session.suite)
                let terms = ConsentTerms(
                    about: .subject(try Given.pseudonym(subject)), permits: !refusal,
                    scope: ConsentScope(
                        purposes: try await session.words().ids(purposes, .purpose, "--purposes"),
                        maximumLevel: maximumLevel,
                        audiences: try Given.names(audiences).map(Given.member),
                        notBefore: try Given.time(from, "--from"),
                        notAfter: try Given.time(until, "--until")),
                    notice: try notice.map { session.suite.hash(try Files.read($0)) } ?? .zero,
                    isSeparate: separate, document: hidden.digest, inOwnHand: !attested)
                var transaction = session.transaction(
                    RecordConsent(terms: terms), commitments: [hidden.digest])
                if attested { transaction = try await session.signedByGateway(transaction) }
                try await session.finish(
                    transaction, submitting, output, disclosing: [hidden.disclosure],
                    zh: "同意已登记", en: "the consent is recorded")
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Withdraw a consent; any member's node takes it. 撤回同意，任何成员节点均可受理。",
            discussion: """
                --cosigner is the patient's key file; with --attested the holder's gateway and a \
                witness attest the withdrawal, which only the holder can do.
                """)

        @Argument(help: "The consent's id.")
        var consent: String

        @Flag(help: "The holder's gateway attests, with the witness as cosigner.")
        var attested = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                var transaction = session.transaction(
                    WithdrawConsent(
                        consent: try Given.record(consent, "CONSENT"), inOwnHand: !attested))
                if attested { transaction = try await session.signedByGateway(transaction) }
                try await session.finish(
                    transaction, submitting, output, zh: "同意已撤回，自本条目起不再有效",
                    en: "the consent is withdrawn from this entry on")
            }
        }
    }
}
