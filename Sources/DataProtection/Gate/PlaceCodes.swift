/// Finds coordinates of places and the codes that stand for them.
enum PlaceCodes {
    private static let labels = WordList(
        words: "坐标 经度 纬度 东经 北纬 经纬 geo gps latitude longitude lat lng lon 定位 位置")

    private struct Decimal {
        let range: Range<Int>
        let whole: Int
        let places: Int
    }

    static func hasCoordinates(_ folded: [UInt32]) -> Bool {
        let traits = TextTraits(folded)
        guard traits.digits >= 4 else { return false }
        let decimals = traits.dots > 0 ? decimals(folded) : []
        for (first, second) in zip(decimals, decimals.dropFirst()) {
            let gap = folded[first.range.upperBound..<second.range.lowerBound]
            guard gap.count <= 6, !gap.contains(where: Scan.isDigit) else { continue }
            let low = min(first.whole, second.whole)
            let high = max(first.whole, second.whole)
            let isChina = (3...54).contains(low) && (73...136).contains(high)
            let least = min(first.places, second.places)
            if isChina, least >= 4 { return true }
            if low <= 90, high <= 180, low >= 5, least >= 5 { return true }
        }
        if !decimals.isEmpty {
            for place in labels.places(in: folded) {
                if place.start > 0, folded[place.start] < 0x80,
                    Scan.isLetter(folded[place.start - 1])
                {
                    continue
                }
                let near = decimals.first {
                    $0.range.lowerBound >= place.end && $0.range.lowerBound <= place.end + 6
                }
                if let near, near.places >= 2, near.whole <= 180 { return true }
            }
        }
        return hasDegrees(folded)
    }

    private static func decimals(_ text: [UInt32]) -> [Decimal] {
        let runs = Scan.runs(in: text, where: Scan.isDigit)
        var found: [Decimal] = []
        var index = 0
        while index + 1 < runs.count {
            let (whole, fraction) = (runs[index], runs[index + 1])
            if whole.count <= 3, fraction.lowerBound == whole.upperBound + 1,
                text[whole.upperBound] == 0x2e, fraction.count >= 2
            {
                let value = text[whole].reduce(0) { $0 * 10 + Int($1 - 0x30) }
                found.append(
                    Decimal(
                        range: whole.lowerBound..<fraction.upperBound, whole: value,
                        places: fraction.count))
                index += 2
            } else {
                index += 1
            }
        }
        return found
    }

    /// Degrees and minutes, twice or with a quarter of the sky.
    private static func hasDegrees(_ text: [UInt32]) -> Bool {
        var count = 0
        for place in Scan.places(of: [0xb0], in: text) where place > 0 {
            guard Scan.isDigit(text[place - 1]) else { continue }
            let rest = text[(place + 1)...].prefix(4).drop { $0 == 0x20 }
            let digits = rest.prefix(while: Scan.isDigit)
            guard (1...2).contains(digits.count), digits.endIndex < text.count,
                [0x27, 0x2032, 0x5206].contains(text[digits.endIndex])
            else { continue }
            count += 1
        }
        return count >= 2
    }

    private static let codeLetters = ScalarSet("23456789CFGHJMPQRVWX")

    /// An open location code: eight characters (four where a place is named), `+`, two or three.
    static func hasPlusCode(_ plain: [UInt32]) -> Bool {
        Scan.places(of: [0x2b], in: plain).contains { place in
            let before = plain[..<place].reversed().prefix(12).prefix {
                codeLetters.contains($0 >= 0x61 && $0 <= 0x7a ? $0 - 0x20 : $0)
            }
            let after = plain[(place + 1)...].prefix(4).prefix {
                codeLetters.contains($0 >= 0x61 && $0 <= 0x7a ? $0 - 0x20 : $0)
            }
            let letters = before.filter(Scan.isLetter).count
            return (before.count == 8 || before.count == 4 || before.count == 6) && letters >= 2
                && (2...3).contains(after.count) && after.contains(where: Scan.isWord)
        }
    }
}
