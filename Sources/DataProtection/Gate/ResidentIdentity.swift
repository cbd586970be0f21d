/// The Chinese resident identity number: 18 characters with check, or 15 digits of the old form.
///
/// Source: GB 11643-1999.
package enum ResidentIdentity {
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8).map { UInt32($0) | 0x20 }
    /// First two digits: provinces, residents from Hong Kong, Macao and Taiwan, foreigners.
    private static let regions: Set<UInt32> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
        52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91, 92, 93, 94, 95, 96,
    ]

    /// Whether the text is such a number, of either length.
    package static func isValid(_ text: String) -> Bool {
        let scalars = ScalarFolding.folded(text)
        return isLong(scalars) || isShort(scalars)
    }

    /// Eighteen characters, region, date of birth and check; digits and `x` as scalars.
    static func isLong(_ scalars: [UInt32]) -> Bool {
        guard isShaped(scalars) else { return false }
        var sum = 0
        for (digit, weight) in zip(scalars, weights) { sum += Int(digit - 0x30) * weight }
        // Bit 5 is set in every digit already, so the table differs only in its lower-case letter.
        return scalars[17] == checks[sum % 11]
    }

    /// Eighteen characters with a region and a date of birth, the check left aside.
    static func isShaped(_ scalars: [UInt32]) -> Bool {
        guard scalars.count == 18, scalars[0..<17].allSatisfy(Scan.isDigit),
            Scan.isDigit(scalars[17]) || scalars[17] == 0x78, hasRegion(scalars)
        else { return false }
        return isDate(
            year: number(scalars[6..<10]), month: number(scalars[10..<12]),
            day: number(scalars[12..<14]))
    }

    static func isShort(_ scalars: [UInt32]) -> Bool {
        guard scalars.count == 15, scalars.allSatisfy(Scan.isDigit), hasRegion(scalars) else {
            return false
        }
        return isDate(
            year: 1900 + number(scalars[6..<8]), month: number(scalars[8..<10]),
            day: number(scalars[10..<12]))
    }

    private static func hasRegion(_ scalars: [UInt32]) -> Bool {
        regions.contains((scalars[0] - 0x30) * 10 + scalars[1] - 0x30)
    }

    private static func number(_ digits: ArraySlice<UInt32>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func isDate(year: Int, month: Int, day: Int) -> Bool {
        (1880...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }
}
