import Governance
import LedgerTypes
import Sealing

extension ReportComposer {
    func exhibits(_ evidence: VerifiedEvidence) -> ReportDocument.Section {
        let head = [
            say("文件", "file"), "SHA-256", say("大小", "size"), say("对应记录", "entry"),
        ]
        let rows = evidence.exhibits.map {
            [$0.name, "\($0.digest)", "\($0.size)", "\($0.anchoredBy)"]
        }
        return section(
            "证据清单", "Exhibits",
            rows.isEmpty
                ? [.paragraph(say("未附原件。", "No originals are attached."))]
                : [.table(head: head, rows: rows)])
    }

    func timeline(_ evidence: VerifiedEvidence) -> ReportDocument.Section {
        let head = [
            say("序号", "entry"), say("区块时间", "block time"), say("事件", "event"),
            say("行为方", "by"), say("结果", "outcome"), say("内容", "content"),
        ]
        let rows = evidence.entries.map { item in
            let transaction = item.entry.transaction.transaction
            let receipt = item.entry.receipt
            let actor =
                [member(transaction.member, evidence)]
                + [transaction.staff?.text, transaction.onBehalfOf.map { "→ \($0)" }].compactMap {
                    $0
                }
            return [
                "\(item.index)", CalendarTime.text(receipt.time) + " / \(receipt.height)",
                say(item.account.chinese, item.account.english), actor.joined(separator: " "),
                word(receipt.outcome) + (receipt.code == .none ? "" : " \(receipt.code)"),
                content(of: item),
            ]
        }
        let intro = say(
            "时间为区块时间（见“时间说明”），按链上顺序列出。", "Block times (see “Times”), in the order of the chain.")
        return section("事件时间线", "Timeline", [.paragraph(intro), .table(head: head, rows: rows)])
    }

    private func content(of item: VerifiedEntry) -> String {
        let lines = item.account.lines.map { say($0.chinese, $0.english) + ": " + $0.value }
        let fields = item.disclosed.map {
            say("披露字段 ", "disclosed field ") + $0.name + " = " + Self.shown($0.value)
        }
        return (lines + fields).joined(separator: "; ")
    }

    /// A disclosed value: as text where it is text, else as hexadecimal digits.
    private static func shown(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return "0x"
            + bytes.map { byte in
                let digits = String(byte, radix: 16)
                return digits.utf8.count == 1 ? "0" + digits : digits
            }.joined()
    }

    private func word(_ outcome: ReceiptOutcome) -> String {
        switch outcome {
        case .accepted: say("已记录", "accepted")
        case .refused: say("已记录，未生效", "recorded, without effect")
        case .permit: say("准许", "permit")
        case .deny: say("拒绝", "deny")
        case .escalate: say("提交审议", "escalate")
        }
    }

    func signers(_ evidence: VerifiedEvidence) -> ReportDocument.Section {
        let head = [
            say("机构", "member"), say("统一社会信用代码", "credit code"), say("已签名", "signed"),
            say("当事方", "party"),
        ]
        let rows = evidence.seats.map {
            [
                say($0.nameChinese, $0.nameEnglish) + " (\($0.member))", $0.uscc,
                $0.hasSigned ? say("是", "yes") : say("否", "no"),
                $0.isParty ? say("是", "yes") : say("否", "no"),
            ]
        }
        let total = evidence.seats.count
        let signed = evidence.seats.count { $0.hasSigned }
        let rest = evidence.independentSigners
        let word = { (holds: Bool) in holds ? self.say("是", "yes") : self.say("否", "no") }
        return section(
            "签名机构表", "Signing members",
            [
                .table(head: head, rows: rows),
                .paragraph(
                    say(
                        "席位 \(total) 个，法定数 \(evidence.quorum)，实际签名 \(signed) 个。",
                        "\(total) seats, quorum \(evidence.quorum), \(signed) signed.")),
                .paragraph(
                    say(
                        "排除当事机构后签名 \(rest) 个：达到法定数：\(word(rest >= evidence.quorum))；"
                            + "过半数：\(word(2 * rest > total))。",
                        "Without the parties \(rest) signed: a quorum: "
                            + "\(word(rest >= evidence.quorum)); more than half: "
                            + "\(word(2 * rest > total)).")),
            ])
    }

    func withheld(_ evidence: VerifiedEvidence) -> ReportDocument.Section {
        let rows = evidence.entries.filter { $0.fieldCount > $0.disclosed.count }.map { item in
            let transaction = item.entry.transaction.transaction
            let shown = Set(item.disclosed.map(\.position))
            let hidden = (0..<UInt64(item.fieldCount)).filter { !shown.contains($0) }
            return [
                "\(item.index)", transaction.kind.name,
                "\(hidden.count) / \(item.fieldCount)",
                hidden.map { "\($0)" }.joined(separator: ", "),
                member(transaction.member, evidence),
            ]
        }
        let head = [
            say("记录", "entry"), say("类型", "kind"), say("未披露/全部", "withheld / all"),
            say("字段位置", "positions"), say("持有方", "held by"),
        ]
        return section(
            "未披露字段清单", "Fields withheld",
            rows.isEmpty
                ? [.paragraph(say("没有未披露的字段。", "No field is withheld."))]
                : [.table(head: head, rows: rows)])
    }
}
