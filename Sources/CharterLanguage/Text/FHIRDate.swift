/// Dates of FHIR as milliseconds since 1970: a year, a month, a day or an instant.
package struct FHIRDate: Hashable, Sendable {
    /// The first millisecond that it means.
    package let start: Int64
    /// The millisecond after the last one.
    package let end: Int64

    /// Nil for malformed dates. Days without a zone are read at the given offset.
    package init?(_ text: String, zoneMinutes: Int64) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count,
                bytes[range].allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        }
        func has(_ byte: Character, at index: Int) -> Bool {
            index < bytes.count && bytes[index] == byte.asciiValue
        }
        guard let year = number(0..<4), (1...9_999).contains(year) else { return nil }
        let zone = zoneMinutes * 60_000
        func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
            CivilTime.days(year: year, month: month, day: day) * CivilTime.millisecondsPerDay
        }
        if bytes.count == 4 {
            (start, end) = (day(year, 1, 1) - zone, day(year + 1, 1, 1) - zone)
            return
        }
        guard has("-", at: 4), let month = number(5..<7), (1...12).contains(month) else {
            return nil
        }
        if bytes.count == 7 {
            let next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
            (start, end) = (day(year, month, 1) - zone, next - zone)
            return
        }
        guard has("-", at: 7), let date = number(8..<10), date >= 1,
            date <= CivilTime.daysInMonth(year: year, month: month)
        else { return nil }
        if bytes.count == 10 {
            start = day(year, month, date) - zone
            end = start + 86_400_000
            return
        }
        guard has("T", at: 10), let hour = number(11..<13), hour <= 23, has(":", at: 13),
            let minute = number(14..<16), minute <= 59, has(":", at: 16),
            let second = number(17..<19), second <= 60
        else { return nil }
        var index = 19
        var (fraction, unit): (Int64, Int64) = (0, 1_000)
        if has(".", at: index) {
            index += 1
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
                if unit > 1 {
                    unit /= 10
                    fraction += Int64(bytes[index] - 0x30) * unit
                }
                index += 1
            }
        }
        guard let offset = Self.offset(Array(bytes[index...])) else { return nil }
        let time = ((hour * 60 + minute - offset) * 60 + second) * 1_000 + fraction
        start = day(year, month, date) + time
        end = start + unit
    }

    /// Minutes east of Greenwich of `Z`, `+08:00` or `-05:30`, at most 14 hours; nil for other forms.
    /// Instants of FHIR always tell them.
    package static func offset(_ bytes: [UInt8]) -> Int64? {
        if bytes == [UInt8(ascii: "Z")] { return 0 }
        let digits = bytes.enumerated().filter { $0.offset != 0 && $0.offset != 3 }.map(\.element)
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let part = digits.map { Int64($0 - 0x30) }
        let minutes = (part[0] * 10 + part[1]) * 60 + part[2] * 10 + part[3]
        guard part[2] < 6, minutes <= 14 * 60 else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return minutes
        case UInt8(ascii: "-"): return -minutes
        default: return nil
        }
    }
}
