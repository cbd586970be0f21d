import ArgumentParser
import CanonicalCoding
import Foundation
import Sealing
import TallyClient

/// `tally export`: one file with everything about a subject, for a court.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export the evidence file of a subject or asset. 导出证据包。")

    @Option(help: "The patient's pseudonym.")
    var subject: String?

    @Option(help: "The asset's id.")
    var asset: String?

    @Option(name: .customLong("case"), help: "The court's case number, or your own words.")
    var caseReference = ""

    @Option(
        help: "TRANSACTION=FILE: disclosures that --disclosures wrote; may be repeated.")
    var disclose: [String] = []

    @Flag(
        help: "With the block of each entry: where a court asks for them (`require blocks`). 附区块。")
    var blocks = false

    @Option(name: .shortAndLong, help: "The file to write.")
    var out: String

    @OptionGroup var session: SessionOptions
    @OptionGroup var output: OutputOptions

    struct Answer: Encodable {
        let file: String
        let bytes: Int
        let digest: String
        let genesis: String
        let otherNames: [String]
    }

    /// The patient's other names at the holder; none of an asset.
    private func otherNames(_ session: Session) async throws -> [String] {
        guard let subject else { return [] }
        return try await session.client.subject(try Given.pseudonym(subject)).otherNames
    }

    func run() async throws {
        try await output.run {
            guard (subject == nil) != (asset == nil), let id = subject ?? asset else {
                throw Failure(
                    .usage, code: "target-missing", zh: "请用 --subject 或 --asset 指明一个对象",
                    en: "name one target with --subject or --asset")
            }
            let place = try OutputPlace(
                out,
                reading: try disclose.map { try Self.disclosure($0).file }
                    + [session.key] + session.cosigner)
            let session = try await Session.open(session, output.language)
            let order = ExportBody(
                kind: subject == nil ? "asset" : "subject", id: id, caseReference: caseReference,
                disclosures: try disclosures(), blocks: blocks)
            // The history of the merge is in the file; the other names' own histories are not.
            let others = try await otherNames(session)
            let language = output.language
            let bytes = try await Interruption.ending {
                try await Self.fetch(order, session, language)
            }
            try place.write(bytes, secret: true)
            let answer = Answer(
                file: out, bytes: bytes.count, digest: session.suite.hash(bytes).description,
                genesis: session.chain.description, otherNames: others)
            try output.show(
                answer,
                zh: """
                    证据包    \(out)（\(bytes.count) 字节）
                    文件摘要  \(answer.digest)
                    核验      tally-verify \(out) --genesis （法院自行保存的链标识）
                    """
                        + others.map { "\n又名      \($0)：请另行导出" }.joined(),
                en: """
                    evidence  \(out) (\(bytes.count) bytes)
                    digest    \(answer.digest)
                    check     tally-verify \(out) --genesis (the chain digest that the court keeps)
                    """
                        + others.map { "\nalso      \($0): export it by itself" }.joined())
        }
    }

    /// The file, with its progress on the terminal.
    private static func fetch(
        _ order: ExportBody, _ session: Session, _ language: DisplayLanguage
    ) async throws -> [UInt8] {
        let line = ProgressLine()
        defer { line.end() }
        return try await session.client.evidence(order) { line.show(progress($0, language)) }
    }

    static func progress(_ view: ExportView, _ language: DisplayLanguage) -> String {
        switch view.stage {
        case "reading":
            language.say(
                "读取条目 \(view.done) / \(view.total)",
                "reading entries: \(view.done) of \(view.total)")
        case "proving":
            language.say(
                "生成证明 \(view.done) / \(view.total)",
                "proving entries: \(view.done) of \(view.total)")
        case "witnessing":
            language.say(
                "读取区块 \(view.done) / \(view.total)", "reading blocks: \(view.done) of \(view.total)"
            )
        default: language.say("封装并核验", "sealing and checking")
        }
    }

    private static func disclosure(_ item: String) throws -> (transaction: String, file: String) {
        let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Failure(
                .usage, code: "disclose-malformed", zh: "--disclose 应写作 交易编号=文件",
                en: "--disclose is written TRANSACTION=FILE")
        }
        return (parts[0], parts[1])
    }

    private func disclosures() throws -> [String: [String]] {
        var byTransaction: [String: [String]] = [:]
        for item in disclose {
            let (transaction, file) = try Self.disclosure(item)
            let fields = try Files.disclosures(try Files.read(file))
            byTransaction[transaction] = fields.map { Base64.encode($0.canonicalBytes) }
        }
        return byTransaction
    }
}
