import DataProtection
import TestSupport

/// Seeded records as clinics write them, without any identifier.
enum CleanRecords {
    private static let medications = [
        "盐酸二甲双胍片, 0.5g 口服 每日3次 餐中", "格列美脲片, 2mg 口服 每日1次 早餐前", "甘精胰岛素注射液, 14单位 皮下注射 睡前",
        "metformin hydrochloride 500 MG Oral Tablet", "阿卡波糖片, 50mg 每日3次 随第一口饭嚼服",
        "达格列净片, 10mg 口服 每日1次", "利拉鲁肽注射液, 1.2mg 皮下注射 每日1次", "阿司匹林肠溶片, 100mg 每日1次",
    ]
    private static let diagnoses = [
        "2型糖尿病 [E11.9]", "原发性高血压 [I10]", "高脂血症 [E78.5]", "糖尿病周围神经病变 [E11.4]", "黄疸", "白内障",
        "Type 2 diabetes mellitus without complications [E11.9]", "糖尿病肾病III期", "脂肪肝", "石淋", "水肿",
    ]
    private static let allergies = ["青霉素", "磺胺类药物", "头孢曲松", "海鲜", "花粉", "无", "碘造影剂"]

    static func record(_ generator: inout SeededGenerator) -> SelectedRecord {
        var fields: [SelectedField] = []
        func add(_ field: String, _ values: [String]) {
            guard !values.isEmpty else { return }
            fields.append(
                SelectedField(
                    field: field,
                    values: values.map { SelectedValue($0, time: time(&generator)) }))
        }
        add("glucose", glucose(&generator))
        add("hba1c", (0..<generator.below(4)).map { _ in "\(decimal(&generator, 45, 140)) %" })
        add(
            "blood_pressure",
            (0..<generator.below(4)).map { _ in
                "\(90 + generator.below(90))/\(50 + generator.below(60)) mmHg"
            })
        add("weight", ["\(decimal(&generator, 400, 1_200)) kg"])
        add("height", ["\(140 + generator.below(55)) cm"])
        add("heart_rate", ["\(50 + generator.below(70)) /min"])
        add("medication", some(medications, &generator))
        add("diagnosis", some(diagnoses, &generator))
        add("allergy", some(allergies, &generator))
        add("gender", [generator.oneIn(2) ? "female" : "male"])
        add("birth_year", ["\(1930 + generator.below(80))"])
        add("age", ["\(20 + 10 * generator.below(7))-\(29 + 10 * generator.below(7))"])
        return SelectedRecord(fields: fields, absent: ["home_address", "phone"])
    }

    private static func glucose(_ generator: inout SeededGenerator) -> [String] {
        let form = generator.below(4)
        return (0..<(1 + generator.below(30))).map { _ in
            switch form {
            case 0: "\(decimal(&generator, 20, 333)) mmol/L"
            case 1: "\(40 + generator.below(450)) mg/dL"
            case 2: decimal(&generator, 20, 333)
            default: generator.oneIn(9) ? "HI" : "\(40 + generator.below(450))"
            }
        }
    }

    private static func decimal(
        _ generator: inout SeededGenerator, _ low: Int, _ high: Int
    ) -> String {
        let tenths = low + generator.below(high - low)
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func some(_ all: [String], _ generator: inout SeededGenerator) -> [String] {
        all.filter { _ in generator.oneIn(3) }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func time(_ generator: inout SeededGenerator) -> String {
        let date =
            "\(2018 + generator.below(9))-\(two(1 + generator.below(12)))-"
            + two(1 + generator.below(28))
        guard !generator.oneIn(4) else { return date }
        let clock =
            "T\(two(generator.below(24))):\(two(generator.below(60))):\(two(generator.below(60)))"
        return date + clock + (generator.oneIn(2) ? "Z" : "+08:00")
    }

    /// A clean record with one identifier in one value.
    static func planted(_ generator: inout SeededGenerator) -> SelectedRecord {
        let clean = record(&generator)
        let place = generator.below(clean.fields.count)
        var fields = clean.fields
        let field = fields[place]
        var values = field.values
        let index = generator.below(values.count)
        let text = values[index].text + filler(&generator) + identifier(&generator)
        values[index] = SelectedValue(text, time: values[index].time)
        fields[place] = SelectedField(field: field.field, values: values)
        return SelectedRecord(fields: fields, absent: clean.absent)
    }

    private static func filler(_ generator: inout SeededGenerator) -> String {
        ["，", " ", "；备注", " note ", "\n"][generator.below(5)]
    }

    private static func identifier(_ generator: inout SeededGenerator) -> String {
        let digits = (0..<9).map { _ in "\(generator.below(10))" }.joined()
        let mobile = "1\(3 + generator.below(7))\(digits)"
        switch generator.below(7) {
        case 0: return mobile
        case 1: return "\(mobile.prefix(3))-\(mobile.dropFirst(3).prefix(4))-\(mobile.suffix(4))"
        case 2: return "11010519491231002X"
        case 3: return "成都道\(1 + generator.below(300))号\(1 + generator.below(30))单元"
        case 4: return "姓名：林秀英"
        case 5: return "user\(generator.below(1_000))@example.com"
        default:
            return mobile.map { digit in
                ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"][Int(String(digit)) ?? 0]
            }.joined()
        }
    }
}
