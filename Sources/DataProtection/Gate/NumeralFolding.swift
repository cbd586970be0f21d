/// Other ways of writing digits: Chinese numerals, spoken words, look-alike letters, dates to skip.
enum NumeralFolding {
    private static let han: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        for (digit, forms) in [
            "〇零○◯洞", "一幺壹弌", "二贰貳两兩弍", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒拐",
            "八捌", "九玖勾",
        ].enumerated() {
            for form in forms.unicodeScalars { table[form.value] = 0x30 + UInt32(digit) }
        }
        return table
    }()

    static func isNumeral(_ scalar: UInt32) -> Bool {
        Scan.isDigit(scalar) || han[scalar] != nil || scalar == 0x5341 || scalar == 0x767e
    }

    /// Chinese numerals as digits; the rest unchanged.
    static func withHanDigits(_ text: [UInt32]) -> [UInt32] { text.map { han[$0] ?? $0 } }

    private static let lookAlikes: [UInt32: UInt32] = [
        0x6f: 0x30, 0x6c: 0x31, 0x69: 0x31, 0x7a: 0x32, 0x73: 0x35, 0x62: 0x38, 0x71: 0x39,
    ]

    /// Letters that look like digits as digits, in stretches that are digits for the most part.
    static func withLookAlikes(_ text: [UInt32]) -> [UInt32] {
        var result = text
        for run in Scan.runs(in: text, where: Scan.isWord) {
            let digits = text[run].filter { Scan.isDigit($0) }.count
            let isAlike = text[run].allSatisfy { Scan.isDigit($0) || lookAlikes[$0] != nil }
            let isLong =
                run.count >= 11
                && (digits >= 3 && isAlike || digits >= 6 && digits * 2 >= run.count)
            // A group of a cut number: 800o.
            let isGroup = isAlike && (3...8).contains(run.count) && digits * 2 >= run.count
            guard isLong || isGroup else { continue }
            for index in run { result[index] = lookAlikes[text[index]] ?? text[index] }
        }
        return result
    }

    private static let units: [UInt32: UInt64] = [
        0x5341: 10, 0x62fe: 10, 0x767e: 100, 0x4f70: 100, 0x5343: 1_000, 0x4edf: 1_000,
    ]

    /// Values of numbers written with Chinese units (一百三十八亿…), as runs of digits.
    static func spelledNumbers(_ text: [UInt32]) -> [[UInt32]] {
        let (tenThousand, hundredMillion): (UInt32, UInt32) = (0x4e07, 0x4ebf)
        func belongs(_ scalar: UInt32) -> Bool {
            han[scalar] != nil || Scan.isDigit(scalar) || units[scalar] != nil
                || scalar == tenThousand || scalar == hundredMillion
        }
        guard text.contains(hundredMillion) else { return [] }
        var found: [[UInt32]] = []
        for run in Scan.runs(in: text, where: belongs)
        where text[run].contains(hundredMillion) && run.count <= 40 {
            var (total, section, digits): (UInt64, UInt64, UInt64) = (0, 0, 0)
            for scalar in text[run] {
                if let unit = units[scalar] {
                    section &+= max(digits, 1) &* unit
                    digits = 0
                } else if scalar == tenThousand || scalar == hundredMillion {
                    let scale: UInt64 = scalar == tenThousand ? 10_000 : 100_000_000
                    total &+= (section &+ digits) &* scale
                    (section, digits) = (0, 0)
                } else {
                    digits = digits &* 10 &+ UInt64((han[scalar] ?? scalar) - 0x30)
                }
            }
            found.append(Scan.scalars(String(total &+ section &+ digits)))
        }
        return found
    }
}
