import ArgumentParser
import Governance
import LedgerTypes
import NodeFiles
import Sealing

/// `tally right`: who may hold, use and operate a data set, and what is pledged.
struct RightCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "right",
        abstract: "Rights in data sets, and pledges of them. 数据集的持有、使用、经营权与质押。",
        discussion: """
            The ledger keeps what the holder records, with its time; whether a contract holds is for \
            a court. A pledge and its release are new records of the same right: the last one counts, \
            the earlier ones stay.
            """,
        subcommands: [Register.self, Pledge.self, Release.self, Show.self])

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a right in a data set; your gateway signs. 登记权利。")

        @Argument(help: "The asset's id.")
        var asset: String

        @Option(help: "hold, use or operate.")
        var kind: String

        @Option(help: "The member that has the right.")
        var grantee: String

        @Option(help: "The contract or provision it rests on, in words that all may read.")
        var basis: String

        @Option(help: "File with the scope; only a salted commitment goes on the chain.")
        var scope: String

        @Option(help: "From when; left out: now.")
        var from: String?

        @Option(help: "First day on which it does not hold any more; left out: without an end.")
        var until: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let kind = try RightWords.kind(self.kind)
                let content = try Files.read(scope)
                let session = try await Session.open(session, output.language)
                let hidden = Given.commitment("scope", content, suite: session.suite)
                let right = Right(
                    asset: try Given.record(asset, "ASSET"), right: kind,
                    grantee: try Given.member(grantee), basis: basis, scope: hidden.digest,
                    from: try from.map { try Given.time($0, "--from") } ?? WallClock.now(),
                    until: try until.map { try Given.time($0, "--until") })
                try await session.record(
                    right, hidden, submitting, output, zh: "权利已登记", en: "the right is recorded")
            }
        }
    }

    struct Pledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that a right is pledged. 登记质押。",
            discussion: "The right stays with its grantee; the record adds the encumbrance.")

        @Argument(help: "The right's id; the last record of it.")
        var right: String

        @Option(help: "The pledge contract; only a salted commitment goes on the chain.")
        var document: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let content = try Files.read(document)
                let session = try await Session.open(session, output.language)
                let last = try await session.lastRecord(ofRight: right)
                guard last.encumbrance == nil else {
                    throw Failure(
                        .refused, code: "pledged-already",
                        zh: "该权利已有质押：请先执行 tally right release",
                        en: "the right is pledged already: run tally right release first")
                }
                let hidden = Given.commitment("encumbrance", content, suite: session.suite)
                try await session.record(
                    last.again(encumbrance: hidden.digest, from: WallClock.now()), hidden,
                    submitting, output, zh: "质押已登记", en: "the pledge is recorded")
            }
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that a pledge has ended. 登记解除质押。",
            discussion: """
                The chain does not ask the pledgee: keep their written consent, of which a salted \
                commitment is recorded.
                """)

        @Argument(help: "The right's id; the record with the pledge.")
        var right: String

        @Option(help: "The pledgee's consent; only a salted commitment goes on the chain.")
        var document: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let content = try Files.read(document)
                let session = try await Session.open(session, output.language)
                let last = try await session.lastRecord(ofRight: right)
                guard last.encumbrance != nil else {
                    throw Failure(
                        .refused, code: "not-pledged", zh: "该权利没有登记质押",
                        en: "no pledge of the right is recorded")
                }
                let hidden = Given.commitment("release", content, suite: session.suite)
                try await session.record(
                    last.again(encumbrance: nil, from: WallClock.now()), hidden, submitting,
                    output, zh: "质押已解除", en: "the release is recorded")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All recorded rights in a data set. 查看数据集的全部权利登记。")

        @Argument(help: "The asset's id.")
        var asset: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let id = try Given.record(asset, "ASSET")
                let session = try await Session.open(session, output.language)
                guard try await session.read(Tables.assets, id) != nil else {
                    throw Failure(
                        .refused, code: "unknown-asset", zh: "没有登记该数据集",
                        en: "no such data set is registered")
                }
                let now = WallClock.now()
                let rows = try await session.rights(of: id).map { RightRow($0, $1, now: now) }
                try output.show(
                    rows, zh: RightRow.text(rows, .zh), en: RightRow.text(rows, .en))
            }
        }
    }
}
