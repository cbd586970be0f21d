import CharterLanguage
import LedgerTypes

/// Times as people write them.
package enum WrittenTime {
    /// An ISO 8601 time to the second with an offset, such as `2026-06-01T08:00:00+08:00` or
    /// `…T00:00:00Z`; nil for another form, a date that does not exist, and before 1970.
    ///
    /// One form alone: what two readers would take for two times is taken by none.
    package static func time(_ text: String) -> BlockTime? {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 || bytes.count == 25 else { return nil }
        let form =
            Array("0000-00-00T00:00:00".utf8) + Array((bytes.count == 20 ? "Z" : "+00:00").utf8)
        for (byte, sample) in zip(bytes, form) {
            let isRight =
                switch sample {
                case UInt8(ascii: "0"): (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                case UInt8(ascii: "+"): byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                default: byte == sample
                }
            guard isRight else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 {
            bytes[range].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }
        let date = (year: number(0..<4), month: number(5..<7), day: number(8..<10))
        let clock = (hour: number(11..<13), minute: number(14..<16), second: number(17..<19))
        var offset: Int64 = 0
        if bytes.count == 25 {
            let (hours, minutes) = (number(20..<22), number(23..<25))
            guard hours <= 14, minutes < 60 else { return nil }
            offset = (hours * 60 + minutes) * (bytes[19] == UInt8(ascii: "-") ? -1 : 1)
        }
        guard (1...12).contains(date.month), (1...31).contains(date.day), clock.hour < 24,
            clock.minute < 60, clock.second < 60
        else { return nil }
        let days = CivilTime.days(year: date.year, month: date.month, day: date.day)
        // A day that its month does not have is another month's.
        guard CivilTime.date(days: days) == date else { return nil }
        let seconds = days * 86_400 + clock.hour * 3_600 + clock.minute * 60 + clock.second
        let milliseconds = (seconds - offset * 60) * 1_000
        return milliseconds < 0 ? nil : BlockTime(UInt64(milliseconds))
    }
}
