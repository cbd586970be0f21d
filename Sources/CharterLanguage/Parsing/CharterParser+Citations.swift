extension CharterParser {
    mutating func citations(
        _ section: CharterPlace.Section, _ position: Int
    ) throws(ParseStop) -> [Citation] {
        let start = at
        var result: [Citation] = []
        var trees: [RangeTree] = []
        repeat {
            let start = at
            result.append(try citation())
            trees.append(RangeTree(range: range(from: start)))
        } while accept(.comma)
        map.set(
            section, position, .basis, RangeTree(range: range(from: start), children: trees))
        return result
    }

    private mutating func citation() throws(ParseStop) -> Citation {
        if case .lawTitle(let title) = token.kind {
            at += 1
            return try chineseCitation(title)
        }
        let law = try name("a law", "法律")
        let code = index.law(named: law.text).map { index.vocabulary.laws[$0].name.id } ?? law.text
        guard accept(.article) else { return Citation(law: code, article: nil) }
        let article = try unsigned()
        let paragraph = accept(.paragraph) ? try unsigned() : nil
        let item = accept(.item) ? try unsigned() : nil
        return Citation(law: code, article: article, paragraph: paragraph, item: item)
    }

    private mutating func chineseCitation(_ title: String) throws(ParseStop) -> Citation {
        let code = index.law(named: title).map { index.vocabulary.laws[$0].name.id } ?? title
        let start = at
        var text = ""
        while let word, word.hasBytePrefix("第") {
            text += word
            at += 1
        }
        guard !text.isEmpty else { return Citation(law: code, article: nil) }
        var rest = Array(text.unicodeScalars)[...]
        let article = ChineseNumeral.ordinal(&rest, "条")
        let paragraph = article == nil ? nil : ChineseNumeral.ordinal(&rest, "款")
        let item = article == nil ? nil : ChineseNumeral.ordinal(&rest, "项")
        guard rest.isEmpty, let article else {
            report(
                .badCitation, range(from: start),
                Message("`\(text)` is not an article", "“\(text)”不是条款项"),
                hint: Message("write 第13条第1款第1项", "写作第13条第1款第1项，或第十三条第一款第一项"))
            throw ParseStop()
        }
        return Citation(law: code, article: article, paragraph: paragraph, item: item)
    }
}

/// Numbers as laws write them: 第十三条, 第13条.
enum ChineseNumeral {
    /// Takes `第…` up to a unit; nil, taking nothing, where it is not there.
    static func ordinal(_ text: inout ArraySlice<Unicode.Scalar>, _ unit: Unicode.Scalar) -> UInt64?
    {
        guard text.first == "第", let end = text.firstIndex(of: unit),
            let number = number(text[(text.startIndex + 1)..<end])
        else { return nil }
        text = text[(end + 1)...]
        return number
    }

    /// 1 … 99,999 in ASCII digits or in Chinese numerals; nil for anything else.
    static func number(_ text: ArraySlice<Unicode.Scalar>) -> UInt64? {
        guard !text.isEmpty, text.count <= 12 else { return nil }
        if text.allSatisfy({ Identifier.isDigit($0.value) }) {
            return text.reduce(0) { $0 * 10 + UInt64($1.value - 0x30) }
        }
        var total: UInt64 = 0
        var digit: UInt64?
        var lastUnit: UInt64 = 100_000
        for scalar in text {
            if let value = digits[scalar] {
                guard digit == nil || digit == 0 else { return nil }
                digit = value
            } else if let unit = units[scalar], unit < lastUnit, digit != 0 {
                // 十三 is 13: only ten stands without a digit before it.
                guard digit != nil || (unit == 10 && total == 0) else { return nil }
                total += (digit ?? 1) * unit
                digit = nil
                lastUnit = unit
            } else {
                return nil
            }
        }
        return total + (digit ?? 0)
    }

    private static let digits: [Unicode.Scalar: UInt64] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
        "八": 8, "九": 9,
    ]
    private static let units: [Unicode.Scalar: UInt64] = [
        "十": 10, "百": 100, "千": 1_000, "万": 10_000,
    ]
}
