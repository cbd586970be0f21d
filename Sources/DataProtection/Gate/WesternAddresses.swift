/// Finds addresses in Latin letters: a number, a name and a word for a road, in either order.
enum WesternAddresses {
    private static let strong: Set<String> = [
        "street", "road", "avenue", "ave", "boulevard", "blvd", "crescent", "cres", "parkway",
        "highway", "hwy", "terrace", "dajie", "hutong", "dadao",
    ]
    /// Words for roads that are more than that: only with a capital of their own.
    private static let weak: Set<String> = [
        "st", "rd", "dr", "ct", "pl", "ln", "close", "court", "place", "square", "sq", "way",
        "drive", "lane",
        "gardens", "grove", "row", "hill", "walk", "loop", "trail", "circle", "cir", "lu", "jie",
        "xiang",
    ]
    /// Words that begin the name of a road.
    private static let leading: Set<String> = [
        "rue", "calle", "via", "avenida", "rua", "viale", "corso", "plaza", "piazza", "ulitsa",
        "jalan", "chemin",
        "allee",
    ]
    private static let trailing = [
        "strasse", "straße", "strase", "gasse", "weg", "platz", "allee", "straat", "laan", "gatan",
    ]
    private static let units: Set<String> = ["apt", "flat", "suite", "unit", "apartment", "room"]

    static func found(in text: [UInt32]) -> Bool {
        let runs = Scan.runs(in: text, where: Scan.isWord)
        guard runs.count >= 2 else { return false }
        let words = runs.map { run in
            run.count > 20 ? "" : Scan.string(text[run].map { Scan.isLetter($0) ? $0 | 0x20 : $0 })
        }
        func isNumber(_ index: Int) -> Bool {
            guard words.indices.contains(index), let first = text[runs[index]].first,
                Scan.isDigit(first), runs[index].count <= 5
            else { return false }
            return text[runs[index]].dropLast().allSatisfy(Scan.isDigit)
        }
        func isCapital(_ index: Int) -> Bool {
            guard words.indices.contains(index), let first = text[runs[index]].first else {
                return false
            }
            let second = text[runs[index]].dropFirst().first ?? 0x61
            return first >= 0x41 && first <= 0x5a && (second >= 0x61 || runs[index].count == 1)
        }
        func areNear(_ left: Int, _ right: Int) -> Bool {
            runs[right].lowerBound - runs[left].upperBound <= 2
        }
        for index in words.indices {
            let word = words[index]
            let isWeak = weak.contains(word) && isCapital(index)
            if isWeak || strong.contains(word) && index > 0 {
                for back in 2...4 where isNumber(index - back) {
                    let between = (index - back + 1)..<index
                    if between.allSatisfy({ isCapital($0) && areNear($0 - 1, $0) })
                        && areNear(index - 1, index)
                        && !(isWeak
                            && between.contains {
                                EnglishWords.isCommon(words[$0]) && !isDirection(words[$0])
                            })
                    {
                        return true
                    }
                }
                let isPinyin = ["dajie", "dadao", "hutong", "lu", "jie", "xiang", "road", "street"]
                    .contains(word)
                if isPinyin, isCapital(index - 1), isNumber(index + 1), areNear(index, index + 1) {
                    return true
                }
            }
            if leading.contains(word), isNumber(index - 1) && areNear(index - 1, index) {
                return true
            }
            if leading.contains(word), isCapital(index), index + 1 < words.count,
                (2...4).contains(where: {
                    isNumber(index + $0) && areNear(index + $0 - 1, index + $0)
                }),
                isCapital(index + 1)
            {
                return true
            }
            if isCapital(index),
                trailing.contains(where: { word.hasSuffix($0) && word.count > $0.count + 2 }),
                index + 1 < words.count, isNumber(index + 1), areNear(index, index + 1)
            {
                return true
            }
            if units.contains(word), isNumber(index + 1), index + 2 < words.count,
                isNumber(index + 2),
                isCapital(index + 3)
            {
                return true
            }
        }
        return false
    }

    private static func isDirection(_ word: String) -> Bool {
        [
            "north", "south", "east", "west", "park", "high", "church", "old", "new", "main",
            "king", "queen",
        ].contains(word)
    }
}
