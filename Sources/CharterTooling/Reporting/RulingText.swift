import CharterLanguage

/// A ruling in words, for receipts and for courts: outcome, each rule with its legal basis, duties.
package struct RulingText: Sendable {
    private let charters: [CheckedCharter]
    private let titles: [String: CharterTitles]
    private let language: SurfaceLanguage

    /// The charters that the ruling names, and their titles by charter id where they are at hand.
    package init(
        _ charters: [CheckedCharter], titles: [String: CharterTitles] = [:],
        _ language: SurfaceLanguage
    ) {
        self.charters = charters
        self.titles = titles
        self.language = language
    }

    private func pick(_ english: String, _ chinese: String) -> String {
        language == .english ? english : chinese
    }

    private var separator: String { pick("; ", "；") }

    /// Several lines without an end of line behind the last.
    package func text(_ ruling: Ruling) -> String {
        var lines = [outcome(ruling)]
        if ruling.isMalformed {
            lines.append(
                pick(
                    "the request lacks facts that the charter needs", "请求缺少章程所需的事实"))
        } else if ruling.reasons.isEmpty {
            lines.append(pick("no rule permits it", "没有规则准许"))
        }
        for reason in ruling.reasons { lines.append(text(reason)) }
        if !ruling.obligations.isEmpty, let index = charters.first?.index {
            let duties = CharterPrinter.print(ruling.obligations, index, language)
            lines.append(pick("duties: ", "义务：") + duties)
        }
        for item in ruling.escalations { lines.append(escalation(item)) }
        return lines.joined(separator: "\n")
    }

    /// The one word for an outcome.
    package func outcome(_ ruling: Ruling) -> String {
        switch ruling.outcome {
        case .permit:
            ruling.isEmergency
                ? pick("permitted, as an emergency", "准许（应急）") : pick("permitted", "准许")
        case .deny: pick("denied", "拒绝")
        case .escalate: pick("escalated", "提请裁决")
        }
    }

    private func charter(_ reference: RuleReference) -> CheckedCharter? {
        charters.first {
            $0.charter.id == reference.charter && $0.charter.version == reference.version
        }
    }

    /// `rule R1 of diabetes@3 "…" (red line): PIPL art 28`.
    package func text(_ reference: RuleReference) -> String {
        let found = charter(reference)
        var title = ""
        if let at = found?.rule(named: reference.rule), let titles = titles[reference.charter],
            titles.rules.indices.contains(at)
        {
            title = pick(" \"\(titles.rules[at])\"", "“\(titles.rules[at])”")
        }
        let mark = reference.isRedLine ? pick(" (red line)", "（红线）") : ""
        let basis = reference.basis.map { citation in
            found.map { CharterPrinter.print(citation, $0.index, language) } ?? citation.law
        }.joined(separator: separator)
        let place = "\(reference.charter)@\(reference.version)"
        return pick(
            "rule \(reference.rule) of \(place)\(title)\(mark): \(basis)",
            "章程 \(place) 规则 \(reference.rule)\(title)\(mark)：\(basis)")
    }

    private func escalation(_ item: Deadline) -> String {
        let panel =
            charters.first.flatMap { checked -> String? in
                guard let type = checked.index.type(named: "Role"),
                    let member = checked.index.member(named: item.party, of: type)
                else { return nil }
                return checked.vocabulary.types[type].members[member].text(language)
            } ?? item.party
        let hour: Int64 = 3_600_000
        let isHours = item.withinMilliseconds % hour == 0
        let time =
            isHours
            ? pick(
                "\(item.withinMilliseconds / hour) hours",
                "\(item.withinMilliseconds / hour) 小时")
            : pick(
                "\(item.withinMilliseconds / 60_000) minutes",
                "\(item.withinMilliseconds / 60_000) 分钟")
        return pick(
            "\(panel) decides within \(time), otherwise it is denied",
            "由\(panel)在 \(time)内裁决，逾期视为拒绝")
    }

    /// For each rule of one charter, why it counted or did not.
    package func text(_ traces: [RuleTrace], of checked: CheckedCharter) -> String {
        traces.map { trace in
            pick("rule \(trace.id): ", "规则 \(trace.id)：") + text(trace.state, checked)
        }.joined(separator: "\n")
    }

    private func text(_ state: RuleTrace.State, _ checked: CheckedCharter) -> String {
        switch state {
        case .live: return pick("applies", "适用")
        case .satisfied: return pick("the panel has agreed", "合议机构已同意")
        case .excepted: return pick("an exception applies", "例外情形适用")
        case .waived: return pick("waived", "已豁免")
        case .defeated(let rules):
            let names = rules.joined(separator: pick(", ", "、"))
            return pick("applies, but \(names) goes before it", "适用，但 \(names) 优先")
        case .notApplied(let missing):
            let tests = missing.map { test in
                let condition = CharterPrinter.print(test.expression, of: checked, language)
                let wanted = test.holds ? pick("it must not be that ", "须不成立：") : ""
                let found = test.values.map { reading in
                    text(reading, checked)
                }.joined(separator: pick(", ", "，"))
                return "\(wanted)\(condition)" + pick(" (found \(found))", "（实为 \(found)）")
            }.joined(separator: separator)
            return pick("does not apply: \(tests)", "不适用：\(tests)")
        }
    }

    private func text(_ reading: MissingTest.Reading, _ checked: CheckedCharter) -> String {
        guard let at = checked.index.attribute(named: reading.attribute) else { return "" }
        let attribute = checked.vocabulary.attributes[at]
        return "\(attribute.name.text(language)) = "
            + FactText.text(reading.value, attribute.type, checked.index, language)
    }
}
