/// Dates and times as FHIR writes them: `2026`, `2026-03`, `2026-03-01`, `2026-03-01T08:00:00+08:00`.
///
/// Source: FHIR R4, date, dateTime and instant; years 1850 to 2199, at most six decimals of a second.
enum FHIRDate {
    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let year = number(bytes, 0..<4), (1850...2199).contains(year) else { return false }
        if bytes.count == 4 { return true }
        guard bytes[4] == 0x2d, let month = number(bytes, 5..<7), (1...12).contains(month) else {
            return false
        }
        if bytes.count == 7 { return true }
        guard bytes[7] == 0x2d, let day = number(bytes, 8..<10),
            (1...days(in: month, of: year)).contains(day)
        else { return false }
        return bytes.count == 10 || isTime(bytes[10...])
    }

    /// Whether a text is a year, and no more.
    static func isYear(_ text: String) -> Bool { text.utf8.count == 4 && isValid(text) }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `T08:00`, seconds, decimals, then `Z`, an offset or nothing.
    private static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(text)
        guard bytes[0] == 0x54, let hour = number(bytes, 1..<3), hour <= 24, bytes.count >= 6,
            bytes[3] == 0x3a, let minute = number(bytes, 4..<6), minute <= 59
        else { return false }
        var rest = bytes[6...]
        if rest.first == 0x3a {
            guard let second = number(bytes, 7..<9), second <= 60 else { return false }
            rest = bytes[9...]
            if rest.first == 0x2e {
                let decimals = rest.dropFirst().prefix(while: CodeGrammar.isDigit)
                guard (1...6).contains(decimals.count) else { return false }
                rest = rest.dropFirst(1 + decimals.count)
            }
        }
        guard let sign = rest.first else { return true }
        if sign == 0x5a { return rest.count == 1 }
        let zone = Array(rest)
        guard sign == 0x2b || sign == 0x2d, zone.count == 6, zone[3] == 0x3a,
            let hours = number(zone, 1..<3), let minutes = number(zone, 4..<6)
        else { return false }
        return hours <= 14 && minutes <= 59
    }

    private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard range.upperBound <= bytes.count, bytes[range].allSatisfy(CodeGrammar.isDigit) else {
            return nil
        }
        return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
