import ArgumentParser
import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// `tally consent`: what a patient agreed to, and took back.
struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Record, explain and withdraw consents. 登记、说明与撤回同意。",
        subcommands: [Record.self, Explain.self, Withdraw.self])

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

        @OptionGroup var scope: ScopeOptions

        @Option(help: "Who gives it: oneself, parent, guardian, spouse, child, authorised.")
        var relation = "oneself"

        @Option(help: "An earlier consent of the patient that this one replaces, by id.")
        var supersedes: String?

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
                let relation = try Given.relation(relation, "--relation")
                let earlier = try supersedes.map { try Given.record($0, "--supersedes") }
                let session = try await Session.open(session, output.language)
                let hidden = Given.commitment(
                    "document", try Files.read(document), suite: session.suite)
                let terms = ConsentTerms(
                    about: .subject(try Given.pseudonym(subject)), relation: relation,
                    permits: !refusal, scope: try await scope.scope(session),
                    notice: try notice.map { session.suite.hash(try Files.read($0)) } ?? .zero,
                    isSeparate: separate, document: hidden.digest, supersedes: earlier,
                    inOwnHand: !attested)
                var transaction = session.transaction(
                    RecordConsent(terms: terms), commitments: [hidden.digest])
                if attested { transaction = try await session.signedByGateway(transaction) }
                try await session.finish(
                    transaction, submitting, output, disclosing: [hidden.disclosure],
                    remark: session.remark(onConsent:), zh: "同意已登记",
                    en: "the consent is recorded")
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
