/// Finds a date to the day, or month and day, beside a word for birth, in any writing.
enum BirthDetector {
    private static let births = WordList(
        words: """
            出生 生日 生于 生人 诞辰 诞生 降生 日生 birth dob d.o.b born geboren geb. né(e) nacido nacida naissance \
            nascita nascido
            """)
    private static let months = WordList(
        words: """
            january february march april may june july august september october november december jan feb \
            mar apr jun jul aug sep oct nov dec januar februar marz mai juni juli oktober dezember janvier \
            fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo abril \
            mayo junio julio agosto septiembre octubre noviembre diciembre
            """)
    /// Characters around the word within which the date must stand.
    private static let reach = 24

    static func found(in folded: [UInt32]) -> Bool {
        let tight = Scan.withoutBlanks(folded)
        let places = births.places(in: tight)
        guard !places.isEmpty else { return false }
        let text = NumeralFolding.withSpelledParts(tight)
        for place in births.places(in: text) {
            let from = max(0, place.start - reach)
            let part = Array(text[from..<min(text.count, place.end + reach)])
            if hasDate(part) { return true }
        }
        return hasRomanYear(folded)
    }

    private static func hasDate(_ text: [UInt32]) -> Bool {
        let runs = Scan.runs(in: text, where: Scan.isDigit)
        for (index, run) in runs.enumerated() {
            let digits = text[run]
            if run.count == 8, isCompact(digits) { return true }
            if run.count == 6, isShort(digits) { return true }
            guard index + 1 < runs.count, let value = number(digits) else { continue }
            let next = runs[index + 1]
            let sign = next.lowerBound - run.upperBound == 1 ? text[run.upperBound] : 0
            guard let second = number(text[next]) else { continue }
            // 月 … 日
            if sign == 0x6708, (1...12).contains(value), (1...31).contains(second),
                next.upperBound < text.count,
                [0x65e5, 0x53f7].contains(text[next.upperBound])
                    || index > 0
            {
                return true
            }
            guard index + 2 < runs.count, [0x2d, 0x2f, 0x2e, 0x2c].contains(sign),
                let third = number(text[runs[index + 2]]),
                runs[index + 2].lowerBound - next.upperBound == 1,
                (1...12).contains(second) || (1...12).contains(value)
            else { continue }
            let isYear = { (number: Int) in (1880...2099).contains(number) }
            if isYear(value) && (1...31).contains(third)
                || isYear(third) && (1...31).contains(value)
                || max(value, second, third) <= 99 && (1...12).contains(second)
            {
                return true
            }
        }
        // A month's name with a day and a year beside it.
        return months.places(in: text).contains { place in
            let around = text[max(0, place.start - 5)..<min(text.count, place.end + 9)]
            let digits = around.filter { Scan.isDigit($0) }.count
            let isWord =
                place.start > 0 && Scan.isLetter(text[place.start - 1])
                && !Scan.isDigit(text[place.start - 1])
            return digits >= 5 && (!isWord || digits >= 5)
        }
    }

    private static func number(_ digits: ArraySlice<UInt32>) -> Int? {
        guard (1...4).contains(digits.count) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func isCompact(_ digits: ArraySlice<UInt32>) -> Bool {
        let values = Array(digits)
        let year = number(values[0..<4]) ?? 0
        return (1880...2099).contains(year) && isShort(values[2...])
    }

    private static func isShort(_ digits: ArraySlice<UInt32>) -> Bool {
        let values = Array(digits)
        return (1...12).contains(number(values[2..<4]) ?? 0)
            && (1...31).contains(number(values[4..<6]) ?? 0)
    }

    private static let roman: [UInt32: Int] = [
        0x69: 1, 0x76: 5, 0x78: 10, 0x6c: 50, 0x63: 100, 0x64: 500, 0x6d: 1_000,
    ]

    /// A year in Roman numerals with a month or more beside it.
    private static func hasRomanYear(_ text: [UInt32]) -> Bool {
        Scan.runs(in: text, where: Scan.isLetter).contains { run in
            guard (2...15).contains(run.count), text[run].allSatisfy({ roman[$0] != nil }) else {
                return false
            }
            let values = text[run].map { roman[$0]! }
            var sum = 0
            for (index, value) in values.enumerated() {
                sum += index + 1 < values.count && values[index + 1] > value ? -value : value
            }
            return (1880...2099).contains(sum)
        }
    }
}
