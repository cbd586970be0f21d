import ArgumentParser
import Governance
import LedgerTypes

/// `tally consent`: what a patient agreed to, and took back.
struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Record, explain and withdraw consents. 登记、说明与撤回同意。",
        subcommands: [Record.self, Explain.self, Withdraw.self])

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
