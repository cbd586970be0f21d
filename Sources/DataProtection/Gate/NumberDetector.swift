/// Finds identity, telephone, account and other long numbers, written together or split.
enum NumberDetector {
    private static let leastDigits = 10
    private static let mobilePrefixes = ["0", "86", "086", "0086", "17951"]
        .map { Scan.scalars($0) }

    /// Judges a folded text: its dates are covered first.
    static func kinds(in text: [UInt32]) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        guard TextTraits(text).numerals + TextTraits(text).words >= 3 else { return [] }
        let plain = DateMask.covered(text)
        let traits = TextTraits(plain)
        scan(plain, digits: traits.digits, isAltered: false, &found)
        if traits.numerals > traits.digits {
            let han = NumeralFolding.withHanDigits(plain)
            scan(han, digits: traits.numerals, isAltered: false, &found)
        }
        if traits.words + traits.numerals >= 6, traits.letters > 0 {
            for spoken in NumeralFolding.spoken(plain) {
                let digits = NumeralFolding.withHanDigits(spoken)
                scan(digits, digits: 19, isAltered: true, &found)
            }
        }
        if traits.numerals > traits.digits {
            let parts = NumeralFolding.withSpelledParts(plain)
            if parts != plain { scan(parts, digits: 19, isAltered: true, &found) }
        }
        if let outside = withoutBrackets(plain) {
            scan(outside, digits: 19, isAltered: true, &found)
        }
        found.formUnion(PieceDetector.kinds(in: plain))
        if traits.digits >= 3, traits.digits + traits.letters >= 11 {
            let alike = NumeralFolding.withLookAlikes(plain)
            if alike != plain { scan(alike, digits: 19, isAltered: true, &found) }
        }
        for digits in NumeralFolding.spelledNumbers(plain) where isMobile(digits) {
            found.insert(.mobile)
        }
        return found
    }

    private static func scan(
        _ text: [UInt32], digits: Int, isAltered: Bool, _ found: inout Set<FindingKind>
    ) {
        // The shortest number that is sought is a landline of ten digits.
        guard digits >= leastDigits else { return }
        let groups = DigitGroups(text)
        for group in groups.groups {
            if let kind = alone(group.digits), !isAltered || kind != .uniqueCode {
                found.insert(kind)
            }
        }
        if hasIdentityWithLetter(text) { found.insert(.nationalID) }
        for bridging in [false, true] {
            let plain = groups
            let groups = bridging ? DigitGroups(text, bridging: true) : groups
            if bridging, groups.joins == plain.joins { continue }
            groups.windows(from: leastDigits, upTo: 19) { window, digits, sizes in
                guard let kind = joined(digits, sizes: sizes),
                    !DigitGroups.isDecimalList(window)
                else { return }
                found.insert(kind)
            }
        }
    }

    /// Without what stands in brackets: notes between the groups of a number.
    private static func withoutBrackets(_ text: [UInt32]) -> [UInt32]? {
        guard text.contains(0x28) || text.contains(0x5b) else { return nil }
        var result: [UInt32] = []
        var depth = 0
        for scalar in text {
            if scalar == 0x28 || scalar == 0x5b {
                depth += 1
                result.append(0x20)
            } else if scalar == 0x29 || scalar == 0x5d {
                depth = max(0, depth - 1)
            } else if depth == 0 {
                result.append(scalar)
            }
        }
        return result
    }

    /// Judges a JSON number: as written, and as the whole number that its exponent makes of it.
    static func kinds(inNumber number: String) -> Set<FindingKind> {
        let text = Scan.scalars(number).map { $0 == 0x45 ? 0x65 : $0 }
        let parts = text.split(separator: 0x65, omittingEmptySubsequences: false)
        let mantissa = parts[0].split(separator: 0x2e, omittingEmptySubsequences: false)
        let whole = mantissa[0].filter(Scan.isDigit)
        let fraction = mantissa.count > 1 ? Array(mantissa[1]) : []
        if parts.count > 1, let exponent = Int(Scan.string(parts[1].filter { $0 != 0x2b })) {
            let zeros = exponent - fraction.count
            guard (-40...40).contains(exponent) else { return [.uniqueCode] }
            let digits = whole + fraction + Array(repeating: 0x30, count: max(0, zeros))
            let kept = zeros < 0 ? Array(digits.dropLast(min(-zeros, digits.count))) : digits
            return Set(
                [kept, whole + fraction].compactMap { alone(Array($0.drop { $0 == 0x30 })) })
        }
        guard mantissa.count > 1 else { return Set([alone(whole)].compactMap { $0 }) }
        let significant = Array((whole + fraction).drop { $0 == 0x30 })
        var trimmed = significant
        while trimmed.count > 11, trimmed.last == 0x30 { trimmed.removeLast() }
        if isMobile(significant) || isMobile(trimmed) { return [.mobile] }
        if ResidentIdentity.isLong(significant) { return [.nationalID] }
        return whole.count >= 11 ? [.uniqueCode] : []
    }

    /// What one unbroken run of digits is; nil for short ones and compact times.
    static func alone(_ digits: [UInt32]) -> FindingKind? {
        if isMobile(digits) || isPrefixedMobile(digits) { return .mobile }
        if isLandline(digits) { return .landline }
        guard digits.count >= 11, !isCompactTime(digits) else { return nil }
        if ResidentIdentity.isShaped(digits) || ResidentIdentity.isShort(digits) {
            return .nationalID
        }
        if (16...19).contains(digits.count), isLuhn(digits) { return .bankAccount }
        if digits.count == 15, isLuhn(digits) { return .deviceSerial }
        return CatalogueNumbers.isOne(digits) ? nil : .uniqueCode
    }

    /// What several joined runs are together: stricter, for measures stand side by side too.
    static func joined(_ digits: [UInt32], sizes: [Int]) -> FindingKind? {
        let isReversed = digits.count == 11 && digits[10] == 0x31 && digits[9] >= 0x33
        if isMobile(digits) || isPrefixedMobile(digits) || isReversed {
            return .mobile
        }
        if ResidentIdentity.isLong(digits) { return .nationalID }
        if sizes.count <= 4, ResidentIdentity.isShort(digits) { return .nationalID }
        // Cards are cut in fours, and otherwise; those of UnionPay begin with 62.
        if (16...19).contains(digits.count), sizes.count <= 5 {
            let isCard = (0x33...0x36).contains(digits[0]) && sizes.allSatisfy { $0 >= 2 }
            if isCard && isLuhn(digits) || digits.starts(with: [0x36, 0x32]) && sizes.count <= 4 {
                return .bankAccount
            }
        }
        if sizes.count <= 4, ResidentIdentity.isShaped(digits.reversed()) { return .nationalID }
        if sizes.count <= 3, sizes[0] == 3 || sizes[0] == 4, isLandline(digits),
            sizes[0] == areaCodeCount(digits)
        {
            return .landline
        }
        return nil
    }

    /// Mainland mobile numbers: 1, then 3 … 9, eleven digits.
    static func isMobile(_ digits: [UInt32]) -> Bool {
        digits.count == 11 && digits[0] == 0x31 && digits[1] >= 0x33
    }

    private static func isPrefixedMobile(_ digits: [UInt32]) -> Bool {
        guard digits.count > 11 else { return false }
        return mobilePrefixes.contains { prefix in
            digits.count == prefix.count + 11 && digits.starts(with: prefix)
                && isMobile(Array(digits.suffix(11)))
        }
    }

    private static func areaCodeCount(_ digits: [UInt32]) -> Int {
        digits[1] == 0x31 || digits[1] == 0x32 ? 3 : 4
    }

    /// Area code and seven or eight digits: 010 and 02x have three digits, others four.
    private static func isLandline(_ digits: [UInt32]) -> Bool {
        guard digits.count >= 10, digits[0] == 0x30, digits[1] != 0x30 else { return false }
        if digits[1] == 0x31, digits[2] != 0x30 { return false }
        let local = digits.count - areaCodeCount(digits)
        return (7...8).contains(local) && digits[areaCodeCount(digits)] >= 0x32
    }

    static func isLuhn(_ digits: [UInt32]) -> Bool {
        var sum: UInt32 = 0
        for (index, digit) in digits.reversed().enumerated() {
            let value = (digit - 0x30) * (index % 2 == 1 ? 2 : 1)
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0
    }

    /// Year to minute, second or millisecond without separators.
    private static func isCompactTime(_ digits: [UInt32]) -> Bool {
        guard [12, 14, 17].contains(digits.count) else { return false }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        return (1900...2199).contains(number(0..<4)) && (1...12).contains(number(4..<6))
            && (1...31).contains(number(6..<8)) && number(8..<10) <= 24 && number(10..<12) <= 59
            && (digits.count == 12 || number(12..<14) <= 60)
    }

    /// Seventeen digits, perhaps split, and a final X.
    private static func hasIdentityWithLetter(_ text: [UInt32]) -> Bool {
        let x: UInt32 = 0x78
        guard text.contains(x) else { return false }
        for place in text.indices where text[place] == x {
            var digits: [UInt32] = []
            var gap = 0
            var index = place - 1
            while index >= 0, digits.count < 17, gap <= 4 {
                if Scan.isDigit(text[index]) {
                    digits.append(text[index])
                    gap = 0
                } else if Scan.isWord(text[index]) || Scan.isHan(text[index])
                    || text[index] == DateMask.cover
                {
                    break
                } else {
                    gap += 1
                }
                index -= 1
            }
            if digits.count == 17, ResidentIdentity.isShaped(digits.reversed() + [x]) {
                return true
            }
        }
        return false
    }
}
