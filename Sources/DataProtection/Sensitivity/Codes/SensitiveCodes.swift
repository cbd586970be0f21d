/// Codes of the special diseases, by system: ranges where the system is a hierarchy, single codes
/// where it is not.
enum SensitiveCodes {
    /// What a code is about; nil where it is ordinary, or its system has no order to tell by.
    static func category(_ code: String, in system: CodeSystem) -> SensitiveCategory? {
        switch system {
        case .snomed: return snomed[code]
        case .loinc: return loinc[code]
        case .rxnorm: return nil
        case .icd10: return first(icd10, bare(code))
        case .icd9: return first(icd9, bare(code))
        case .icd11: return first(icd11, bare(code))
        case .procedures: return first(procedures, bare(code))
        case .atc: return first(atc, bare(code))
        }
    }

    /// Whether the codes of a system tell by themselves whether they are ordinary.
    static func isOrdered(_ system: CodeSystem) -> Bool {
        switch system {
        case .icd10, .icd9, .icd11, .atc, .procedures: true
        case .snomed, .loinc, .rxnorm: false
        }
    }

    /// From a first to a last beginning of a code, both included.
    struct Span: Sendable {
        let first: [UInt8]
        let last: [UInt8]
        let category: SensitiveCategory

        func covers(_ code: [UInt8]) -> Bool {
            let low = code.prefix(first.count)
            let high = code.prefix(last.count)
            return low.count == first.count && !low.lexicographicallyPrecedes(first)
                && !last.lexicographicallyPrecedes(high)
        }
    }

    /// Reads `A50-A64 R75 Z20.2`: ranges and beginnings of codes, points without meaning.
    static func spans(_ lists: [(SensitiveCategory, String)]) -> [Span] {
        lists.flatMap { category, list in
            list.split(separator: " ").map { item in
                let ends = item.split(separator: "-").map { bare(String($0)) }
                return Span(first: ends[0], last: ends[ends.count - 1], category: category)
            }
        }
    }

    private static func first(_ spans: [Span], _ code: [UInt8]) -> SensitiveCategory? {
        spans.first { $0.covers(code) }?.category
    }

    /// A code in capitals without points.
    private static func bare(_ code: String) -> [UInt8] {
        code.utf8.filter { $0 != 0x2e && $0 > 0x20 }
            .map { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 }
    }
}
