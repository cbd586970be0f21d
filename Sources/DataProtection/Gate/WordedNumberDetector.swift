/// Finds codes behind words in Latin letters that label one: telephones, plates, numbers by law.
///
/// `Chart no. 445566`, `tel. (home): (201) 555-0123`, `Steuernummer 66/345/0000`.
enum WordedNumberDetector {
    private static let marks = ScalarSet(":#=")
    /// Signs that stand alone or in twos between the groups of one number.
    private static let joints = ScalarSet(" -/_:()")
    /// Most words between the first word of a label and its code.
    private static let maximumWords = 4
    /// Most characters of a code.
    private static let maximumCode = 32

    /// What stands behind a label, as far as it reads as one code.
    private struct Code {
        var digits = 0
        var letters = 0
        /// Whether letters and digits stand in one word.
        var isMixed = false
        /// Characters of the first word with a digit, and digits in it.
        var first = 0
        var firstDigits = 0
        /// Groups with a digit.
        var groups = 0

        /// Whether every group is a year of our days.
        var areYears = true

        var count: Int { digits + letters }
    }

    private struct Label {
        let role: NumberWords.Role
        let word: String
        /// Whether `:`, `#` or `=` parts it from the code.
        let isMarked: Bool
        /// Words of the label.
        let words: Int
    }

