/// Runs of digits in a text, and which neighbours a reader would take together.
struct DigitGroups {
    struct Group {
        let digits: [UInt32]
        /// Signs between this group and the one before; nil where something else stands between.
        let gap: [UInt32]?
    }

    let groups: [Group]
    /// Most separators between two parts of one number.
    private static let maximumGap = 16
    /// Most characters of which one joins like a separator.
    private static let maximumBridge = 4
    /// Characters between digits that mean a measure or a time, never a split number.
    private static let measures = Set(Scan.scalars("年月日时分秒点次片粒岁周天小个克升度餐至到e"))

    /// Splits a text; with `bridging`, a single letter or Han character joins like a separator.
    init(_ text: [UInt32], bridging: Bool = false) {
        var groups: [Group] = []
        var end: Int?
        for run in Scan.runs(in: text, where: Scan.isDigit) {
            let gap = end.flatMap { Self.gap(text[$0..<run.lowerBound], bridging: bridging) }
            groups.append(Group(digits: Array(text[run]), gap: gap))
            end = run.upperBound
        }
        self.groups = groups
    }

    init(_ groups: [Group]) { self.groups = groups }

    /// How many groups join the one before.
    var joins: Int { groups.count { $0.gap != nil } }

    private static func gap(_ between: ArraySlice<UInt32>, bridging: Bool) -> [UInt32]? {
        guard between.count <= maximumGap, !between.contains(DateMask.cover) else { return nil }
        let words = between.filter { Scan.isWord($0) || Scan.isHan($0) }
        guard
            words.isEmpty
                || bridging && between.count <= maximumBridge && words.count == 1
                    && !measures.contains(words[0])
        else {
            return nil
        }
        return Array(between)
    }

    /// Every stretch of two or more joined groups with `least` to `maximum` digits: the groups, their
    /// digits, and how many each has.
    func windows(
        from least: Int, upTo maximum: Int,
        _ visit: (ArraySlice<Group>, [UInt32], [Int]) -> Void
    ) {
        for first in groups.indices where groups[first].digits.count < maximum {
            var digits = groups[first].digits
            var sizes = [digits.count]
            for last in (first + 1)..<max(groups.count, first + 1) {
                guard groups[last].gap != nil else { break }
                digits += groups[last].digits
                sizes.append(groups[last].digits.count)
                guard digits.count <= maximum else { break }
                if digits.count >= least { visit(groups[first...last], digits, sizes) }
            }
        }
    }

    /// Whether a stretch reads as a list of decimal numbers (13.8 7.25 …), all in plain form.
    static func isDecimalList(_ window: ArraySlice<Group>) -> Bool {
        let dot: UInt32 = 0x2e
        var isFraction = false
        var decimals = 0
        for (index, group) in window.enumerated() {
            let follows = index > 0 && group.gap == [dot]
            if follows {
                guard !isFraction, group.digits.count <= 2 else { return false }
                decimals += 1
                isFraction = true
            } else {
                let isPlain = group.digits.count == 1 || group.digits[0] != 0x30
                guard group.digits.count <= 3, isPlain else { return false }
                isFraction = false
            }
        }
        return decimals >= 2
    }
}
