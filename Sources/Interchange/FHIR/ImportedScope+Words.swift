import Bilingual
import CharterLanguage
import LedgerTypes

/// One sentence for people: who may, or may not, do what with which data, what for, until when.
extension ImportedScope: Worded {
    package var english: String {
        let who = audiences.isEmpty ? "every member" : audiences.joined(separator: ", ")
        let what = actions.isEmpty ? "do anything with" : actions.joined(separator: ", ")
        var sentence =
            "\(who) \(permits ? "may" : "may not") \(what) \(englishData) \(englishPurpose)"
        if permits, let maximumLevel { sentence += ", up to level \(maximumLevel)" }
        sentence += englishSpan
        if !disclosers.isEmpty {
            sentence += "; disclosed by \(disclosers.joined(separator: ", ")) alone"
        }
        if isWidened { sentence += "; the refusal reaches further than written" }
        return sentence
    }

    package var chinese: String {
        let who = audiences.isEmpty ? "任何成员" : audiences.joined(separator: "、") + " "
        let what =
            actions.isEmpty
            ? "进行任何操作"
            : "进行" + actions.map { Self.name($0, Self.actionNames) }.joined(separator: "、")
        let may = permits ? "可以" : "不得"
        var sentence = "\(who)\(may)\(chinesePurpose)对\(chineseData)\(what)"
        if permits, let maximumLevel { sentence += "，至多 \(maximumLevel) 级" }
        sentence += chineseSpan
        if !disclosers.isEmpty { sentence += "；仅由 \(disclosers.joined(separator: "、")) 提供" }
        if isWidened { sentence += "；拒绝的范围比原文更大" }
        return sentence
    }

    private var englishData: String {
        let kinds = categories.isEmpty ? "" : " of \(categories.joined(separator: ", "))"
        if !data.isEmpty { return "the data \(data.joined(separator: ", "))" }
        guard fields.isEmpty else { return "the fields \(fields.joined(separator: ", "))" + kinds }
        return "all data" + kinds
    }

    private var chineseData: String {
        let kinds = categories.map { code in
            DataCategory.allCases.first { $0.code == code }?.chinese ?? code
        }
        if !data.isEmpty { return "资料 \(data.joined(separator: "、")) " }
        guard fields.isEmpty else {
            return fields.map { Self.name($0, Self.fieldNames) }.joined(separator: "、")
        }
        return kinds.isEmpty ? "全部数据" : "全部" + kinds.joined(separator: "、")
    }

    private var englishPurpose: String {
        let spared =
            sparedPurposes.isEmpty ? "" : " but \(sparedPurposes.joined(separator: ", "))"
        guard purposes.isEmpty else { return "for \(purposes.joined(separator: ", "))" }
        return permits ? "for no purpose" : "for any purpose" + spared
    }

    private var chinesePurpose: String {
        let names = purposes.map { Self.name($0, Self.purposeNames) }
        guard names.isEmpty else { return "为\(names.joined(separator: "、"))" }
        let spared = sparedPurposes.map { Self.name($0, Self.purposeNames) }
        if permits { return "（未写明用途）" }
        return spared.isEmpty ? "为任何用途" : "为\(spared.joined(separator: "、"))以外的任何用途"
    }

    private var englishSpan: String {
        let from = notBefore.map { " from \(Self.time($0))" } ?? ""
        let until = notAfter.map { " until \(Self.time($0)), exclusive" } ?? " without an end"
        guard dataFrom != nil || dataTo != nil else { return "," + from + until }
        let span =
            (dataFrom.map { " from \(Self.time($0))" } ?? "")
            + (dataTo.map { " until \(Self.time($0))" } ?? "")
        guard permits else {
            return "," + from + until + "; data of every time, though only those\(span) are written"
        }
        return "," + from + until + "; only data" + span
    }

    private var chineseSpan: String {
        let from = notBefore.map { "自 \(Self.time($0)) 起" } ?? ""
        let until = notAfter.map { "至 \(Self.time($0))（不含）" } ?? "无截止日期"
        guard dataFrom != nil || dataTo != nil else { return "，" + from + until }
        let span =
            (dataFrom.map { "自 \(Self.time($0)) 起" } ?? "")
            + (dataTo.map { "至 \(Self.time($0)) 止" } ?? "")
        guard permits else {
            return "，" + from + until + "；不论数据产生于何时（原文只写\(span)的数据）"
        }
        return "，" + from + until + "；仅限" + span + "的数据"
    }

    /// A day of the consortium's zone, with the time where it is not midnight.
    private static func time(_ milliseconds: Int64) -> String {
        let local = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999) + 28_800_000
        let perDay = CivilTime.millisecondsPerDay
        let rest = ((local % perDay) + perDay) % perDay
        let (year, month, day) = CivilTime.date(days: (local - rest) / perDay)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = "\(year)-\(two(month))-\(two(day))"
        guard rest != 0 else { return date }
        let minutes = rest / 60_000
        return "\(date) \(two(minutes / 60)):\(two(minutes % 60)) +08:00"
    }

    private static func name(_ id: String, _ names: [String: String]) -> String {
        names[id].map { "\($0)（\(id)）" } ?? id
    }
}

extension ImportedScope {
    /// Every purpose, action and field that the own mapping names, whether or not a vocabulary has it.
    package static let ownWords = Set(
        [purposeNames, actionNames, fieldNames].flatMap { $0.keys })

    private static let purposeNames = [
        "care": "诊疗", "refer": "转诊", "rescue": "急救", "research": "科研", "teach": "教学",
        "claims": "理赔", "insurance": "投保核保", "public_health": "公共卫生",
        "training": "模型训练", "self": "本人使用", "judicial": "司法", "regulate": "监管",
        "quality": "质量控制", "operate": "运营", "marketing": "营销",
    ]

    private static let actionNames = [
        "read": "读取", "export": "导出", "train": "联邦训练", "infer": "模型推理",
        "statistics": "统计", "collect": "采集", "correct": "更正", "store": "保存",
    ]

    private static let fieldNames = [
        "glucose": "血糖", "hba1c": "糖化血红蛋白", "weight": "体重", "height": "身高",
        "bmi": "体重指数", "blood_pressure": "血压", "lab_result": "检验结果",
        "diagnosis": "诊断", "allergy": "过敏", "family_history": "家族史",
        "medication": "用药", "surgery": "手术", "imaging": "影像", "notes": "病历文书",
        "name": "姓名", "patient_name": "姓名", "birth_date": "出生日期", "gender": "性别",
        "home_address": "家庭住址", "phone": "电话", "national_id": "身份证号",
        "insurance_number": "保险号", "fees": "费用",
    ]
}
