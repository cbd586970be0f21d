import ArgumentParser
import Foundation
import Governance
import LedgerTypes
import NodeRuntime
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

/// Names of the three rights, as people write and read them.
enum RightWords {
    private static let all: [(word: String, chinese: String, kind: RightKind)] = [
        ("hold", "持有权", .hold), ("use", "使用权", .use), ("operate", "经营权", .operate),
    ]

    static func kind(_ text: String) throws -> RightKind {
        guard let found = all.first(where: { $0.word == text }) else {
            throw Failure(
                .usage, code: "right-unknown", zh: "--kind 应为 hold、use 或 operate，收到 `\(text)`",
                en: "--kind is hold, use or operate, not `\(text)`")
        }
        return found.kind
    }

    static func word(_ kind: RightKind) -> String {
        all.first { $0.kind == kind }?.word ?? "\(kind.rawValue)"
    }

    static func say(_ kind: RightKind, _ language: DisplayLanguage) -> String {
        language.say(all.first { $0.kind == kind }?.chinese ?? "\(kind.rawValue)", word(kind))
    }
}

/// One recorded right, as it stands among the others of its asset.
struct RightRow: Encodable {
    let id: String
    let kind: String
    let grantee: String
    let basis: String
    let from: UInt64
    let until: UInt64?
    let isPledged: Bool
    /// False where a later record of the same right stands in its place.
    let isLast: Bool
    /// By this machine's clock.
    let isInForce: Bool

    init(_ right: Right, _ place: RightPlace, now: BlockTime) {
        id = place.id.description
        kind = RightWords.word(right.right)
        grantee = right.grantee.text
        basis = right.basis
        from = right.from.value
        until = right.until?.value
        isPledged = right.encumbrance != nil
        isLast = place.isLast
        isInForce = place.isLast && right.from <= now && right.until.map { now < $0 } ?? true
    }

    static func text(_ rows: [RightRow], _ language: DisplayLanguage) -> String {
        guard !rows.isEmpty else {
            return language.say("没有登记权利", "no right is recorded")
        }
        return rows.map { $0.text(language) }.joined(separator: "\n")
    }

    private func text(_ language: DisplayLanguage) -> String {
        let name = (try? RightWords.kind(kind)).map { RightWords.say($0, language) } ?? kind
        let end = until.map(TimeText.shanghai) ?? language.say("无期限", "no end")
        let standing =
            !isLast
            ? language.say("已被后来的登记取代", "a later record counts")
            : isInForce
                ? language.say("有效", "in force") : language.say("不在有效期", "not in force now")
        let pledge = isPledged ? language.say("，已质押", ", pledged") : ""
        return
            "\(id)\n  \(name)  \(grantee)  \(TimeText.shanghai(from)) – \(end)  \(standing)\(pledge)"
            + "\n  \(basis)"
    }
}

/// Where a record stands among those of its asset.
struct RightPlace {
    let id: RecordID
    let isLast: Bool
}

extension Right {
    /// The same right from now on, with another encumbrance.
    func again(encumbrance: Digest?, from: BlockTime) -> Right {
        Right(
            asset: asset, right: right, grantee: grantee, basis: basis, scope: scope,
            encumbrance: encumbrance, from: from, until: until)
    }

    /// Whether both are records of one right: later ones stand in the place of earlier ones.
    func isSameRight(as other: Right) -> Bool {
        asset == other.asset && right == other.right && grantee == other.grantee
    }
}

extension Session {
    /// All rights in an asset, in the order of their records.
    func rights(of asset: RecordID) async throws -> [(Right, RightPlace)] {
        let ids = try await read(Tables.rightsOfAsset, asset)?.elements ?? []
        var found: [(id: RecordID, right: Right)] = []
        for id in ids {
            guard let right = try await read(Tables.rights, id) else {
                throw Failure(
                    .internalFault, code: "no-right", zh: "状态中缺少权利 \(id)",
                    en: "the state lacks the right \(id)")
            }
            found.append((id, right))
        }
        return found.enumerated().map { index, item in
            let isLast = !found[(index + 1)...].contains { $0.right.isSameRight(as: item.right) }
            return (item.right, RightPlace(id: item.id, isLast: isLast))
        }
    }

    /// The right of an id, if no later record stands in its place.
    func lastRecord(ofRight text: String) async throws -> Right {
        let id = try Given.record(text, "RIGHT")
        guard let right = try await read(Tables.rights, id) else {
            throw Failure(
                .refused, code: "unknown-right", zh: "没有登记该权利：用 tally right show 查看",
                en: "no such right is recorded: see tally right show")
        }
        let all = try await rights(of: right.asset)
        guard all.contains(where: { $1.id == id && $1.isLast }) else {
            let last = all.last { $0.0.isSameRight(as: right) }?.1.id
            throw Failure(
                .refused, code: "right-replaced",
                zh: "该登记已被 \(last.map { "\($0)" } ?? "–") 取代：请用后者的编号",
                en: "a later record, \(last.map { "\($0)" } ?? "–"), stands in its place: name that"
            )
        }
        return right
    }

    fileprivate func record(
        _ right: Right, _ hidden: (digest: Digest, disclosure: FieldDisclosure),
        _ submitting: SubmittingOptions, _ output: OutputOptions, zh: String, en: String
    ) async throws {
        let transaction = try await signedByGateway(
            transaction(RegisterRight(right: right), commitments: [hidden.digest]))
        try await finish(
            transaction, submitting, output, disclosing: [hidden.disclosure], zh: zh, en: en)
    }
}
