import ArgumentParser
import Bilingual
import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import Sealing
import TallyClient
import WrittenText

/// `tally submit`: a signed transaction from a file, such as one that several people signed.
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Submit a signed transaction from a file. 提交文件中的已签名交易。",
        discussion: """
            The file holds the canonical bytes, or their base64. --show says in words what it does, \
            signs nothing and submits nothing: read it before you sign. With --add-signature your \
            key's signature is added and the file is written back instead of submitted: so signers \
            at different machines sign one after the other. Exit code 0 where the chain accepted or \
            permitted it, 1 where it did not, 2 where that is not known yet.
            """)

    @Argument(help: "The file.")
    var file: String

    @Flag(help: "Say what it does and who signed; nothing is signed or submitted.")
    var show = false

    @Flag(help: "Add your signature and write the file back; nothing is submitted.")
    var addSignature = false

    @Option(help: "How long to wait for the entry, in seconds.")
    var wait: UInt64 = 30

    @OptionGroup var session: SessionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let wait = try Given.number(wait, in: 0...60, "--wait")
            guard !(show && addSignature) else {
                throw Failure(
                    .usage, code: "show-or-sign",
                    zh: "--show 只说明，不签署；看过之后再单独用 --add-signature",
                    en: "--show signs nothing: read it first, then call with --add-signature alone")
            }
            var signed = try Self.read(file)
            if show { return try await showWords(of: signed) }
            let session = try await Session.open(session, output.language)
            guard signed.transaction.chain == session.chain else {
                throw Failure(
                    .badInput, code: "wrong-chain", zh: "该交易属于另一条链",
                    en: "the transaction belongs to another chain")
            }
            if addSignature {
                for key in session.keys { signed = signed.adding(signatureBy: key) }
                try Files.replace(file, with: signed.canonicalBytes)
                let count = signed.signatures.count
                let kind = signed.transaction.kind
                try output.show(
                    [
                        "transaction": signed.id.description, "signatures": String(count),
                        "kind": kind.name,
                    ],
                    zh: "\(TransactionWords.text(signed.transaction, .zh))\n"
                        + "已加签：共 \(count) 个签名，文件 \(file)",
                    en: "\(TransactionWords.text(signed.transaction, .en))\n"
                        + "signed: \(count) signatures now, in \(file)")
                return
            }
            let view = try await session.commit(signed, wait: wait * 1_000)
            try output.show(
                view, zh: StatusCommand.text(view, .zh) + "\n编号 \(view.id)",
                en: StatusCommand.text(view, .en) + "\nid     \(view.id)")
            let code = StatusCommand.exitCode(view)
            if code != 0 { throw ExitCode(code) }
        }
    }

    private func showWords(of signed: SignedTransaction) async throws {
        let transaction = signed.transaction
        let keys = signed.signatures.map(\.key.description)
        let signers = await signers(of: signed)
        let until = CalendarTime.text(transaction.validUntil)
        try output.show(
            [
                "transaction": signed.id.description, "kind": transaction.kind.name,
                "chain": transaction.chain.description,
                "keys": keys.joined(separator: " "),
                "words": TransactionWords.text(transaction, output.language),
            ],
            zh: "\(TransactionWords.text(transaction, .zh))\n  编号：\(signed.id)\n"
                + "  有效至：\(until)\n  已签：\(signers.map(\.chinese).joined(separator: "、"))",
            en: "\(TransactionWords.text(transaction, .en))\n  id: \(signed.id)\n"
                + "  valid until: \(until)\n  signed by: "
                + signers.map(\.english).joined(separator: ", "))
    }

    /// Whose keys signed, as the node's state knows them; a key alone where it does not say.
    private func signers(of signed: SignedTransaction) async -> [Wording] {
        let session = try? await Session.open(session, output.language)
        var found: [Wording] = []
        for signature in signed.signatures {
            let record = try? await session?.read(Tables.keys, signature.key)
            let owner = record?.owner.wording
            found.append(
                owner
                    ?? Wording(
                        english: "the key \(signature.key), whose the node does not say",
                        chinese: "密钥 \(signature.key)（节点未说明归属）"))
        }
        return found
    }

    /// Reads canonical bytes or their base64.
    static func read(_ path: String) throws -> SignedTransaction {
        let bytes = try Files.read(path)
        if let signed = try? SignedTransaction(canonical: bytes) { return signed }
        if let page = try? WrittenPage(bytes),
            let decoded = Base64.decode(
                page.lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined()),
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
        discussion: """
            Exit code 0 where the chain took it, 1 where the ledger refused it or it comes into no \
            block any more, 2 where that is not known yet. A decision is `tally request`'s: denied is \
            1 and escalated 2 here too.
            """)

    @Argument(help: "The transaction's id.")
    var id: String

    @OptionGroup var session: SessionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let record = try Given.record(id, "ID")
            let session = try await Session.open(session, output.language)
            let view = try await session.client.transaction(record)
            try output.show(view, zh: Self.text(view, .zh), en: Self.text(view, .en))
            let code = Self.exitCode(view)
            if code != 0 { throw ExitCode(code) }
        }
    }

    /// Recorded is not accepted: the receipt says what the ledger made of it.
    static func exitCode(_ view: TransactionView) -> Int32 {
        switch (view.status, view.receipt?.outcome) {
        case ("committed", "accepted"), ("committed", "permit"): 0
        // Without a receipt the caller may know only that it is recorded, not what came of it.
        case ("committed", "escalate"), ("committed", nil): Failure.Kind.indeterminate.rawValue
        case ("committed", _), ("expired", _), ("rejected", _): Failure.Kind.refused.rawValue
        default: Failure.Kind.indeterminate.rawValue
        }
    }

    static func text(_ view: TransactionView, _ language: DisplayLanguage) -> String {
        switch view.status {
        case "committed":
            let entry = view.entry.map(String.init) ?? "-"
            let outcome =
                view.receipt.map { EntryText.outcome($0, language) }
                ?? language.say("结果不向您显示", "its outcome is not shown to you")
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
