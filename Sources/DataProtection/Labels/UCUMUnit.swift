/// Units of measure: the part of UCUM that results are given in, and a few writings that devices
/// and laboratories use in its place.
///
/// Source: The Unified Code for Units of Measure, tables of units and prefixes; no annotations but
/// those listed, for an annotation is free text.
enum UCUMUnit {
    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...24).contains(bytes.count) else { return false }
        if others.contains(text) { return true }
        var parts = 0
        for factor in bytes.split(
            maxSplits: 5, omittingEmptySubsequences: false, whereSeparator: isOperator)
        {
            parts += 1
            if factor.isEmpty, parts == 1, bytes.first == 0x2f { continue }
            guard isFactor(factor) else { return false }
        }
        return parts > 1 || !bytes.allSatisfy(CodeGrammar.isDigit)
    }

    private static func isOperator(_ byte: UInt8) -> Bool { byte == 0x2e || byte == 0x2f }

    /// A unit with its exponent, a power of ten, or a small number such as the 100 of `/100{WBC}`.
    private static func isFactor(_ factor: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: factor, as: UTF8.self)
        if let power = ["10*", "10^"].first(where: { text.hasPrefix($0) }) {
            let exponent = text.dropFirst(power.count).utf8.drop { $0 == 0x2d || $0 == 0x2b }
            return (1...2).contains(exponent.count) && exponent.allSatisfy(CodeGrammar.isDigit)
        }
        let digits = factor.prefix(while: CodeGrammar.isDigit)
        if !digits.isEmpty {
            return digits.count <= 4
                && (digits.count == factor.count || isUnit(factor.dropFirst(digits.count)))
        }
        return isUnit(factor)
    }

    private static func isUnit(_ factor: ArraySlice<UInt8>) -> Bool {
        var rest = factor
        if let last = rest.last, (0x32...0x33).contains(last) {
            rest = rest.dropLast()
            if rest.last == 0x2d { rest = rest.dropLast() }
        }
        if let brace = rest.firstIndex(of: 0x7b) {
            guard annotations.contains(String(decoding: rest[brace...], as: UTF8.self)) else {
                return false
            }
            rest = rest[..<brace]
            if rest.isEmpty { return true }
        }
        let text = String(decoding: rest, as: UTF8.self)
        if whole.contains(text) || metric.contains(text) { return true }
        return prefixes.contains {
            text.hasPrefix($0) && metric.contains(String(text.dropFirst($0.count)))
        }
    }

    private static let prefixes = ["da", "m", "u", "n", "p", "f", "k", "c", "d", "M", "G", "h"]

    private static let metric: Set<String> = [
        "m", "g", "L", "l", "mol", "s", "Pa", "J", "W", "V", "Hz", "eq", "osm", "kat", "U", "[IU]",
        "[iU]", "IU", "cal", "bar", "m[Hg]", "m[H2O]", "Cel", "K", "A", "C", "F", "N", "Bq", "Gy",
        "Sv",
        "Ohm", "S", "T", "lm", "lx", "rad", "sr", "Eq", "Osm", "kat_c",
    ]

    private static let whole: Set<String> = [
        "%", "min", "h", "d", "wk", "mo", "a", "[pH]", "pH", "[degF]", "[lb_av]", "[in_i]",
        "[ft_i]",
        "[oz_av]", "deg", "[ppm]", "[ppb]", "[ppth]", "dB", "[CFU]", "[arb'U]", "[diop]",
        "[foz_us]",
        "mm[Hg]", "cm[H2O]", "[HPF]", "[LPF]", "1",
    ]

    private static let annotations: Set<String> = [
        "{score}", "{ratio}", "{cells}", "{RBC}", "{WBC}", "{beats}", "{breaths}", "{INR}",
        "{index}",
        "{copies}", "{creat}", "{Hb}", "{nominal}",
    ]

    /// What is written in place of UCUM and means one thing.
    private static let others: Set<String> = [
        "mmHg", "kPa", "℃", "°C", "°F", "bpm", "次/分", "次/min", "beats/min", "beats/minute",
        "breaths/min", "breaths/minute", "μmol/L", "µmol/L", "μg/L", "µg/L", "μg/mL", "µg/mL",
        "μIU/mL",
        "µIU/mL", "mIU/L", "uIU/mL", "IU/L", "IU/mL", "kg/m²", "kg/m2", "10^9/L", "10^12/L",
        "10*9/L",
        "x10^9/L", "mL/min/1.73m2", "mL/min/{1.73_m2}", "mL/min/1.73 m2", "mm/h", "mm/hr", "lb",
        "lbs",
        "in", "岁", "年", "月", "天", "元", "CNY", "单位", "次", "kg", "公斤", "厘米", "斤", "mg/dl",
        "mmol/l", "umol/l", "g/l", "u/l", "U/l", "fl", "fL", "pg", "S/CO", "COI",
    ]
}
