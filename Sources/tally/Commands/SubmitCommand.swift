import ArgumentParser
import CanonicalCoding
import Foundation
import LedgerTypes
import NodeAPI
import Sealing

/// `tally submit`: a signed transaction from a file, such as one that several people signed.
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Submit a signed transaction from a file. 提交文件中的已签名交易。",
        discussion: """
            The file holds the canonical bytes, or their base64. With --add-signature your key's \
            signature is added and the file is written back instead of submitted: so signers at \
            different machines sign one after the other.
            """)

    @Argument(help: "The file.")
    var file: String

    @Flag(help: "Add your signature and write the file back; nothing is submitted.")
    var addSignature = false

    @Option(help: "How long to wait for the entry, in seconds.")
    var wait: UInt64 = 30

    @OptionGroup var session: SessionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            var signed = try Self.read(file)
            let session = try await Session.open(session, output.language)
            guard signed.transaction.chain == session.chain else {
                throw Failure(
                    .badInput, code: "wrong-chain", zh: "该交易属于另一条链",
                    en: "the transaction belongs to another chain")
            }
            if addSignature {
                for key in session.keys { signed = signed.adding(signatureBy: key) }
                try Files.write(signed.canonicalBytes, to: file, replacing: true)
                let count = signed.signatures.count
                try output.show(
                    ["transaction": signed.id.description, "signatures": String(count)],
                    zh: "已加签：共 \(count) 个签名，文件 \(file)",
                    en: "signed: \(count) signatures now, in \(file)")
                return
            }
            let view = try await session.commit(signed, wait: wait * 1_000)
            let entry = view.entry ?? 0
            try output.show(
                view, zh: "已上链：条目 \(entry)\n编号 \(view.id)",
                en: "recorded: entry \(entry)\nid     \(view.id)")
        }
    }

    /// Reads canonical bytes or their base64.
    static func read(_ path: String) throws -> SignedTransaction {
        let bytes = try Files.read(path)
        if let signed = try? SignedTransaction(canonical: bytes) { return signed }
        let text = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        if let decoded = Base64.decode(text),
            let signed = try? SignedTransaction(canonical: decoded)
        {
            return signed
        }
        throw Failure(
            .badInput, code: "transaction-unreadable", zh: "\(path) 不是已签名的交易",
            en: "\(path) holds no signed transaction")
    }
}

/// `tally status`: where a transaction stands.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Ask where a transaction stands. 查询交易状态。",
        discussion: "Exit code 0 where it is on the chain, 2 where it is not.")

    @Argument(help: "The transaction's id.")
    var id: String

    @OptionGroup var session: SessionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let record = try Given.record(id, "ID")
            let session = try await Session.open(session, output.language)
            let view: TransactionView = try await session.client.get("/v1/transactions/\(record)")
            try output.show(view, zh: Self.text(view, .zh), en: Self.text(view, .en))
            if view.status != "committed" { throw ExitCode(Failure.Kind.indeterminate.rawValue) }
        }
    }

    private static func text(_ view: TransactionView, _ language: DisplayLanguage) -> String {
        switch view.status {
        case "committed":
            let outcome = view.receipt?.outcome ?? ""
            let entry = view.entry.map(String.init) ?? "-"
            return language.say(
                "已上链：条目 \(entry)，\(outcome)", "recorded: entry \(entry), \(outcome)")
        case "pending": return language.say("等待入块", "waits for a block")
        case "expired", "rejected":
            let why = view.message.map { language.say($0.zh, $0.en) } ?? "\(view.code ?? 0)"
            return language.say("未能入块：\(why)", "it came into no block: \(why)")
        default:
            return language.say("本节点不知道该编号", "this node does not know the id")
        }
    }
}
