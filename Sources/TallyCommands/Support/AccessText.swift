import Evidence
import Governance
import LedgerTypes
import TallyClient

/// Who had to do with a patient's data, as people read it.
enum AccessText {
    static func text(_ view: AccessView, _ language: DisplayLanguage) -> String {
        var parts = [
            heading(language.say("账本记录（新的在前）", "on the chain, newest first")),
            view.events.isEmpty ? none(language) : events(view.events, language),
            heading(language.say("撤回后的答复", "answers to withdrawals")),
            view.recalls.isEmpty
                ? none(language)
                : view.recalls.map { recall($0, language) }.joined(separator: "\n"),
            heading(
                language.say(
                    "在本节点的查阅（180 天内，新的在前）", "reads at this node, of 180 days, newest first")),
        ]
        if let reads = view.reads {
            parts.append(reads.isEmpty ? none(language) : self.reads(reads, language))
        } else {
            parts.append(
                language.say(
                    "仅向患者本人、监护人及持有方管理人员显示",
                    "shown to the patient, their guardian and the holder's officers"))
        }
        if view.areReadsCut {
            parts.append(
                language.say(
                    "更早的查阅未列出：请节点管理员查 reads/ 目录",
                    "older reads are not listed: the node's administrator has them in reads/"))
        }
        parts += view.otherNames.map {
            language.say("又名 \($0)：请另行查询", "also \($0): ask by that name, too")
        }
        return parts.joined(separator: "\n")
    }

    private static func heading(_ text: String) -> String { "== \(text)" }
    private static func none(_ language: DisplayLanguage) -> String { language.say("无", "none") }

    private static func events(
        _ events: [AccessView.Event], _ language: DisplayLanguage
    ) -> String {
        TextTable(
            language == .zh
                ? ["时间", "事项", "何人", "接收方", "用途", "字段", "结果", "依据"]
                : ["time", "what", "by", "receiver", "purpose", "fields", "outcome", "basis"],
            events.map { event in
                [
                    TimeText.shanghai(event.time), what(event, language), event.by,
                    event.receiver ?? "–",
                    [event.action, event.purpose].compactMap(\.self).joined(separator: " · "),
                    event.fields.isEmpty ? "–" : event.fields.joined(separator: ", "),
                    outcome(event, language),
                    event.basis.isEmpty ? "–" : event.basis.joined(separator: "; "),
                ]
            }
        ).text
    }

    private static func what(_ event: AccessView.Event, _ language: DisplayLanguage) -> String {
        let kind = TransactionKind.allCases.first { $0.name == event.kind }
        let name = kind.map { language.say($0.chinese, $0.name) } ?? event.kind
        return event.isOffline ? name + language.say("（离线）", " (offline)") : name
    }

    private static func outcome(
        _ event: AccessView.Event, _ language: DisplayLanguage
    ) -> String {
        let word: String =
            switch event.outcome {
            case "accepted": language.say("已受理", "accepted")
            case "refused": language.say("账本拒绝", "refused")
            default: DecisionText.outcome(event.outcome, language)
            }
        return word
            + (event.message.map { language.say("：\($0.zh)", ": \($0.en)") } ?? "")
    }

    /// One receiver's standing: owed since when, or answered.
    static func recall(_ view: RecallView, _ language: DisplayLanguage) -> String {
        let state = RecallState.allCases.first { $0.name == view.state }
        let reason = view.reason.flatMap(KeepingReason.init(name:))
        let occasion = RecallOccasion.allCases.first { $0.name == view.occasion }
        var words = language.say(state?.chinese ?? view.state, view.state)
        if let reason { words += language.say("（\(reason.chinese)）", " (\(reason.name))") }
        if let answered = view.answered {
            words += " " + TimeText.shanghai(answered)
        } else {
            words += language.say("，截止 ", ", due ") + TimeText.shanghai(view.due)
        }
        if view.isLate { words += language.say("，逾期", ", late") }
        return language.say("撤回答复 ", "receipt ") + "\(view.receiver)  "
            + language.say(occasion?.chinese ?? view.occasion, view.occasion)
            + " \(view.withdrawal.prefix(8))  \(words)  "
            + language.say("申请 ", "request ") + view.permit.prefix(8)
    }

    private static func reads(
        _ reads: [AccessView.Read], _ language: DisplayLanguage
    ) -> String {
        TextTable(
            language == .zh
                ? ["时间", "何人", "调用", "关系", "结果", "次数"]
                : ["time", "who", "call", "standing", "outcome", "times"],
            reads.map { read in
                [
                    TimeText.shanghai(read.time), read.who, read.call, read.standing ?? "–",
                    read.isGiven
                        ? language.say("已显示", "shown") : language.say("已拒绝", "refused"),
                    "\(read.times)",
                ]
            }
        ).text
    }
}
