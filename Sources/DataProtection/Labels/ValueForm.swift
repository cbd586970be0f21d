/// What the values of a field look like. A value of another form is not selected as that field,
/// and does not pass the gate in it.
package enum ValueForm: Hashable, Sendable {
    /// Names or numbers a person: outside care it leaves as a pseudonym, coarser, or not at all.
    case identifier
    /// What people write: no field of secondary use.
    case text
    /// A code of a known system outside care; in care what people wrote is good too.
    case coded
    /// A code of an examination with its number and unit outside care, or its result in a word.
    case result
    /// A number in one of these units, up to the maximum.
    case quantity(units: [String], maximum: Int)
    /// Systolic and diastolic pressure in mmHg.
    case pressure
    /// A number with a currency.
    case amount
    case date
    case year
    /// Years of age, or a band of them.
    case age
    /// A city or province of GB/T 2260.
    case city
    /// A county or district of GB/T 2260, or coarser.
    case district
    case valueSet(ValueSet)

    /// The forms of text fields: what fits them can say anything where text may leave.
    var isOpen: Bool {
        switch self {
        case .identifier, .text, .coded, .result: true
        default: false
        }
    }

    /// Whether a value that the record holds is one of this form.
    package func admits(_ text: String, for use: ReleaseUse) -> Bool {
        switch self {
        case .identifier: return true
        case .text: return use.allowsText
        case .coded: return use.allowsText || WrittenCode(reading: text) != nil
        case .result: return use.allowsText || Self.isCodedResult(text)
        case .quantity(let units, let maximum):
            return Self.isQuantity(text, units, maximum, for: use)
        case .pressure: return Self.isPressure(text, decimals: use.isCare ? 17 : 4)
        case .amount: return Self.isAmount(text)
        case .date: return FHIRDate.isValid(text) && text.utf8.count <= 10
        case .year: return FHIRDate.isYear(text)
        case .age: return Self.isAge(text)
        case .city: return ChineseRegions.grain(of: text).map { $0 <= .city } ?? false
        case .district: return ChineseRegions.grain(of: text) != nil
        case .valueSet(let set): return set.contains(text)
        }
    }
}

extension ValueForm {
    private static func isQuantity(
        _ text: String, _ units: [String], _ maximum: Int, for use: ReleaseUse
    ) -> Bool {
        if ["HI", "LO", "High", "Low"].contains(text) { return true }
        guard let number = WrittenNumber(beginning: text), number.whole <= maximum,
            number.decimals <= 17, use.isCare || number.isPlain
        else { return false }
        return number.rest.isEmpty || units.contains(number.rest)
    }

    /// A number without a unit, or with any unit of UCUM: of an examination that is named.
    static func isMeasure(_ text: String) -> Bool {
        guard let number = WrittenNumber(beginning: text), number.isPlain else { return false }
        return number.rest.isEmpty || UCUMUnit.isValid(number.rest)
    }

    /// `LOINC 2093-3: 5.2 mmol/L`; a value in a word or a code where the result is none of number.
    static func isCodedResult(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        let name = String(text[..<colon])
        let rest = text[text.index(after: colon)...]
        guard rest.first == " " else { return false }
        let value = String(rest.dropFirst())
        guard WrittenCode(reading: name) != nil else { return false }
        return isMeasure(value) || ResultWords.contains(value) || isPressure(value, decimals: 4)
            || WrittenCode(reading: value) != nil
    }

    static func isPressure(_ text: String, decimals: Int) -> Bool {
        guard let slash = text.firstIndex(of: "/"),
            let first = WrittenNumber(beginning: String(text[..<slash])),
            let second = WrittenNumber(beginning: String(text[text.index(after: slash)...]))
        else { return false }
        return first.rest.isEmpty && first.whole <= 400 && second.whole <= 400
            && max(first.decimals, second.decimals) <= decimals
            && ["", "mmHg", "mm[Hg]"].contains(second.rest)
    }

    private static func isAmount(_ text: String) -> Bool {
        var text = text
        if let sign = text.first, sign == "¥" || sign == "￥" { text.removeFirst() }
        guard let number = WrittenNumber(beginning: text), number.decimals <= 2 else {
            return false
        }
        return ["", "CNY", "RMB", "元", "USD", "HKD", "EUR"].contains(number.rest)
    }

    /// `67`, `67岁`, `5 mo`, `60-69`, `90+`.
    private static func isAge(_ text: String) -> Bool {
        if isBand(text) { return true }
        guard let number = WrittenNumber(beginning: text), number.whole <= 150, number.isPlain
        else {
            return false
        }
        return ["", "岁", "周岁", "个月", "月", "天", "a", "mo", "wk", "d", "years", "year", "y"]
            .contains(number.rest)
    }

    /// Ten years, or the class of the oldest.
    static func isBand(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        if let last = bytes.last, last == 0x2b {
            return bytes.count == 3 && bytes.dropLast().allSatisfy(CodeGrammar.isDigit)
        }
        let ends = bytes.split(separator: 0x2d, omittingEmptySubsequences: false)
        return ends.count == 2
            && ends.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(CodeGrammar.isDigit) }
    }
}
