import ArgumentParser
import Governance
import LedgerTypes
import Sealing

extension ConsentCommand {
    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a consent, in the patient's own hand or attested. 登记同意。",
            discussion: """
                --cosigner is the patient's key file: the consent is in their own hand. With \
                --attested the holder's gateway attests it, and --cosigner is a witness of another \
                role than yours.

                --from FILE reads an HL7 FHIR Consent, explains every provision and names what is \
                dropped, narrowed or widened, in both languages; then it records each provision, \
                refusals first. What stands on the chain already is not recorded again. \
                `tally import consent FILE` says the same and records nothing.
                """)

        @Option(help: "The patient's pseudonym.")
        var subject: String?

        @Option(
            help: """
                The node's folder: the pseudonym is made of the patient's number in the FHIR consent, \
                or compared with --subject.
                """)
        var home: String?

        @Flag(
            help: """
                You compared the patient whom the FHIR consent names with --subject yourself; needed \
                where --home is not given.
                """)
        var patientChecked = false

        @OptionGroup var scope: ScopeOptions

        @OptionGroup var reading: ConsentFileOptions

        @Option(
            help: """
                A provision of the FHIR consent to record, by its number; may be repeated; left out: \
                all of them.
                """)
        var provision: [Int] = []

        @Option(
            help: """
                Who gives it: oneself, parent, guardian, spouse, child, authorised; left out: oneself, \
                unless the FHIR consent names others.
                """)
        var relation: String?

        @Option(help: "An earlier consent of the patient that this one replaces, by id.")
        var supersedes: String?

        @Option(
            help: """
                The signed document; only a salted commitment goes on the chain. Left out: the FHIR \
                consent itself.
                """)
        var document: String?

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
                if let file = scope.file {
                    try await record(file: file)
                } else {
                    try await recordScope()
                }
            }
        }

        /// What the options say.
        private func recordScope() async throws {
            let beside =
                reading.given ?? (provision.isEmpty ? nil : "--provision")
                ?? home.map { _ in "--home" } ?? (patientChecked ? "--patient-checked" : nil)
            if let beside {
                throw Failure(
                    .usage, code: "file-missing-beside",
                    zh: "\(beside) 只与 --from 文件 一起使用", en: "\(beside) goes with --from FILE alone")
            }
            let subject = try Given.needed(subject, "--subject")
            let relation = try Given.relation(relation ?? "oneself", "--relation")
            let document = try Given.needed(document, "--document")
            let earlier = try supersedes.map { try Given.record($0, "--supersedes") }
            let session = try await Session.open(session, output.language)
            let hidden = Given.commitment(
                "document", try Files.read(document), suite: session.suite)
            let terms = ConsentTerms(
                about: .subject(try Given.pseudonym(subject)), relation: relation,
                permits: !refusal, scope: try await scope.scope(session),
                notice: try shownNotice(session), isSeparate: separate, document: hidden.digest,
                supersedes: earlier, inOwnHand: !attested)
            try await session.finish(
                try await signed(terms, session), submitting, output,
                disclosing: [hidden.disclosure], remark: session.remark(onConsent:),
                zh: refusal ? "拒绝已登记" : "同意已登记",
                en: refusal ? "the refusal is recorded" : "the consent is recorded")
        }

        func shownNotice(_ session: Session) throws -> Digest {
            try notice.map { session.suite.hash(try Files.read($0)) } ?? .zero
        }

        /// The transaction of a consent, with the gateway's signature where it is attested.
        func signed(_ terms: ConsentTerms, _ session: Session) async throws -> SignedTransaction {
            let transaction = session.transaction(
                RecordConsent(terms: terms), commitments: [terms.document])
            return attested ? try await session.signedByGateway(transaction) : transaction
        }
    }
}
