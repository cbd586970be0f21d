import ArgumentParser
import Governance
import LedgerTypes
import NodeFiles
import Sealing

extension SubjectCommand {
    /// `tally subject recover`: another key for a patient who lost theirs.
    struct Recover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Announce another key for a patient who lost theirs. 公告找回患者密钥。",
            discussion: """
                You and a person of another role at the holder announce it: name them with \
                --witness, they sign as --cosigner or on the draft. Or the patient's guardian does: \
                --guardian, with the guardian's key as --cosigner. The new key is in force after the \
                consortium's delay, unless the old key objects: tally subject cancel-recovery.
                """)

        @Argument(help: "The pseudonym.")
        var pseudonym: String

        @Option(help: "The proof that the patient's new device wrote: `tally key prove`.")
        var keyProof: String

        @Option(help: "Why the old key cannot sign: lost, stolen, damaged or locked.")
        var reasonCode: String

        @Option(
            help: "The record of the identity check; only a salted commitment goes on the chain.")
        var identityCheck: String

        @Option(help: "The second person of the holder, without the member.")
        var witness: String?

        @Flag(help: "The patient's guardian announces it.")
        var guardian = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let subject = try Given.pseudonym(pseudonym)
                let announcer = try announcer()
                let reason = try Given.recoveryReason(reasonCode)
                let session = try await Session.open(session, output.language)
                let holder = try Given.member(try await session.client.subject(subject).holder)
                let proof = try session.proof(keyProof, for: .subject(subject), at: holder)
                let hidden = Given.commitment(
                    "identity-check", try Files.read(identityCheck), suite: session.suite)
                let body = RecoverSubject.announce(
                    .init(
                        subject: subject, newKey: proof.claim.key, possession: proof.possession,
                        reason: reason, identityCheck: hidden.digest, announcer: announcer))
                try await session.finish(
                    session.transaction(
                        body, commitments: [hidden.digest], asPerson: !guardian),
                    submitting, output, disclosing: [hidden.disclosure],
                    zh: "密钥找回已公告；期满自动生效，原密钥可随时撤销",
                    en: "the recovery is announced; it is in force after the delay unless the old "
                        + "key objects")
            }
        }

        private func announcer() throws -> RecoverSubject.Announcer {
            switch (witness, guardian) {
            case (let witness?, false):
                guard let staff = StaffID(witness) else { throw announcerMissing }
                return .persons(witness: staff)
            case (nil, true): return .guardian
            default: throw announcerMissing
            }
        }

        private var announcerMissing: Failure {
            Failure(
                .usage, code: "announcer-missing",
                zh: "请写明另一岗位的见证人 --witness，或由监护人公告 --guardian，二者择一",
                en: "name the second person with --witness, or let the guardian announce it with "
                    + "--guardian: one of the two")
        }
    }

    /// `tally subject cancel-recovery`: the old key objects.
    struct CancelRecovery: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel-recovery",
            abstract: "Object to a recovery with the patient's old key. 以原密钥撤销找回。",
            discussion: """
                --cosigner is the file of the patient's old key, which alone may object. Any \
                member's node takes it.
                """)

        @Argument(help: "The recovery's id: tally subject show prints it.")
        var recovery: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let id = try Given.record(recovery, "RECOVERY")
                let session = try await Session.open(session, output.language)
                try await session.finish(
                    session.transaction(RecoverSubject.cancel(id)), submitting, output,
                    zh: "密钥找回已撤销，原密钥继续有效",
                    en: "the recovery is cancelled; the old key stays in force")
            }
        }
    }
}

extension Given {
    static func recoveryReason(_ text: String) throws -> SubjectRecoveryReason {
        guard let reason = SubjectRecoveryReason(name: text) else {
            throw Failure(
                .usage, code: "recovery-reason-unknown",
                zh: "--reason-code 须为 lost（遗失）、stolen（被盗）、damaged（损坏）或 locked（无法解锁），"
                    + "收到的是 `\(text)`",
                en: "--reason-code is lost, stolen, damaged or locked, not `\(text)`")
        }
        return reason
    }
}
