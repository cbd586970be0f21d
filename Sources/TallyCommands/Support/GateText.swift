import CharterTooling

/// What the gate says beside tests and assertions: coverage, warnings, holes.
struct GateText: Encodable {
    struct Warning: Encodable {
        let code: UInt64
        let rule: String
    }

    let untestedRules: [String]
    let conditionsCovered: UInt64
    let conditionsTotal: UInt64
    let warnings: [Warning]
    /// `action+purpose` that no rule permits or escalates.
    let holes: [String]

    init(_ report: GateReport) {
        untestedRules = report.uncoveredRules
        conditionsCovered = report.conditionsCovered
        conditionsTotal = report.conditionsTotal
        warnings = report.warnings.map { Warning(code: $0.code, rule: $0.rule) }
        holes = report.holes
    }

    /// Lines for people; only what there is to say.
    func lines(_ language: DisplayLanguage) -> [String] {
        var lines: [String] = []
        if conditionsTotal > 0 {
            let least = GateReport.conditionPercent
            let percent = conditionsCovered * 100 / conditionsTotal
            lines.append(
                language.say(
                    "条件覆盖 \(conditionsCovered)/\(conditionsTotal)（\(percent)%，至少 \(least)%）",
                    "conditions both ways: \(conditionsCovered)/\(conditionsTotal) (\(percent) %, at least \(least) %)"
                ))
        }
        if !untestedRules.isEmpty {
            let names = untestedRules.joined(separator: language.say("、", ", "))
            lines.append(
                language.say(
                    "没有测试使其适用的规则：\(names)", "rules that no test finds live: \(names)"))
        }
        for warning in warnings {
            let words = Self.words[warning.code] ?? (zh: "", en: "")
            lines.append(
                language.say(
                    "警告 W\(warning.code) 规则 \(warning.rule)：\(words.zh)",
                    "warning W\(warning.code), rule \(warning.rule): \(words.en)"))
        }
        if !holes.isEmpty {
            let pairs = holes.joined(separator: language.say("、", ", "))
            lines.append(
                language.say(
                    "没有规则准许或提请的“操作+用途”：\(pairs)",
                    "no rule permits or escalates (action+purpose): \(pairs)"))
        }
        return lines
    }

    private static let words: [UInt64: (zh: String, en: String)] = [
        9701: ("永远不适用", "it can never apply"),
        9702: ("从不决定结果", "it never decides"),
        9703: ("总是适用", "it always applies"),
        9704: ("与另一规则相同", "another rule is equal"),
        9705: ("所准许的均被禁止", "it permits only what another forbids"),
        9706: ("优先关系从不生效", "its override never takes effect"),
        9707: ("没有测试", "no test covers it"),
        9708: ("分析未得结论", "the analysis is inconclusive"),
    ]
}
