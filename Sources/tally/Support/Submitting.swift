import ArgumentParser
import CanonicalCoding
import Foundation
import LedgerTypes
import NodeAPI
import Sealing

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
    func finish(
        _ transaction: SignedTransaction, _ options: SubmittingOptions, _ output: OutputOptions,
        disclosing fields: [FieldDisclosure] = [], secret: String? = nil, zh: String, en: String
    ) async throws {
        if let path = options.disclosures, !fields.isEmpty {
            var writer = CanonicalWriter()
            writer.array(fields)
            try Files.write(writer.bytes, to: path, secret: true)
        }
        if let path = options.draft {
            try Files.write(transaction.canonicalBytes, to: path)
            let words = secret.map { "\n\($0)" } ?? ""
            try output.show(
                RecordedAnswer(
                    transaction: transaction.id.description, entry: nil, record: nil, draft: path,
                    secret: secret),
                zh: "已写入 \(path)：请下一位签名人执行 tally submit --add-signature，最后一人提交\(words)",
                en:
                    "written to \(path): the next signer runs tally submit --add-signature, the last "
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
        let answer = RecordedAnswer(
            transaction: view.id, entry: view.entry, record: view.id, draft: nil, secret: secret)
        let entry = view.entry.map(String.init) ?? "-"
        try output.show(
            answer, zh: "\(zh)\n编号 \(view.id)\n条目 \(entry)",
            en: "\(en)\nid     \(view.id)\nentry  \(entry)")
    }
}