    /// Judges a text whose dates are covered.
    static func kinds(inCovered text: [UInt32]) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        let runs = Scan.runs(in: text, where: Scan.isWord)
        let words = runs.map { run in
            run.count <= 24 && text[run].allSatisfy(Scan.isLetter) ? Scan.string(text[run]) : ""
        }
        for index in words.indices where !words[index].isEmpty {
            guard let kind = kind(at: index, words, runs, text) else { continue }
            found.insert(kind)
        }
        return found
    }

    private static func kind(
        at index: Int, _ words: [String], _ runs: [Range<Int>], _ text: [UInt32]
    ) -> FindingKind? {
        let pair = index + 1 < words.count ? NumberWords.role(words[index], words[index + 1]) : nil
        guard let role = pair ?? NumberWords.role(words[index]) else { return nil }
        let isNumber = role == .plain && NumberWords.numbers.contains(words[index])
        for back in 1...2 where index >= back {
            let before = words[index - back]
            if NumberWords.isCatalogue(before), back == 1 || isNumber { return nil }
            if isNumber, NumberWords.isCounted(before) { return nil }
        }
        var next = index + (pair == nil ? 1 : 2)
        while next < runs.count, next < index + maximumWords,
            NumberWords.isConnecting(words[next]), gap(next, runs, text).count <= 3
        {
            next += 1
        }
        guard next < runs.count else { return nil }
        let gap = gap(next, runs, text)
        guard (0...4).contains(gap.count), !gap.contains(where: Scan.isHan) else { return nil }
        let label = Label(
            role: role, word: words[index], isMarked: gap.contains(where: marks.contains),
            words: next - index)
        return kind(of: label, next, runs, text, hasDot: gap.contains(0x2e))
    }

    /// What stands before the word with that number.
    private static func gap(
        _ next: Int, _ runs: [Range<Int>], _ text: [UInt32]
    ) -> ArraySlice<UInt32> {
        text[runs[next - 1].upperBound..<runs[next].lowerBound]
    }

    private static func kind(
        of label: Label, _ next: Int, _ runs: [Range<Int>], _ text: [UInt32], hasDot: Bool
    ) -> FindingKind? {
        switch label.role {
        case .plain:
            let code = text[runs[next].lowerBound...].prefix(30).prefix {
                Scan.isWord($0) || $0 == 0x2d
            }
            .filter { $0 != 0x2d }
            let digits = code.filter(Scan.isDigit).count
            let isMarked = label.isMarked || hasDot
            if digits >= 4, code.count >= 5,
                !isShort.contains(label.word) || isMarked || digits >= 6
            {
                return .uniqueCode
            }
            // A customer's number, an identifier: in groups too, behind a sign.
            guard label.isMarked, label.words > 1 || label.word == "id" else { return nil }
            return isLong(self.code(at: next, runs, text, isMarked: false), 6) ? .uniqueCode : nil
        case .scheme:
            let code = self.code(at: next, runs, text, isMarked: label.isMarked)
            guard !code.areYears else { return nil }
            let isFirm = label.isMarked || hasDot || !NumberWords.isOrdinary(label.word)
            if code.digits >= 4, code.count >= 5, isFirm || code.digits >= 7 { return .uniqueCode }
            if code.digits == 4, label.words > 1, !NumberWords.isOrdinary(label.word) {
                return .uniqueCode
            }
            let dotted = self.code(at: next, runs, text, isMarked: false, dots: true)
            if label.isMarked, dotted.digits >= 8, dotted.groups == 3 { return .uniqueCode }
            let isOneCode = code.first >= 8 && code.isMixed && code.firstDigits >= 2
            return isOneCode && label.isMarked ? .uniqueCode : nil
        case .telephone:
            let code = self.code(at: next, runs, text, isMarked: false, dots: true)
            let least = label.isMarked ? 6 : 7
            return code.letters == 0 && !code.areYears && isLong(code, least) ? .landline : nil
        case .plate:
            let code = self.code(at: next, runs, text, isMarked: label.isMarked, ending: true)
            let isPlate = label.isMarked || code.isMixed && code.digits >= 2
            return isPlate && code.digits >= 1 && code.letters >= 1 && (4...12).contains(code.count)
                || isPlate && code.digits >= 4 ? .vehiclePlate : nil
        case .postcode:
            let code = self.code(at: next, runs, text, isMarked: label.isMarked, ending: true)
            return code.digits >= 5 || code.isMixed && code.digits >= 2 && code.count >= 5
                || label.isMarked && code.digits == 4 ? .homeAddress : nil
        }
    }

    /// Labels so common that only a sign, or a long code, makes them one.
    private static let isShort: Set<String> = [
        "no", "id", "order", "visit", "case", "file", "record", "patient", "pan",
    ]

    private static func isLong(_ code: Code, _ least: Int) -> Bool {
        code.digits >= least && code.groups <= 6
    }

    /// Words with digits that signs join; short words of letters before them where the label has a
    /// sign, and behind them where the code may end so.
    private static func code(
        at start: Int, _ runs: [Range<Int>], _ text: [UInt32], isMarked: Bool, ending: Bool = false,
        dots: Bool = false
    ) -> Code {
        var code = Code()
        var next = start
        var prefixes = 0
        while next < runs.count, runs[next].upperBound - runs[start].lowerBound <= maximumCode {
            let run = runs[next]
            if next > start {
                let gap = gap(next, runs, text)
                guard gap.count <= 2,
                    gap.allSatisfy({ joints.contains($0) || dots && ($0 == 0x2e || $0 == 0x2b) })
                else { break }
            }
            let digits = text[run].filter(Scan.isDigit).count
            if digits == 0 {
                guard run.count <= 4, !text[run].isEmpty else { break }
                if code.groups == 0 {
                    guard isMarked, prefixes < 2 else { break }
                    prefixes += 1
                } else {
                    if ending { code.letters += run.count }
                    break
                }
            } else {
                if code.groups == 0 { (code.first, code.firstDigits) = (run.count, digits) }
                code.groups += 1
                let isYear =
                    run.count == 4 && digits == 4
                    && [[0x31, 0x39], [0x32, 0x30]].contains(Array(text[run].prefix(2)))
                if !isYear { code.areYears = false }
                if digits < run.count { code.isMixed = true }
            }
            code.digits += digits
            code.letters += run.count - digits
            next += 1
        }
        return code.groups == 0 ? Code() : code
    }
}
