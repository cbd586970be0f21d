import ArgumentParser
import CanonicalCoding
import Foundation
import LedgerTypes
import Sealing
import TallyClient

/// How a command's transaction ends: submitted, or written to a file for further signers.
struct SubmittingOptions: ParsableArguments {
    @Option(
        help: "Write the signed transaction to this file for further signers instead of submitting."
    )
    var draft: String?

    @Option(help: "File for the disclosures of what is only committed to on the chain.")
    var disclosures: String?
}

/// What a command that records something prints.
struct RecordedAnswer: Encodable {
    let transaction: String
    let entry: UInt64?
    let record: String?
    let draft: String?
    /// The words of an authorisation code, shown this once.
    var secret: String?
    /// What stands between what was recorded and what follows from it.
    var remark: TextView?
}

extension Files {
    /// Writes what opens commitments; `tally export --disclose` reads it.
    static func write(disclosing fields: [FieldDisclosure], to path: String) throws {
        try OutputPlace(path).write(disclosing: fields)
    }

    /// Reads the bytes of such a file.
    static func disclosures(_ bytes: [UInt8]) throws -> [FieldDisclosure] {
        var reader = CanonicalReader(bytes)
        let fields: [FieldDisclosure] = try reader.array()
        return fields
    }
}

extension OutputPlace {
    func write(disclosing fields: [FieldDisclosure]) throws {
        var writer = CanonicalWriter()
        writer.array(fields)
        try write(writer.bytes, secret: true)
    }
}

extension Session {
    /// True if the ledger or the node said no for good; false where it may still be recorded.
    private static func isRefused(_ error: any Error) -> Bool {
        switch error {
        case ClientFault.refused(let answer): (400..<500).contains(answer.statusCode)
        case let failure as Failure: failure.kind == .refused
        default: false
        }
    }

    /// Submits and prints; or writes a draft for further signers.
    ///
    /// - Parameter namesRecord: true where the receipt names the record that came about: a case has
    ///   another id than the transaction that opened it.
    /// - Parameter remark: what to say of the record beside, once it is on the chain.
    func finish(
        _ transaction: SignedTransaction, _ options: SubmittingOptions, _ output: OutputOptions,
        disclosing fields: [FieldDisclosure] = [], secret: String? = nil,
        namesRecord: Bool = false, remark: ((String) async -> TextView?)? = nil, zh: String,
        en: String
    ) async throws {
        if let path = options.disclosures, !fields.isEmpty {
            try Files.write(disclosing: fields, to: path)
        }
        if let path = options.draft {
            try Files.write(transaction.canonicalBytes, to: path)
            let words = secret.map { "\n\($0)" } ?? ""
            try output.show(
                RecordedAnswer(
                    transaction: transaction.id.description, entry: nil, record: nil, draft: path,
                    secret: secret),
                zh: "已写入 \(path)：请下一位签名人先用 tally submit --show 阅读，"
                    + "再执行 tally submit --add-signature，最后一人提交\(words)",
                en:
                    "written to \(path): the next signer reads it with tally submit --show and runs "
                    + "tally submit --add-signature, the last "
                    + "submits\(words)")
            return
        }
        let view: TransactionView
        do {
            view = try await commit(transaction)
        } catch {
            // Refused, so nothing on the chain needs what the file opens, and it would stand in the
            // way of the corrected call. Where the outcome is not known it stays.
            if let path = options.disclosures, !fields.isEmpty, Self.isRefused(error) {
                try Files.remove(path)
            }
            throw error
        }
        let record = namesRecord ? try await self.record(of: view) : view.id
        let beside = await remark?(record)
        let answer = RecordedAnswer(
            transaction: view.id, entry: view.entry, record: record, draft: nil, secret: secret,
            remark: beside)
        let entry = view.entry.map(String.init) ?? "-"
        try output.show(
            answer, zh: "\(zh)\n编号 \(record)\n条目 \(entry)" + (beside.map { "\n注意 \($0.zh)" } ?? ""),
            en: "\(en)\nid     \(record)\nentry  \(entry)"
                + (beside.map { "\nnote   \($0.en)" } ?? ""))
    }

    /// The id that the receipt of an entry names.
    private func record(of view: TransactionView) async throws -> String {
        guard let index = view.entry,
            let bytes = Base64.decode(try await client.entry(index).bytes),
            let entry = try? Entry(canonical: bytes),
            let record = try? RecordID(canonical: entry.receipt.detail)
        else { throw ClientFault.unreadable("entry of \(view.id)") }
        return record.description
    }
}
