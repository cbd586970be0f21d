import ArgumentParser
import Governance
import LedgerTypes
import Outbox
import Sealing

/// `tally withdrawal`: what the member owes since the right to what it received has ended.
struct WithdrawalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdrawal",
        abstract: "Answers to withdrawals: deleted, or kept and why. 撤回的答复。",
        discussion: """
            The node deletes by itself what was given for research, teaching and the like, and says so \
            on the chain. What was given for care, and what somebody took out of `inbox/`, waits for a \
            person. Receipts of a patient: `tally subject access`.
            """,
        subcommands: [List.self, Answer.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What is to be answered, and until when. 列出待答复的撤回。",
            discussion: "Exit code 0 where nothing waits for somebody, 1 where somebody must look.")

        @Flag(help: "Also what has ended.")
        var all = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let view = try await session.client.duties(withEnded: all)
                let own = DutyText.only(WorkKind.recall, of: view)
                try output.show(own, zh: DutyText.list(own, .zh), en: DutyText.list(own, .en))
                if own.needsSomebody { throw ExitCode(Failure.Kind.refused.rawValue) }
            }
        }
    }

    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer for what was received. 答复一项撤回。",
            discussion: """
                You are the data officer of the receiver; your gateway signs, too. `deleted`: the node \
                removes the file, and you say that no copy is left elsewhere. `kept`: the law says so, \
                and --grounds names by what duty; the file moves from `inbox/` to `kept/`. What is kept \
                may be answered as deleted later.
                """)

        @Argument(help: "The request on which it was released: `tally withdrawal list`.")
        var permit: String

        @Option(help: "deleted or kept.")
        var outcome: String

        @Option(
            help: """
                Of what is kept: medical-record, trial-record, court-order, public-health, \
                insurance-audit or legal-claim.
                """)
        var grounds: String?

        @Option(help: "A file with your note; only a salted commitment goes on the chain.")
        var note: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let id = try Given.record(permit, "PERMIT")
                let (outcome, reason) = try said()
                let content = try Files.read(note)
                let session = try await Session.open(session, output.language)
                let duty = try await session.client.duty(WorkKind.recall.name, "\(id)")
                guard let withdrawal = duty.withdrawal else {
                    throw Failure(
                        .refused, code: "no-withdrawal", zh: "该准许下的数据没有待答复的撤回",
                        en: "nothing is to be answered for this permit")
                }
                let hidden = Given.commitment("receipt", content, suite: session.suite)
                let transaction = try await session.signedByGateway(
                    session.transaction(
                        AnswerWithdrawal(
                            permit: id, withdrawal: try Given.record(withdrawal, "WITHDRAWAL"),
                            outcome: outcome, reason: reason, note: hidden.digest),
                        commitments: [hidden.digest]))
                try await session.finish(
                    transaction, submitting, output, disclosing: [hidden.disclosure],
                    zh: outcome == .kept ? "已答复：依法留存" : "已答复：已删除",
                    en: outcome == .kept ? "answered: kept" : "answered: deleted")
            }
        }

        private func said() throws -> (WithdrawalOutcome, KeepingReason?) {
            switch (outcome, grounds.map(KeepingReason.init(name:))) {
            case ("deleted", nil): return (.deleted, nil)
            case ("kept", .some(.some(let reason))): return (.kept, reason)
            default:
                throw Failure(
                    .usage, code: "answer-malformed",
                    zh: "--outcome 为 deleted，或为 kept 并以 --grounds 写明法定理由："
                        + KeepingReason.allCases.map { "\($0.name)（\($0.chinese)）" }
                        .joined(separator: "、"),
                    en: "--outcome is deleted, or kept with --grounds: "
                        + KeepingReason.allCases.map(\.name).joined(separator: ", "))
            }
        }
    }
}
