import CharterLanguage
import LedgerTypes

/// Block times as people read them: ISO 8601 in Beijing time.
package enum CalendarTime {
    private static let offset: UInt64 = 8 * 3_600_000
    private static let day: UInt64 = 86_400_000
    /// 9999-12-31: later times are printed as their number.
    private static let last: UInt64 = 253_402_300_799_999 - offset

    /// `2026-11-21T16:05:00.000+08:00`; the bare number of milliseconds past the year 9999.
    package static func text(_ time: BlockTime) -> String {
        guard time.value <= last else { return "\(time.value) ms" }
        let local = time.value + offset
        let date = CivilTime.date(days: Int64(local / day))
        let rest = local % day
        return
            "\(digits(UInt64(date.year), 4))-\(digits(UInt64(date.month), 2))-\(digits(UInt64(date.day), 2))T"
            + "\(digits(rest / 3_600_000, 2)):\(digits(rest / 60_000 % 60, 2)):"
            + "\(digits(rest / 1_000 % 60, 2)).\(digits(rest % 1_000, 3))+08:00"
    }

    /// Reads milliseconds since 1970, or a date and time as `text` writes them, with or without
    /// the milliseconds; nil for anything else.
    package static func parse(_ text: String) -> BlockTime? {
        if let number = UInt64(text) { return BlockTime(number) }
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasSuffix("+08:00") else { return nil }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        let clock = parts[1].dropLast(6).split(separator: ":", omittingEmptySubsequences: false)
        guard date.count == 3, clock.count == 3 else { return nil }
        let seconds = clock[2].split(separator: ".", omittingEmptySubsequences: false)
        let numbers = (date + clock.prefix(2) + seconds).compactMap { UInt64($0) }
        guard (1...2).contains(seconds.count), numbers.count == 5 + seconds.count else {
            return nil
        }
        let millisecond = numbers.count == 7 ? numbers[6] : 0
        guard (1970...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2])
        else { return nil }
        let days = UInt64(
            CivilTime.days(
                year: Int64(numbers[0]), month: Int64(numbers[1]), day: Int64(numbers[2])))
        let clockPart =
            numbers[3].multipliedSafely(3_600_000) + numbers[4].multipliedSafely(60_000)
            + numbers[5].multipliedSafely(1_000) + min(millisecond, 1_000)
        guard clockPart < day, days * day + clockPart >= offset else { return nil }
        let time = BlockTime(days * day + clockPart - offset)
        // One text a time: a date that does not exist, or a field out of range, prints otherwise.
        let printed = Self.text(time)
        return printed == text || printed == text.replacingSecondsSuffix() ? time : nil
    }

    private static func digits(_ value: UInt64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}

extension UInt64 {
    /// The product for small numbers; large ones give a value beyond any day.
    fileprivate func multipliedSafely(_ factor: UInt64) -> UInt64 {
        self > 1_000 ? 1_000_000_000 : self * factor
    }
}

extension String {
    /// The same time with `.000` put before the zone.
    fileprivate func replacingSecondsSuffix() -> String {
        hasSuffix("+08:00") ? String(dropLast(6)) + ".000+08:00" : self
    }
}
