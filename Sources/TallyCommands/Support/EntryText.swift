import CanonicalCoding
import Duties
import Governance
import LedgerTypes
import Sealing
import TallyClient

/// Entries in words.
enum EntryText {
    static func text(_ view: EntryView, _ language: DisplayLanguage) -> String {
        let who = [view.member, view.staff].compactMap(\.self).joined(separator: "/")
        var lines = [
            language.say("条目  ", "entry    ") + "\(view.index)",
            language.say("交易  ", "id       ") + view.transaction,
            language.say("种类  ", "kind     ")
                + (TransactionKind.allCases.first { $0.name == view.kind }?.described(language)
                    ?? view.kind),
            language.say("何人  ", "by       ") + who,
            language.say("时间  ", "time     ") + TimeText.shanghai(view.receipt.time),
            language.say("结果  ", "outcome  ") + outcome(view.receipt, language),
        ]
        if let withheld = withheld(view, language) {
            lines.append(language.say("扣留  ", "withheld ") + withheld)
        }
        lines += view.links.map {
            language.say("涉及  ", "of       ") + "\($0.kind) \($0.id) #\($0.sequence)"
        }
        return lines.joined(separator: "\n")
    }

    static func lines(_ views: [EntryView], _ language: DisplayLanguage) -> String {
        views.map { view in
            let who = [view.member, view.staff].compactMap(\.self).joined(separator: "/")
            return "\(view.index)  \(TimeText.shanghai(view.receipt.time))  \(view.kind)  \(who)  "
                + outcome(view.receipt, language)
                + (withheld(view, language).map { language.say("：", ": ") + $0 } ?? "")
        }.joined(separator: "\n")
    }

    /// Why the holder's gateway let nothing leave; nil for another entry.
    private static func withheld(_ view: EntryView, _ language: DisplayLanguage) -> String? {
        guard view.kind == TransactionKind.egressBlock.name, let bytes = Base64.decode(view.bytes),
            let payload = (try? Entry(canonical: bytes))?.transaction.transaction.payload,
            let block = try? Payload<EgressBlock>(canonical: payload).body
        else { return nil }
        let known = EgressReason.words(block.reason)
        let words = known.map { language.say($0.chinese, $0.english) } ?? "–"
        return words + " [\(block.reason)]"
    }

    /// The outcome in words, with the ledger's reason where it refused.
    static func outcome(_ receipt: ReceiptView, _ language: DisplayLanguage) -> String {
        let word: String =
            switch receipt.outcome {
            case "accepted": language.say("已受理", "accepted")
            case "refused": language.say("账本拒绝", "refused")
            default: DecisionText.outcome(receipt.outcome, language)
            }
        guard let message = receipt.message else { return word }
        return word + language.say("：\(message.zh)", ": \(message.en)") + " [\(receipt.code)]"
    }
}

extension Session {
    /// Writes what a node gave as it came, and says what it is.
    func write(_ bytes: [UInt8], to path: String, _ output: OutputOptions) throws {
        struct Written: Encodable {
            let file: String
            let bytes: Int
            let digest: String
        }
        try Files.write(bytes, to: path)
        let answer = Written(
            file: path, bytes: bytes.count, digest: suite.hash(bytes).description)
        try output.show(
            answer, zh: "已写入 \(path)（\(bytes.count) 字节，摘要 \(answer.digest)）",
            en: "written to \(path) (\(bytes.count) bytes, digest \(answer.digest))")
    }
}
