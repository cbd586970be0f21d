/// The shapes of codes, with their check digits where they have one.
enum CodeGrammar {
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) }

    /// `E11`, `C7B.0`, `S72.001A`, with the Chinese extension `E11.900x001`, dagger or asterisk.
    static func isICD10(_ code: [UInt8]) -> Bool {
        var rest = code[...]
        if let last = rest.last, last == 0x2a || last == 0x2b { rest.removeLast() }
        guard rest.count >= 3, isCapital(code[0]), isDigit(code[1]),
            isDigit(code[2]) || code[2] == 0x41 || code[2] == 0x42
        else { return false }
        rest = rest.dropFirst(3)
        guard !rest.isEmpty else { return true }
        if rest.first == 0x2e { rest = rest.dropFirst() }
        let own = rest.prefix { isDigit($0) || isCapital($0) }
        guard (1...4).contains(own.count), own.filter(isCapital).count <= 2 else { return false }
        rest = rest.dropFirst(own.count)
        guard !rest.isEmpty else { return true }
        guard rest.first == 0x78, (2...4).contains(rest.count) else { return false }
        return rest.dropFirst().allSatisfy(isDigit)
    }

    /// `250.00`, `V01.79`, `49.46`: digits, a point, one to four digits, perhaps an extension.
    static func isNumbered(_ code: [UInt8], heads: ClosedRange<Int>) -> Bool {
        var rest = code[...]
        if let first = rest.first, first == 0x56 || first == 0x45 { rest = rest.dropFirst() }
        let head = rest.prefix(while: isDigit)
        guard heads.contains(head.count) || code.count > rest.count && head.count == 2 else {
            return false
        }
        rest = rest.dropFirst(head.count)
        guard !rest.isEmpty else { return true }
        guard rest.first == 0x2e else { return false }
        let tail = rest.dropFirst().prefix(while: isDigit)
        guard (1...4).contains(tail.count) else { return false }
        rest = rest.dropFirst(1 + tail.count)
        return rest.isEmpty
            || rest.first == 0x78 && (2...4).contains(rest.count)
                && rest.dropFirst().allSatisfy(isDigit)
    }

    /// `5A11`, `2C25.Z`, `1C62.3Z`.
    static func isICD11(_ code: [UInt8]) -> Bool {
        let head = code.prefix { $0 != 0x2e }
        func isOwn(_ byte: UInt8) -> Bool { isDigit(byte) || isCapital(byte) }
        guard head.count == 4, head.allSatisfy(isOwn), isCapital(code[1]), isDigit(code[2]) else {
            return false
        }
        guard code.count > 4 else { return true }
        let tail = code.dropFirst(5)
        return (1...2).contains(tail.count) && tail.allSatisfy(isOwn)
    }

    /// Six to nine digits of the international release, with Verhoeff's check digit.
    ///
    /// Source: SNOMED CT release format, identifiers: concepts have 00 before the check digit.
    static func isSNOMED(_ code: [UInt8]) -> Bool {
        guard (6...9).contains(code.count), code.allSatisfy(isDigit), code[0] != 0x30,
            code[code.count - 3] == 0x30, code[code.count - 2] == 0x30
        else { return false }
        var check = 0
        for (position, byte) in code.reversed().enumerated() {
            let digit = permuted(Int(byte - 0x30), position % 8)
            check = multiplied(check, digit)
        }
        return check == 0
    }

    private static func permuted(_ digit: Int, _ times: Int) -> Int {
        let once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
        return (0..<times).reduce(digit) { value, _ in once[value] }
    }

    /// The product in the group of the ten symmetries of a pentagon.
    private static func multiplied(_ left: Int, _ right: Int) -> Int {
        if left < 5 { return right < 5 ? (left + right) % 5 : (left + right) % 5 + 5 }
        return right < 5 ? (left - right + 5) % 5 + 5 : (left - right + 5) % 5
    }

    /// Digits, a hyphen, and their check digit by Luhn's rule.
    static func isLOINC(_ code: [UInt8]) -> Bool {
        guard (3...7).contains(code.count), code[code.count - 2] == 0x2d, code[0] != 0x30 else {
            return false
        }
        let digits = code.dropLast(2) + [code[code.count - 1]]
        guard digits.allSatisfy(isDigit) else { return false }
        var sum = 0
        for (index, byte) in digits.reversed().enumerated() {
            let digit = Int(byte - 0x30)
            let double = digit * 2 > 9 ? digit * 2 - 9 : digit * 2
            sum += index % 2 == 0 ? digit : double
        }
        return sum % 10 == 0
    }

    /// `A`, `A10`, `A10B`, `A10BA`, `A10BA02`.
    static func isATC(_ code: [UInt8]) -> Bool {
        guard [1, 3, 4, 5, 7].contains(code.count) else { return false }
        return code.enumerated().allSatisfy { index, byte in
            [1, 2, 5, 6].contains(index) ? isDigit(byte) : isCapital(byte)
        } && (0x41...0x56).contains(code[0])
    }

    /// Whether a text is a whole code that can be nothing else: LOINC by its check digit, ATC to the
    /// substance, ICD-10 with its point.
    static func isWhole(_ text: String) -> Bool {
        let code = Array(text.utf8)
        return isLOINC(code) || code.count == 7 && isATC(code)
            || code.contains(0x2e) && isICD10(code)
    }
}
