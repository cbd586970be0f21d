import NodeAPI

/// A decision as people read it, in both languages.
enum DecisionText {
    static func zh(_ decision: DecisionView) -> String {
        var lines = ["裁决    \(outcome(decision.outcome, .zh))"]
        for rule in decision.rules {
            let basis = rule.basis.joined(separator: "，")
            let mark = rule.isRedLine ? "（红线）" : ""
            lines.append("依据    \(rule.charter) 第\(rule.version)版 \(rule.rule)\(mark)：\(basis)")
        }
        if decision.rules.isEmpty { lines.append("依据    没有规则准许，缺省拒绝") }
        let duties = duties(decision.duties, .zh)
        if !duties.isEmpty { lines.append("义务    " + duties.joined(separator: "，")) }
        if let id = decision.caseID { lines.append("案卷    \(id)") }
        if decision.isMalformed { lines.append("说明    缺少规则所需的事实，按拒绝记录") }
        return lines.joined(separator: "\n")
    }

    static func en(_ decision: DecisionView) -> String {
        var lines = ["decision  \(outcome(decision.outcome, .en))"]
        for rule in decision.rules {
            let basis = rule.basis.joined(separator: ", ")
            let mark = rule.isRedLine ? " (red line)" : ""
            lines.append("basis     \(rule.charter) v\(rule.version) \(rule.rule)\(mark): \(basis)")
        }
        if decision.rules.isEmpty {
            lines.append("basis     no rule permits it: denied by default")
        }
        let duties = duties(decision.duties, .en)
        if !duties.isEmpty { lines.append("duties    " + duties.joined(separator: ", ")) }
        if let id = decision.caseID { lines.append("case      \(id)") }
        if decision.isMalformed { lines.append("note      facts that rules read are lacking") }
        return lines.joined(separator: "\n")
    }

    static func outcome(_ outcome: String, _ language: DisplayLanguage) -> String {
        switch outcome {
        case "permit": language.say("准许", "permit")
        case "deny": language.say("拒绝", "deny")
        case "escalate": language.say("提请委员会", "escalate")
        default: outcome
        }
    }

    private static func duties(
        _ duties: DecisionView.Duties, _ language: DisplayLanguage
    ) -> [String] {
        var words: [String] = []
        for (field, method) in duties.masks.sorted(by: { $0.key < $1.key }) {
            words.append(language.say("脱敏 \(field)（\(method)）", "mask \(field) (\(method))"))
        }
        if duties.encrypt { words.append(language.say("加密", "encrypt")) }
        if duties.log { words.append(language.say("存证", "log")) }
        if duties.count { words.append(language.say("计次", "count")) }
        for (party, time) in duties.notify.sorted(by: { $0.key < $1.key }) {
            words.append(
                language.say("\(hours(time))内通知 \(party)", "notify \(party) within \(hours(time))"))
        }
        for (party, time) in duties.review.sorted(by: { $0.key < $1.key }) {
            words.append(
                language.say(
                    "\(hours(time))内由 \(party) 复核", "review by \(party) within \(hours(time))"))
        }
        if let time = duties.expireMilliseconds {
            words.append(language.say("\(hours(time))后失效", "expires within \(hours(time))"))
        }
        return words
    }

    private static func hours(_ milliseconds: Int64) -> String {
        milliseconds % 3_600_000 == 0
            ? "\(milliseconds / 3_600_000) h" : "\(milliseconds / 60_000) min"
    }
}
