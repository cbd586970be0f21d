/// A trial of a release in words.
struct GateCheckText {
    private let check: GateCheck
    private let language: DisplayLanguage
    /// Values of one field that the table shows; `--json` has all.
    private static let shownValues = 3

    static func text(_ check: GateCheck, _ language: DisplayLanguage) -> String {
        GateCheckText(check: check, language: language).lines.joined(separator: "\n")
    }

    private func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

    private var lines: [String] {
        let use =
            check.isCare
            ? say("诊疗类用途，文本可以出域", "for care, text may leave")
            : say("二次利用，只放行编码与有类型的值", "secondary use, only codes and typed values leave")
        var lines = [say("用途 \(check.purpose)：\(use)", "purpose \(check.purpose): \(use)")]
        if !check.isCare {
            lines.append(
                say(
                    "假名与平移后的日期由本次运行的临时密钥生成，实际放行时不同",
                    "pseudonyms and moved dates are made with a key for this run; a release has others"
                ))
        }
        for patient in check.patients { lines += [""] + self.lines(patient) }
        if let refused = check.refused {
            lines += ["", "\(refused.path)：\(say(refused.zh, refused.en)) [\(refused.code)]"]
        }
        return lines + ["", conclusion]
    }

    private var conclusion: String {
        guard !check.leaves else {
            return say(
                "结论：闸门放行。患者的同意或拒绝、章程、数据集标签与许可的级别还可能要求更严。",
                "it would leave; what the patient said, charters, labels of data sets and a permit's "
                    + "level may ask for more"
            )
        }
        return say(
            "结论：拦截，全部内容均不出域。请减少字段后重试；确属笔误的，由书写者按病历管理规定更正。",
            "it is held back, nothing of it would leave: ask for fewer fields; a slip of the pen is "
                + "corrected by who wrote it, as records are")
    }

    private func lines(_ patient: GateCheck.Patient) -> [String] {
        var lines = [
            say(
                "患者 \(patient.path)（将出域内容为 \(patient.level) 级）",
                "patient \(patient.path) (level \(patient.level) of what would leave)")
        ]
        let shown = patient.fields.filter { $0.fate != "absent" }
        let heads = say("字段|级别|准标识符|脱敏|结果", "field|level|quasi|mask|outcome")
        lines.append(TextTable(heads.split(separator: "|").map(String.init), shown.map(row)).text)
        let absent = patient.fields.filter { $0.fate == "absent" }.map(name)
        if !absent.isEmpty {
            lines.append(
                say("病历中没有：", "not in the record: ")
                    + absent.joined(separator: say("、", ", ")))
        }
        for field in patient.fields where field.fate != "withheld" {
            for withheld in field.withheld {
                lines.append("\(name(field))\(say("：", ": "))\(words(withheld))")
            }
        }
        let findings = patient.findings + patient.fields.flatMap(\.findings)
        if !findings.isEmpty { lines.append(say("拦截的原因：", "held back for:")) }
        lines += findings.map { finding in
            let words = say(
                "\(finding.path) 处有\(finding.zh)", "\(finding.en) at \(finding.path)")
            return "  \(words) [\(finding.code)]"
        }
        return lines + self.lines(patient.crowd)
    }

    private func name(_ field: GateCheck.Field) -> String {
        say("\(field.zh) \(field.field)", field.field)
    }

    private func row(_ field: GateCheck.Field) -> [String] {
        [
            name(field), "\(field.level)", field.quasi ? say("是", "yes") : "", mask(field),
            outcome(field),
        ]
    }

    private func mask(_ field: GateCheck.Field) -> String {
        if field.fate == "withheld" { return "" }
        return switch field.mask {
        case "pseudonym": say("假名", "pseudonym")
        case "redact": say("删除", "left out")
        case "generalise":
            switch field.coarser {
            case "district": say("泛化到区县", "to the district")
            case "city": say("泛化到城市", "to the city")
            case "year": say("只留年份", "to the year")
            case "ageBand": say("年龄段", "band of ages")
            case "surname": say("只留姓氏", "to the surname")
            default: say("泛化", "coarser")
            }
        default: say("无", "none")
        }
    }

    private func outcome(_ field: GateCheck.Field) -> String {
        switch field.fate {
        case "leaves": return values(field)
        case "held":
            var kinds: [String] = []
            for finding in field.findings {
                let kind = say(finding.zh, finding.en)
                if !kinds.contains(kind) { kinds.append(kind) }
            }
            return say("拦截：", "held back: ") + kinds.joined(separator: say("、", ", "))
        case "masked": return say("不出域：脱敏后无可留内容", "does not leave: the mask leaves nothing")
        case "sealed-only":
            return say("不出域：仅密封给该患者的主诊人员", "does not leave but sealed to attending staff")
        default:
            let reasons = field.withheld.map(words).joined(separator: say("；", "; "))
            return say("不出域：", "does not leave: ") + reasons
        }
    }

    private func values(_ field: GateCheck.Field) -> String {
        var shown = field.values.prefix(Self.shownValues).map { value in
            value.time.map { "\(value.text) @\($0)" } ?? value.text
        }
        let rest = field.values.count - shown.count
        if rest > 0 { shown.append(say("另 \(rest) 项", "\(rest) more")) }
        return shown.joined(separator: say("；", "; "))
    }

    private func words(_ withheld: GateCheck.Withheld) -> String {
        say(
            "\(withheld.count) 项未选取，\(withheld.zh) [\(withheld.code)]",
            "\(withheld.count) not taken, \(withheld.en) [\(withheld.code)]")
    }

    private func lines(_ crowd: GateCheck.Crowd) -> [String] {
        let quasi =
            crowd.quasi.isEmpty
            ? say("无", "none") : crowd.quasi.joined(separator: say("、", ", "))
        var lines = [say("将出域的准标识符：\(quasi)", "quasi-identifiers that would leave: \(quasi)")]
        if crowd.unread > 0 {
            lines.append(
                say(
                    "所给病历中有 \(crowd.unread) 份无法读取，未计入",
                    "\(crowd.unread) of the given records cannot be read and are not counted"))
        }
        guard let k = crowd.k, let risk = crowd.risk else {
            return lines + [
                say(
                    "k 与重识别风险未知：没有可比较的其他病历，请用 --among 给出本机构其他患者的病历",
                    "k and the risk of re-identification are not known: there is no other record to compare "
                        + "with; give further patients of yours with --among")
            ]
        }
        return lines + [
            say(
                "k = \(k)：所给 \(crowd.over) 份病历中有 \(k) 份在这些字段上相同（含本份）",
                "k = \(k): of \(crowd.over) given records \(k) say the same in these, this one included"
            ),
            say(
                "重识别风险：至多 \(risk)，指已知该患者在这 \(crowd.over) 份之中、且只凭这些字段辨认",
                "risk of re-identification: at most \(risk), for whoever knows that the patient is one of "
                    + "these \(crowd.over) and has nothing but these fields"),
        ]
    }
}
