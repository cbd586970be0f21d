/// Dates of the proleptic Gregorian calendar on Int64, with a fixed offset from UTC: no table of
/// time zones, no leap seconds, the same in every process.
///
/// Source: docs/reference/charter-language.md, "Types". The day count is the usual one with years
/// that begin in March.
package enum CivilTime {
    package static let millisecondsPerDay: Int64 = 86_400_000
    package static let millisecondsPerMinute: Int64 = 60_000
    /// 0001-01-01T00:00Z … 9999-12-31T23:59:59.999Z: every fact of type instant lies here.
    package static let instants: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// Days since 1970-01-01; the month is 1 … 12.
    package static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivision(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day of a count of days since 1970-01-01.
    package static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (
            yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    package static func daysInMonth(year: Int64, month: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// The same local time so many months later; where that day does not exist, the last day of
    /// the month (`down`) or the first of the next (`up`). Stays within `instants`.
    package static func adding(
        months: Int64, to instant: Int64, zoneMinutes: Int64, rounding: MonthRounding
    ) -> Int64 {
        let local = instant + zoneMinutes * millisecondsPerMinute
        let dayCount = floorDivision(local, millisecondsPerDay)
        let timeOfDay = local - dayCount * millisecondsPerDay
        let (year, month, day) = date(days: dayCount)
        let total = year * 12 + (month - 1) + months
        let newYear = floorDivision(total, 12)
        let newMonth = total - newYear * 12 + 1
        let last = daysInMonth(year: newYear, month: newMonth)
        let first = days(year: newYear, month: newMonth, day: 1)
        let newDay =
            day <= last ? first + day - 1 : rounding == .down ? first + last - 1 : first + last
        let result =
            newDay * millisecondsPerDay + timeOfDay - zoneMinutes * millisecondsPerMinute
        return min(max(result, instants.lowerBound), instants.upperBound)
    }

    static func floorDivision(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}
