extension OwnPatterns {
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    private static let hanDigits = Array("〇一二三四五六七八九")

    /// A birth date as FHIR writes it, to the day, in every writing of it; a coarser one is no
    /// identifier.
    mutating func addBirthDate(_ text: String) {
        let parts = text.prefix(10).split(separator: "-").map { Int($0) }
        guard parts.count == 3, text.utf8.count >= 10, let year = parts[0], let month = parts[1],
            let day = parts[2], (1_000...9_999).contains(year), (1...12).contains(month),
            (1...31).contains(day)
        else { return }
        addDigitDates(year, month, day)
        addChineseDates(year, month, day)
        addEnglishDates(year, Self.months[month - 1], day)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private mutating func addDigitDates(_ year: Int, _ month: Int, _ day: Int) {
        let (twoMonth, twoDay) = (Self.twoDigits(month), Self.twoDigits(day))
        let short = Self.twoDigits(year % 100)
        for text in [
            "\(year)\(twoMonth)\(twoDay)", "\(twoDay)\(twoMonth)\(year)",
            "\(twoMonth)\(twoDay)\(year)",
        ] { addDigits(Scan.scalars(text), .birthDate) }
        for text in [
            "\(year)\(month)\(day)", "\(day)\(month)\(year)", "\(month)\(day)\(year)",
            "\(year)\(twoMonth)\(day)", "\(year)\(month)\(twoDay)", "\(twoDay)\(month)\(year)",
            "\(day)\(twoMonth)\(year)", "\(twoMonth)\(day)\(year)", "\(month)\(twoDay)\(year)",
            "\(short)\(twoMonth)\(twoDay)", "\(twoDay)\(twoMonth)\(short)",
            "\(twoMonth)\(twoDay)\(short)",
        ] { addBounded(digits: text) }
        for text in [
            "\(short)\(twoMonth)\(day)", "\(short)\(month)\(twoDay)", "\(day)\(twoMonth)\(short)",
            "\(twoDay)\(month)\(short)", "\(month)\(twoDay)\(short)", "\(twoMonth)\(day)\(short)",
        ] where text.utf8.count >= Least.boundedDigits { addBounded(digits: text) }
    }

    private mutating func addChineseDates(_ year: Int, _ month: Int, _ day: Int) {
        let (twoMonth, twoDay) = (Self.twoDigits(month), Self.twoDigits(day))
        let han = String("\(year)".compactMap(\.wholeNumberValue).map { Self.hanDigits[$0] })
        var years = ["\(year)", String("\(year)".suffix(2)), han, String(han.suffix(2))]
        years.append(han.replacingZeros)
        if year > 1_911 {
            years += ["民国\(year - 1_911)", "民国" + Self.hanNumber(year - 1_911)]
        }
        if (1_926...1_988).contains(year) { years.append("昭和\(year - 1_925)") }
        for day in ["\(day)", twoDay] {
            addWord(Self.squeezed("\(month)月\(day)日\(year)"), .birthDate)
            for month in ["\(month)", twoMonth] {
                addBounded(word: Self.squeezed("\(year)年\(month)月\(day)"))
            }
        }
        // In numerals also without 日, and as on cheques.
        for year in [han, han.replacingZeros] {
            let words = "\(year)年\(Self.hanNumber(month))月\(Self.hanNumber(day))"
            addBounded(word: Self.squeezed(words))
            for formal in [words.inFormalNumerals, words.inFormalNumerals.withOneTen] {
                addBounded(word: Self.squeezed(formal))
                for end in ["日", "号"] { addWord(Self.squeezed(formal + end), .birthDate) }
            }
        }
        let months = ["\(month)", twoMonth, Self.hanNumber(month)]
        let days = [
            "\(day)", twoDay, Self.hanNumber(day), Self.hanNumber(day).replacingTwenty,
        ]
        for year in years {
            for month in months {
                for day in days {
                    for end in ["日", "号"] {
                        addWord(Self.squeezed("\(year)年\(month)月\(day)\(end)"), .birthDate)
                    }
                }
            }
        }
    }

    private mutating func addEnglishDates(_ year: Int, _ month: String, _ day: Int) {
        let end = day / 10 == 1 ? "th" : [1: "st", 2: "nd", 3: "rd"][day % 10] ?? "th"
        for month in [month, String(month.prefix(3)), String(month.prefix(4))] {
            for day in ["\(day)", Self.twoDigits(day), "\(day)\(end)", "\(day)\(end)of"] {
                for text in [
                    "\(day)\(month)\(year)", "\(month)\(day)\(year)", "\(year)\(month)\(day)",
                ] {
                    addWord(Scan.scalars(text), .birthDate)
                }
                let short = Self.twoDigits(year % 100)
                addBounded(word: Scan.scalars("\(day)\(month)\(short)"))
                addBounded(word: Scan.scalars("\(month)\(day)\(short)"))
            }
        }
    }

    /// A number below 200 in words.
    static func hanNumber(_ number: Int) -> String {
        if number >= 100 {
            let rest = number % 100
            let gap = rest == 0 ? "" : rest < 10 ? "零" : rest < 20 ? "一" : ""
            return "一百" + gap + (rest == 0 ? "" : hanNumber(rest))
        }
        let (tens, ones) = (number / 10, number % 10)
        let head = tens == 0 ? "" : (tens == 1 ? "" : String(hanDigits[tens])) + "十"
        return head + (ones == 0 ? "" : String(hanDigits[ones]))
    }
}

extension String {
    /// 〇 as 零.
    fileprivate var replacingZeros: String { String(map { $0 == "〇" ? "零" : $0 }) }

    /// 一 as 壹, 十 as 拾.
    fileprivate var inFormalNumerals: String {
        let pairs = zip("〇零一二三四五六七八九十", "零零壹贰叁肆伍陆柒捌玖拾")
        let table = Dictionary(uniqueKeysWithValues: pairs.map { ($0, $1) })
        return String(map { table[$0] ?? $0 })
    }

    /// 拾贰 as 壹拾贰, where nothing stands before the ten.
    fileprivate var withOneTen: String {
        replacing("年拾", with: "年壹拾").replacing("月拾", with: "月壹拾")
    }

    /// 二十 as 廿, 三十 as 卅.
    fileprivate var replacingTwenty: String {
        if hasPrefix("二十") { return "廿" + dropFirst(2) }
        if hasPrefix("三十") { return "卅" + dropFirst(2) }
        return self
    }
}
