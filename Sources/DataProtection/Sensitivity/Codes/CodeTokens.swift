/// Codes of the special diseases that stand in a text: `[F32.9]`, `C7B.0`, `75622-1`.
enum CodeTokens {
    /// What the first sensitive code in a folded text is about.
    static func category(in folded: [UInt32]) -> SensitiveCategory? {
        var index = 0
        while index < folded.count {
            guard Scan.isWord(folded[index]) else {
                index += 1
                continue
            }
            let end = tokenEnd(folded, from: index)
            if let category = judge(folded, index..<end) { return category }
            index = end
        }
        return nil
    }

    /// Letters, digits, and points or hyphens between them.
    private static func tokenEnd(_ text: [UInt32], from start: Int) -> Int {
        var end = start
        while end < text.count {
            if Scan.isWord(text[end]) {
                end += 1
                continue
            }
            let isInside = text[end] == 0x2e || text[end] == 0x2d
            guard isInside, end + 1 < text.count, Scan.isWord(text[end + 1]) else { break }
            end += 1
        }
        return end
    }

    private static func judge(_ text: [UInt32], _ range: Range<Int>) -> SensitiveCategory? {
        guard (3...14).contains(range.count) else { return nil }
        if Scan.isLetter(text[range.lowerBound]) {
            guard isShaped(text[range]), hasPoint(text[range]) || isNamed(text, range) else {
                return nil
            }
            return SensitiveCodes.category(upper(text[range]), in: .icd10)
        }
        guard Scan.isDigit(text[range.lowerBound]), text[range.upperBound - 2] == 0x2d else {
            return nil
        }
        return SensitiveCodes.category(upper(text[range]), in: .loinc)
    }

    /// The shape of ICD-10 with digits after the point: product names have letters there.
    private static func isShaped(_ token: ArraySlice<UInt32>) -> Bool {
        let token = Array(token)
        guard Scan.isDigit(token[1]), Scan.isDigit(token[2]) || [0x61, 0x62].contains(token[2])
        else { return false }
        guard token.count > 3 else { return true }
        guard token[3] == 0x2e, token.count > 4 else { return false }
        let digits = token[4...].prefix(while: Scan.isDigit)
        let rest = token[(4 + digits.count)...]
        return (1...4).contains(digits.count)
            && (rest.isEmpty
                || rest.first == 0x78 && rest.dropFirst().allSatisfy(Scan.isDigit))
    }

    private static func hasPoint(_ token: ArraySlice<UInt32>) -> Bool { token.contains(0x2e) }

    /// Three characters alone are a code only in brackets, or where the text is nothing else.
    private static func isNamed(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        if range.count == text.count { return true }
        guard range.lowerBound > 0, range.upperBound < text.count else { return false }
        return text[range.lowerBound - 1] == 0x5b && text[range.upperBound] == 0x5d
    }

    private static func upper(_ token: ArraySlice<UInt32>) -> String {
        Scan.string(token.map { Scan.isLetter($0) && $0 != 0x78 ? $0 & ~0x20 : $0 })
    }
}
