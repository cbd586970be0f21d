/// Covers dates and times, which are full of digits and no identifiers, before numbers are sought.
///
/// Strict about ranges, and at most three digits of a second: a number cannot hide in a date.
enum DateMask {
    /// A scalar that neither joins nor is part of a number.
    static let cover: UInt32 = 0x2588
    private static let dateMarks = Scan.scalars("-/.年")
    private static let dayWords = Scan.scalars("日号")
    private static let timeMarks = Scan.scalars("t ")
    private static let colon = Scan.scalars(":")
    private static let dot = Scan.scalars(".")
    private static let zulu = Scan.scalars("z")
    private static let signs = Scan.scalars("+-")

    static func covered(_ text: [UInt32]) -> [UInt32] {
        var result = text
        var index = 0
        while index < text.count {
            let atStart = index == 0 || !Scan.isDigit(text[index - 1])
            if atStart, Scan.isDigit(text[index]),
                let end = dateEnd(text, index) ?? clockEnd(text, index)
            {
                for position in index..<end { result[position] = cover }
                index = end
            } else {
                index += 1
            }
        }
        return result
    }

    /// A number of exactly so many digits within the range; moves past it.
    private static func number(
        _ text: [UInt32], _ index: inout Int, digits: ClosedRange<Int>, in range: ClosedRange<Int>
    ) -> Bool {
        var value = 0
        var count = 0
        while index + count < text.count, Scan.isDigit(text[index + count]), count <= 4 {
            value = value * 10 + Int(text[index + count] - 0x30)
            count += 1
        }
        guard digits.contains(count), range.contains(value) else { return false }
        index += count
        return true
    }

    private static func one(_ text: [UInt32], _ index: inout Int, of signs: [UInt32]) -> Bool {
        guard index < text.count, signs.contains(text[index]) else { return false }
        index += 1
        return true
    }

    /// Year, month, day with one kind of separator, and the time of day after it.
    private static func dateEnd(_ text: [UInt32], _ start: Int) -> Int? {
        var index = start
        guard number(text, &index, digits: 4...4, in: 1900...2199),
            index < text.count, dateMarks.contains(text[index])
        else { return nil }
        let separator = text[index]
        index += 1
        guard number(text, &index, digits: 1...2, in: 1...12) else { return nil }
        let isChinese = separator == 0x5e74
        guard index < text.count, text[index] == (isChinese ? 0x6708 : separator) else {
            // Year and month alone: only where nothing numeric follows.
            return index == text.count && text[start + 4] == 0x2d ? index : nil
        }
        index += 1
        guard number(text, &index, digits: 1...2, in: 1...31) else { return nil }
        if isChinese { _ = one(text, &index, of: dayWords) }
        var time = index
        if one(text, &time, of: timeMarks), let end = clockEnd(text, time) { return end }
        return index
    }

    /// Hours and minutes, perhaps seconds, fraction and zone.
    private static func clockEnd(_ text: [UInt32], _ start: Int) -> Int? {
        var index = start
        guard number(text, &index, digits: 1...2, in: 0...24), one(text, &index, of: colon),
            number(text, &index, digits: 2...2, in: 0...59)
        else { return nil }
        var probe = index
        if one(text, &probe, of: colon), number(text, &probe, digits: 2...2, in: 0...60) {
            index = probe
            if one(text, &probe, of: dot),
                number(text, &probe, digits: 1...3, in: 0...999)
            {
                index = probe
            }
        }
        probe = index
        if one(text, &probe, of: zulu) { return probe }
        if one(text, &probe, of: signs), number(text, &probe, digits: 2...2, in: 0...14),
            one(text, &probe, of: colon), number(text, &probe, digits: 2...2, in: 0...59)
        {
            return probe
        }
        return index
    }
}
