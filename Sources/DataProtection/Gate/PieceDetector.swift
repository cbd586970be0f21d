/// Finds telephone numbers that a text gives in parts: halves with words, masks with their middle.
enum PieceDetector {
    private static let hints = WordList(
        words: "前 后 中间 号码 尾号 末 开头 结尾 倒序 反 手机 电话 first last middle then phone 分别 依次 接着 加上 再")
    /// Groups of digits that are tried together.
    private static let maximumGroups = 4

    static func kinds(in text: [UInt32]) -> Set<FindingKind> {
        let runs = Scan.runs(in: text, where: Scan.isDigit)
        guard runs.count >= 2 else { return [] }
        if hasBridged(runs, text) || hasMask(runs, text) { return [.mobile] }
        guard runs.count <= 12, hints.isIn(text) else { return [] }
        for first in runs.indices {
            for count in 2...maximumGroups where first + count <= runs.count {
                let groups = runs[first..<(first + count)].map { Array(text[$0]) }
                guard groups.reduce(0, { $0 + $1.count }) == 11 else { continue }
                let orders = [groups, groups.reversed()]
                if orders.contains(where: { NumberDetector.isMobile($0.flatMap { $0 }) }) {
                    return [.mobile]
                }
            }
        }
        return []
    }

    /// Three, four and four digits with the same short thing between them, whatever it is.
    private static func hasBridged(_ runs: [Range<Int>], _ text: [UInt32]) -> Bool {
        guard runs.count >= 3 else { return false }
        return (0...(runs.count - 3)).contains { index in
            let (first, second, third) = (runs[index], runs[index + 1], runs[index + 2])
            let ends = (first.count, third.count)
            guard second.count == 4, ends == (3, 4) || ends == (4, 3) else { return false }
            let left = text[first.upperBound..<second.lowerBound]
            let right = text[second.upperBound..<third.lowerBound]
            guard left.count <= 24, right.count <= 24,
                left.elementsEqual(right)
                    || !left.contains(where: Scan.isDigit) && left.count <= 6 && right.count <= 6
            else { return false }
            let digits = [first, second, third].flatMap { text[$0] }
            return NumberDetector.isMobile(digits) || NumberDetector.isMobile(digits.reversed())
        }
    }

    /// `138****1234` with four digits somewhere near.
    private static func hasMask(_ runs: [Range<Int>], _ text: [UInt32]) -> Bool {
        guard runs.count >= 3 else { return false }
        return (0..<(runs.count - 1)).contains { index in
            let (head, tail) = (runs[index], runs[index + 1])
            let mask = text[head.upperBound..<tail.lowerBound]
            guard head.count == 3, tail.count == 4, mask.count == 4, let sign = mask.first,
                [0x2a, 0x78, 0x3f, 0x5f, 0x23].contains(sign), mask.allSatisfy({ $0 == sign }),
                text[head.lowerBound] == 0x31, text[head.lowerBound + 1] >= 0x33
            else { return false }
            let near = [index - 2, index - 1, index + 2, index + 3]
            return near.contains { runs.indices.contains($0) && runs[$0].count == 4 }
        }
    }
}
