extension NumeralFolding {
    /// Words for the digits zero to nine, by language, as they are after folding.
    private static let languages: [[String: UInt32]] = [
        "zero|oh|o|nought|nil one two three four five six seven eight nine",
        "ling|dong yi|yao er|liang san si wu liu qi ba jiu",
        "zero un|une deux trois quatre cinq six sept huit neuf",
        "null eins|ein zwei|zwo drei vier funf|fuenf sechs sieben acht neun",
        "rei|zero ichi ni san yon|shi go roku nana|shichi hachi kyu|kyuu|ku",
        "cero uno|un dos tres cuatro cinco seis siete ocho nueve",
        "zero uno due tre quattro cinque sei sette otto nove",
        "zero um dois tres quatro cinco seis sete oito nove",
        "gong|yeong il i sam sa o yuk chil pal gu",
        "khong mot hai ba bon nam sau bay tam chin",
        "nol odin dva tri chetyre pyat shest sem vosem devyat",
        "nulla i ii iii iv v vi vii viii ix",
        "ling jat|yat yi saam sei ng luk chat baat gau",
    ].map { list in
        var table: [String: UInt32] = [:]
        for (digit, names) in list.split(separator: " ").enumerated() {
            for name in names.split(separator: "|") { table[String(name)] = UInt32(digit) }
        }
        return table
    }

    private static let tens: [String: UInt32] = [
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
        "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
        "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
        "hundred": 100,
    ]
    private static let repeats: [String: Int] = [
        "double": 2, "twice": 2, "triple": 3, "treble": 3, "quadruple": 4,
    ]
    /// Fewest words of one language that make a spoken number.
    private static let leastWords = 3

    /// Words for digits as digits, once for each language that has enough of them.
    static func spoken(_ text: [UInt32]) -> [[UInt32]] {
        let runs = Scan.runs(in: text, where: Scan.isLetter)
        let words = runs.map { $0.count > 10 ? "" : Scan.string(text[$0]) }
        return languages.enumerated().compactMap { index, table in
            let known = words.filter { table[$0] != nil }.count
            let isEnglish = index == 0
            let more = isEnglish ? words.filter { tens[$0] != nil }.count : 0
            let isMixed = index < 2 && known >= 1 && text.contains(where: Scan.isDigit)
            guard known >= leastWords || isMixed || isEnglish && known + more >= 2 else {
                return nil
            }
            return replaced(text, runs, words, table, isEnglish)
        }
    }

    private static func replaced(
        _ text: [UInt32], _ runs: [Range<Int>], _ words: [String], _ table: [String: UInt32],
        _ isEnglish: Bool
    ) -> [UInt32] {
        var result: [UInt32] = []
        var end = 0
        var times = 1
        var open: UInt32 = 0
        for (index, run) in runs.enumerated() {
            let word = words[index]
            let gap = text[end..<run.lowerBound]
            if isEnglish, let count = repeats[word] {
                times = count
                result += gap
            } else if isEnglish, let ten = tens[word], ten < 100 {
                result += gap
                open = ten >= 20 ? ten : 0
                result += [0x30 + ten / 10, 0x30 + ten % 10]
            } else if let digit = table[word] {
                if open > 0, digit > 0, gap.count <= 1 {
                    result[result.count - 1] = 0x30 + digit
                } else {
                    result += gap
                    result += Array(repeating: 0x30 + digit, count: times)
                }
                (open, times) = (0, 1)
            } else {
                result += gap
                result += text[run]
                (open, times) = (0, 1)
            }
            end = run.upperBound
        }
        return result + text[end...]
    }

    /// Words for digits in any one language as digits: the first that fits.
    static func withWordDigits(_ text: [UInt32]) -> [UInt32] {
        let runs = Scan.runs(in: text, where: Scan.isLetter)
        guard !runs.isEmpty else { return text }
        let words = runs.map { $0.count > 10 ? "" : Scan.string(text[$0]) }
        let table = languages.prefix(2).first { table in words.allSatisfy { table[$0] != nil } }
        return table.map { replaced(text, runs, words, $0, false) } ?? text
    }

    private static let multiples: [UInt32: Int] = [
        0x53cc: 2, 0x5bf9: 2, 0x4e24: 2, 0x4e09: 3, 0x56db: 4,
    ]
    private static let digitUnits: [UInt32: UInt64] = [
        0x5341: 10, 0x62fe: 10, 0x767e: 100, 0x4f70: 100, 0x5343: 1_000, 0x4edf: 1_000, 0x5eff: 20,
    ]

    /// Chinese numerals as digits, with their units counted out run by run (一百三十八 is 138,
    /// 零零一十三 is 0013), and digits that are said to be several (双八, 三个六).
    static func withSpelledParts(_ text: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var index = 0
        while index < text.count {
            let scalar = text[index]
            if let count = multiples[scalar], let (digit, end) = repeated(text, index) {
                result += Array(repeating: digit, count: count)
                index = end
                continue
            }
            guard digitValue(scalar) != nil || digitUnits[scalar] != nil else {
                result.append(scalar)
                index += 1
                continue
            }
            let run = text[index...].prefix(24).prefix {
                digitValue($0) != nil || digitUnits[$0] != nil
            }
            result += value(of: run)
            index = run.endIndex
        }
        return result
    }

    /// 双八, 三个六, 两个0.
    private static func repeated(_ text: [UInt32], _ start: Int) -> (UInt32, Int)? {
        let measure: UInt32 = 0x4e2a
        let isPair = text[start] == 0x53cc || text[start] == 0x5bf9
        var next = start + 1
        if next < text.count, text[next] == measure {
            next += 1
        } else if !isPair {
            return nil
        }
        guard next < text.count, let digit = digitValue(text[next]) else { return nil }
        return (0x30 + digit, next + 1)
    }

    private static func digitValue(_ scalar: UInt32) -> UInt32? {
        if Scan.isDigit(scalar) { return scalar - 0x30 }
        let digit = withHanDigits([scalar])[0]
        return Scan.isDigit(digit) ? digit - 0x30 : nil
    }

    private static func value(of run: ArraySlice<UInt32>) -> [UInt32] {
        guard run.contains(where: { digitUnits[$0] != nil }) else {
            return run.map { 0x30 + (digitValue($0) ?? 0) }
        }
        let zeros = run.prefix { digitValue($0) == 0 }
        var total: UInt64 = 0
        var digits: UInt64 = 0
        for scalar in run.dropFirst(zeros.count) {
            if let unit = digitUnits[scalar] {
                total &+= max(digits, 1) &* unit
                digits = 0
            } else {
                digits = digits &* 10 &+ UInt64(digitValue(scalar) ?? 0)
            }
        }
        return Array(repeating: 0x30, count: zeros.count) + Scan.scalars(String(total &+ digits))
    }
}
