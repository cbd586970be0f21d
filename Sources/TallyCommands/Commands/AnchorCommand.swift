import ArgumentParser
import Foundation
import Governance
import LedgerTypes
import Sealing

/// `tally anchor`: digests that prove when something was there.
struct AnchorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anchor",
        abstract: "Put the digest of a file on the chain. 将文件摘要上链固定。",
        subcommands: [File.self, Seal.self])

    struct File: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Anchor a file; it stays where it is. 固定文件摘要，文件不出库。",
            discussion: "The first entry of a digest is the one that proves its age.")

        @Argument(help: "The file.")
        var file: String

        @Option(help: "timestamp, revocations, exhibit, custody, platform or destroyed-salt.")
        var kind: String

        @Option(help: "The patient's pseudonym that it concerns.")
        var subject: String?

        @Option(help: "The asset that it concerns.")
        var asset: String?

        @Option(help: "The entry that it concerns, by number.")
        var entry: UInt64?

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        private static let kinds: [(word: String, kind: AnchorKind)] = [
            ("timestamp", .timestampToken), ("revocations", .revocationList),
            ("exhibit", .exhibit), ("custody", .custodyEvent), ("platform", .platformStatement),
            ("destroyed-salt", .destroyedSalt),
        ]

        func run() async throws {
            try await output.run {
                guard let what = Self.kinds.first(where: { $0.word == kind })?.kind else {
                    let words = Self.kinds.map(\.word).joined(separator: ", ")
                    throw Failure(
                        .usage, code: "anchor-kind-unknown", zh: "--kind 应为以下之一：\(words)",
                        en: "--kind is one of \(words)")
                }
                let head = try Given.head(subject: subject, asset: asset)
                let bytes = try Files.read(file)
                let session = try await Session.open(session, output.language)
                let action = AnchorDigest(
                    what: what, digest: session.suite.hash(bytes), head: head,
                    entry: try entry.map { entry in
                        EntryIndex(try Given.number(entry, in: 0...UInt64(Int64.max), "--entry"))
                    })
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "摘要已上链",
                    en: "the digest is on the chain")
            }
        }
    }

    struct Seal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that an evidence file was given out. 登记证据包的交付。",
            discussion: """
                The file is one that `tally export` wrote; who receives it is recorded as a salted \
                commitment.
                """)

        @Argument(help: "The evidence file.")
        var file: String

        @Option(help: "The patient's pseudonym whose file it is.")
        var subject: String?

        @Option(help: "The asset whose file it is.")
        var asset: String?

        @Option(help: "The last height that the file covers.")
        var upTo: UInt64

        @Option(help: "Who receives it, in words.")
        var recipient: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                guard let head = try Given.head(subject: subject, asset: asset) else {
                    throw Failure(
                        .usage, code: "target-missing", zh: "请用 --subject 或 --asset 指明一个对象",
                        en: "name one target with --subject or --asset")
                }
                let bytes = try Files.read(file)
                let session = try await Session.open(session, output.language)
                let hidden = Given.commitment(
                    "recipient", Array(recipient.utf8), suite: session.suite)
                let action = SealExport(
                    head: head, file: session.suite.hash(bytes),
                    upTo: Height(try Given.number(upTo, in: 1...UInt64(Int64.max), "--up-to")),
                    recipient: hidden.digest)
                try await session.finish(
                    session.transaction(action, commitments: [hidden.digest]), submitting, output,
                    disclosing: [hidden.disclosure], zh: "交付已登记", en: "the delivery is recorded")
            }
        }
    }
}

extension Given {
    /// The subject or asset that a command names; nil where it names none.
    static func head(subject: String?, asset: String?) throws -> HeadID? {
        switch (subject, asset) {
        case (nil, nil): return nil
        case (let subject?, nil): return HeadID(.subject, try pseudonym(subject).digest)
        case (nil, let asset?): return HeadID(.asset, try record(asset, "--asset").digest)
        case (_?, _?):
            throw Failure(
                .usage, code: "two-targets", zh: "--subject 与 --asset 只能给一个",
                en: "give --subject or --asset, not both")
        }
    }
}
