import ArgumentParser
import CharterLanguage
import Foundation
import Governance
import LedgerTypes
import Sealing
import TallyClient

extension CharterCommand {
    /// `tally charter withdraw`: the author's member takes a proposal back.
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back a proposal before it is in force. 撤回提案。")

        @Argument(help: "The proposal's id.")
        var proposal: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let action = WithdrawProposal(
                    proposal: try Given.record(proposal, "PROPOSAL"))
                let session = try await Session.open(session, output.language)
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "提案已撤回",
                    en: "the proposal is withdrawn")
            }
        }
    }

    /// `tally charter fetch`: the canonical bytes of a charter or a vocabulary on the chain.
    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch the canonical bytes of a charter or vocabulary. 取得章程或词汇表的规范字节。",
            discussion: "`tally charter list` shows the digests; what comes is checked against it.")

        @Argument(help: "The digest.")
        var digest: String

        @Flag(help: "The digest is a vocabulary's.")
        var vocabulary = false

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let wanted = try Given.record(digest, "DIGEST").digest
                try Files.requireNew(out)
                let session = try await Session.open(session, output.language)
                let bytes: [UInt8]
                let found: Digest?
                if vocabulary {
                    bytes = Array(try await session.client.vocabulary(wanted))
                    found = (try? Vocabulary(canonical: bytes))?.digest(session.suite)
                } else {
                    bytes = Array(try await session.client.charter(wanted))
                    found = (try? Charter(canonical: bytes))?.digest(session.suite)
                }
                guard found == wanted else {
                    throw ClientFault.unreadable(vocabulary ? "vocabulary" : "charter")
                }
                try session.write(bytes, to: out, output)
            }
        }
    }
}
