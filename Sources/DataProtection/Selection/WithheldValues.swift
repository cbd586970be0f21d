import Bilingual

/// Why a value that the record has is not selected; the reason never repeats the value.
package enum WithheldReason: UInt64, Hashable, Sendable, CaseIterable {
    /// The value is not of its field's form.
    case notOfForm = 6091
    /// It is free text, which is no field of secondary use.
    case freeText = 6092
    /// Its codes are of no system that is known.
    case noKnownCode = 6093
    /// It is about a special disease: level 5, and not asked for as such.
    case sensitive = 6094
    /// Neither its codes nor its words tell what it is about, which outside care counts as level 5.
    case unknownMeaning = 6095
    /// Its time is not one; the value itself is selected without it.
    case timeNotOfForm = 6096

    package var code: UInt64 { rawValue }
}

extension WithheldReason: Worded {
    package var english: String {
        switch self {
        case .notOfForm: "the value is not of its field's form"
        case .freeText: "free text leaves for care only, or in a release that was reviewed"
        case .noKnownCode: "no code of a known system stands beside the text"
        case .sensitive: "it is about a special disease (level 5)"
        case .unknownMeaning: "what it is about cannot be told, so it counts as level 5"
        case .timeNotOfForm: "its time is not a FHIR date; the value goes without it"
        }
    }

    package var chinese: String {
        switch self {
        case .notOfForm: "值不符合该字段的形式"
        case .freeText: "自由文本仅用于诊疗，或经人工复核后方可出域"
        case .noKnownCode: "文本旁没有已知编码体系的编码"
        case .sensitive: "涉及特殊病种（5级）"
        case .unknownMeaning: "无法判断其内容，按5级处理"
        case .timeNotOfForm: "时间不是 FHIR 日期，该值不附时间"
        }
    }
}

/// How many values of a field were withheld for one reason.
package struct WithheldValues: Hashable, Sendable {
    package let field: String
    package let reason: WithheldReason
    package let count: Int

    package init(field: String, reason: WithheldReason, count: Int) {
        self.field = field
        self.reason = reason
        self.count = count
    }
}
