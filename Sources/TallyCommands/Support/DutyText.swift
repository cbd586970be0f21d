import NodeAPI
import Outbox
import TallyClient

/// Duties as people read them.
enum DutyText {
    /// The works of one kind alone.
    static func only(_ kind: WorkKind, of view: DutiesView) -> DutiesView {
        let own = view.duties.filter { $0.kind == kind.name }
        return DutiesView(
            duties: own, problems: view.problems,
            needsSomebody: own.contains { $0.concern != nil } || !view.problems.isEmpty)
    }

    static func list(_ view: DutiesView, _ language: DisplayLanguage) -> String {
        var parts = view.problems.map { language.say("注意：", "note: ") + say($0, language) }
        if view.duties.isEmpty, !view.problems.isEmpty {
            parts.append(
                language.say(
                    "其余事项未知：以上问题排除之前，不能断定没有待办事项",
                    "what else there is to do is not known before these are mended"))
        } else if view.duties.isEmpty {
            parts.append(language.say("没有待办事项", "nothing is to be done"))
        } else {
            parts.append(table(view.duties, language))
        }
        parts += view.duties.filter { $0.concern != nil }.map { duty in
            let next = language.say(duty.next.zh, duty.next.en)
            return "! \(duty.kind) \(duty.subject.prefix(8)): \(next)"
        }
        return parts.joined(separator: "\n")
    }

    private static func say(_ problem: HealthView.Problem, _ language: DisplayLanguage) -> String {
        "\(problem.code) \(language.say(problem.zh, problem.en))"
    }

    private static func table(_ duties: [DutyView], _ language: DisplayLanguage) -> String {
        TextTable(
            ["", "kind", "subject", "for", "since", "due", "why"].enumerated().map { index, name in
                language.say(["", "事项", "编号", "对象", "起", "截止", "状态"][index], name)
            },
            duties.map { duty in
                [
                    duty.concern == nil ? " " : "!", duty.kind, String(duty.subject.prefix(8)),
                    language.say(duty.whom.zh, duty.whom.en), TimeText.shanghai(duty.since),
                    duty.due.map(TimeText.shanghai) ?? "–",
                    language.say(duty.why.zh, duty.why.en),
                ]
            }
        ).text
    }

    static func one(_ duty: DutyView, _ language: DisplayLanguage) -> String {
        var rows = [
            (language.say("事项", "what"), language.say(duty.what.zh, duty.what.en)),
            (language.say("编号", "subject"), duty.subject),
            (language.say("对象", "for"), language.say(duty.whom.zh, duty.whom.en)),
            (language.say("起", "since"), TimeText.shanghai(duty.since)),
        ]
        if let due = duty.due {
            rows.append((language.say("截止", "due"), TimeText.shanghai(due)))
        }
        rows += [
            (language.say("阶段", "stage"), duty.stage),
            (
                language.say("次数", "tries"),
                language.say(
                    "本次启动以来发送 \(duty.sent)，拒绝 \(duty.refusals)，过期 \(duty.expirations)",
                    "sent \(duty.sent) since the start, refused \(duty.refusals), "
                        + "expired \(duty.expirations)")
            ),
            (language.say("状态", "why"), language.say(duty.why.zh, duty.why.en)),
            (language.say("处理", "next"), language.say(duty.next.zh, duty.next.en)),
        ]
        return TextTable(["\(duty.kind)", ""], rows.map { [$0.0, $0.1] }).text
    }
}
