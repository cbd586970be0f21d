/// Long numbers that name a concept or a ware and no person, told by their check digit.
enum CatalogueNumbers {
    static func isOne(_ digits: [UInt32]) -> Bool { isConcept(digits) || isTradeItem(digits) }

    /// An identifier of SNOMED CT: a partition two places before its check of Verhoeff.
    ///
    /// Source: SNOMED CT Release File Specification, 5.
    static func isConcept(_ digits: [UInt32]) -> Bool {
        guard (11...18).contains(digits.count), digits[0] != 0x30 else { return false }
        let partition = digits[digits.count - 3]
        guard partition == 0x30 || partition == 0x31, digits[digits.count - 2] <= 0x32 else {
            return false
        }
        var check = 0
        for (place, digit) in digits.reversed().enumerated() {
            check = Verhoeff.multiplied(check, Verhoeff.permuted(Int(digit - 0x30), place))
        }
        return check == 0
    }

    /// A trade item of thirteen digits (GTIN-13) that cannot be a date or a telephone number.
    ///
    /// Source: GS1 General Specifications, 7.9.
    static func isTradeItem(_ digits: [UInt32]) -> Bool {
        guard digits.count == 13, !digits.starts(with: [0x31, 0x39]),
            !digits.starts(with: [0x32, 0x30])
        else { return false }
        var sum: UInt32 = 0
        for (place, digit) in digits.enumerated() {
            sum += (digit - 0x30) * (place % 2 == 0 ? 1 : 3)
        }
        return sum % 10 == 0
    }
}

/// The check of Verhoeff over the dihedral group of ten elements.
private enum Verhoeff {
    /// Elements below five are turns, others mirrored turns.
    static func multiplied(_ left: Int, _ right: Int) -> Int {
        switch (left < 5, right < 5) {
        case (true, true): (left + right) % 5
        case (true, false): (left + right - 5) % 5 + 5
        case (false, true): (left - 5 + 5 - right) % 5 + 5
        case (false, false): (left - right + 5) % 5
        }
    }

    private static let step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

    static func permuted(_ digit: Int, _ times: Int) -> Int {
        var value = digit
        for _ in 0..<(times % 8) { value = step[value] }
        return value
    }
}
