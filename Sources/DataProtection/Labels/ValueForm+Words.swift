import Bilingual

extension ValueForm: Worded {
    package var english: String {
        switch self {
        case .identifier: "identifier: leaves as a pseudonym or coarser"
        case .text: "text: for care, or reviewed"
        case .coded: "code of a known system; text for care, or reviewed"
        case .result: "code of an examination with number and unit; text for care, or reviewed"
        case .quantity(let units, let maximum):
            "number up to \(maximum) in " + units.joined(separator: ", ")
        case .pressure: "systolic/diastolic mmHg, each up to 400"
        case .amount: "number with a currency, two decimals"
        case .date: "FHIR date"
        case .year: "year"
        case .age: "age up to 150, or a band"
        case .city: "city or province of GB/T 2260"
        case .district: "county or district of GB/T 2260, or coarser"
        case .valueSet(let set): "one of \(set.source)"
        }
    }

    package var chinese: String {
        switch self {
        case .identifier: "标识符：仅以假名或概括形式出域"
        case .text: "文本：仅用于诊疗或经复核"
        case .coded: "已知编码体系的编码；诊疗或经复核时可为文本"
        case .result: "检查项目编码加数值和单位；诊疗或经复核时可为文本"
        case .quantity(_, let maximum): "数值（不超过\(maximum)）加单位"
        case .pressure: "收缩压/舒张压 mmHg，各不超过400"
        case .amount: "金额，两位小数"
        case .date: "FHIR 日期"
        case .year: "年份"
        case .age: "年龄（不超过150）或年龄段"
        case .city: "GB/T 2260 的省或市"
        case .district: "GB/T 2260 的区县或更粗"
        case .valueSet(let set): "\(set.source) 之一"
        }
    }
}
