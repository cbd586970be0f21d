/// Finds names whose parts a middle dot joins, as minorities and foreigners write them.
enum DottedNames {
    private static let dots = ScalarSet("·•‧・᛫⸱﹒∙⋅●")
    /// Titles of books have such dots too.
    private static let quotes = ScalarSet("《》〈〉")

    /// Works on the text as written: folding makes the dot that ends a sentence the same sign.
    static func found(in text: [UInt32]) -> Bool {
        guard text.contains(where: dots.contains) else { return false }
        var isQuoted = false
        for (place, scalar) in text.enumerated() {
            if quotes.contains(scalar) { isQuoted = scalar == 0x300a || scalar == 0x3008 }
            guard dots.contains(scalar), !isQuoted, place > 0, place + 1 < text.count else {
                continue
            }
            var (left, right) = (place - 1, place + 1)
            while left > 0, text[left] == 0x20 { left -= 1 }
            while right < text.count - 1, text[right] == 0x20 { right += 1 }
            let head = text[...left].reversed().prefix(9).prefix(while: Scan.isHan)
            let tail = text[right...].prefix(9).prefix(while: Scan.isHan)
            guard (2...8).contains(head.count), (1...8).contains(tail.count) else { continue }
            if !tail.contains(where: Surnames.isClinical),
                !head.prefix(4).contains(where: Surnames.isClinical)
            {
                return true
            }
        }
        return false
    }
}

/// Finds writing made of blanks: bits as tabs and spaces, or as selectors that cannot be seen.
enum BlankWriting {
    private static let leastBlanks = 8

    static func found(in text: String) -> Bool {
        var length = 0
        var changes = 0
        var last: UInt32 = 0
        var selectors = 0
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value == 0x20 || value == 0x09 || value >= 0xa0 && isBlank(value) {
                if value != last, length > 0 { changes += 1 }
                last = value
                length += 1
                if length >= leastBlanks, changes >= 3 { return true }
            } else if length > 0 {
                (length, changes) = (0, 0)
            }
            let isSelector =
                (0xfe00...0xfe0f).contains(value) || (0xe0100...0xe01ef).contains(value)
            selectors = isSelector ? selectors + 1 : 0
            if selectors >= 2 { return true }
        }
        return false
    }

    private static func isBlank(_ value: UInt32) -> Bool {
        value == 0xa0 || (0x2000...0x200a).contains(value) || value == 0x202f || value == 0x205f
            || value == 0x3000
    }
}
