/// The kinds of special diseases: content about them is level 5.
///
/// Source: GB/T 39725-2020 §6.2 (level 5) and the lists that `SensitiveWords` and `SensitiveCodes`
/// name.
package enum SensitiveCategory: String, Hashable, Sendable, CaseIterable {
    case sexuallyTransmitted = "std"
    case infectious
    case mental
    case malignant
    case hereditary
    case genetic
    case rare
    case incurable
    case anorectal
    case reproductive

    package var english: String {
        switch self {
        case .sexuallyTransmitted: "sexually transmitted disease"
        case .infectious: "infectious disease of class A, B or C"
        case .mental: "mental disorder or dependence"
        case .malignant: "malignant disease"
        case .hereditary: "hereditary disease"
        case .genetic: "genetic examination"
        case .rare: "rare disease"
        case .incurable: "incurable disease"
        case .anorectal: "anorectal disease"
        case .reproductive: "reproductive disease"
        }
    }

    package var chinese: String {
        switch self {
        case .sexuallyTransmitted: "性传播疾病"
        case .infectious: "甲乙丙类传染病"
        case .mental: "精神障碍或成瘾"
        case .malignant: "恶性疾病"
        case .hereditary: "遗传性疾病"
        case .genetic: "基因检查"
        case .rare: "罕见病"
        case .incurable: "不治之症"
        case .anorectal: "肛肠疾病"
        case .reproductive: "生殖系统疾病"
        }
    }
}

/// What the terminology says of a coded or written concept.
package enum Sensitivity: Hashable, Sendable {
    case ordinary
    case sensitive(SensitiveCategory)
    /// Neither its codes nor its words tell: outside care it counts as sensitive.
    case unknown
}
