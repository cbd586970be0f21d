/// Finds numbers of schemes outside the mainland by their shape and their check.
enum SchemeDetector {
    static func kinds(in folded: [UInt32]) -> Set<FindingKind> {
        let traits = TextTraits(folded)
        guard traits.digits >= 6 else { return [] }
        var found: Set<FindingKind> = []
        let covered = DateMask.covered(folded)
        if hasInternational(covered) { found.insert(.landline) }
        let runs = Scan.runs(in: covered, where: Scan.isWord)
        for (index, run) in runs.enumerated() {
            if let kind = kind(of: Array(covered[run].prefix(36)), run.count) { found.insert(kind) }
            if let kind = kind(at: index, runs, covered) { found.insert(kind) }
        }
        if hasIBAN(covered, runs) { found.insert(.bankAccount) }
        return found
    }

    /// `+` or `00`, a country and a number: eight to fifteen digits in groups.
    private static func hasInternational(_ text: [UInt32]) -> Bool {
        for place in Scan.places(of: [0x2b], in: text) {
            var digits = 0
            var gap = 0
            var groups = 0
            var index = place + 1
            while index < text.count, gap <= 2, digits <= 16 {
                if Scan.isDigit(text[index]) {
                    if gap > 0 || digits == 0 { groups += 1 }
                    digits += 1
                    gap = 0
                } else if [0x20, 0x2d, 0x28, 0x29, 0x2e].contains(text[index]) {
                    gap += 1
                } else {
                    break
                }
                index += 1
            }
            guard index >= text.count || !Scan.isLetter(text[index]) || text[index] != 0x65 else {
                continue
            }
            if (9...15).contains(digits), place + 1 < text.count, text[place + 1] != 0x30 {
                return true
            }
        }
        return false
    }

    /// One word by itself.
    private static func kind(of word: [UInt32], _ count: Int) -> FindingKind? {
        let letters = word.prefix(while: Scan.isLetter).count
        switch count {
        case 9 where letters == 1 && Scan.isLetter(word[8]):
            // NRIC and FIN of Singapore.
            let isNRIC =
                Scan.scalars("stfgm").contains(word[0]) && word[1..<8].allSatisfy(Scan.isDigit)
            return isNRIC ? .nationalID : nil
        case 9 where letters == 2 && Scan.isLetter(word[8]) && word[2..<8].allSatisfy(Scan.isDigit):
            return .insuranceNumber
        case 18 where ResidentIdentity.isShaped(word.reversed()): return .nationalID
        case 18:
            // The unified code of organisations and sole traders. Source: GB 32100-2015.
            let isShaped =
                word[2..<8].allSatisfy(Scan.isDigit) && word.contains(where: Scan.isLetter)
                && Scan.isDigit(word[0]) && !word.allSatisfy(Scan.isLetter)
            return isShaped ? .licence : nil
        case 11 where isMedicare(word): return .insuranceNumber
        default: return nil
        }
    }

    /// The beneficiary number of Medicare. Source: CMS, MBI format.
    private static func isMedicare(_ word: [UInt32]) -> Bool {
        guard word.count == 11, word[0] >= 0x31, Scan.isDigit(word[0]) else { return false }
        let letters = [1, 4, 7, 8].allSatisfy { Scan.isLetter(word[$0]) }
        return letters && [3, 6, 9, 10].allSatisfy { Scan.isDigit(word[$0]) }
    }

    private static let hongKong = WordList(words: "香港 hkid hk 港澳 身份")

    /// Several words that signs join.
    private static func kind(
        at index: Int, _ runs: [Range<Int>], _ text: [UInt32]
    ) -> FindingKind? {
        func part(_ offset: Int) -> ArraySlice<UInt32>? {
            index + offset < runs.count ? text[runs[index + offset]] : nil
        }
        func gap(_ offset: Int) -> ArraySlice<UInt32> {
            text[runs[index + offset].upperBound..<runs[index + offset + 1].lowerBound]
        }
        func areDigits(_ counts: [Int], by signs: [UInt32]) -> Bool {
            for (offset, count) in counts.enumerated() {
                guard let part = part(offset), part.count == count, part.allSatisfy(Scan.isDigit)
                else { return false }
                if offset + 1 < counts.count, index + offset + 1 < runs.count {
                    let gap = gap(offset)
                    guard gap.count == 1, let sign = gap.first, signs.contains(sign) else {
                        return false
                    }
                }
            }
            return true
        }
        if areDigits([3, 2, 4], by: [0x2d]) { return .nationalID }
        if areDigits([3, 3, 4], by: [0x20, 0x2d]) {
            let digits = [0, 1, 2].flatMap { part($0).map(Array.init) ?? [] }
            if isHealthService(digits) { return .nationalID }
            if gap(0).first == 0x2d, digits[0] >= 0x32, digits[3] >= 0x32 { return .landline }
        }
        if areDigits([4, 3, 3], by: [0x2d]), part(0)!.starts(with: [0x30, 0x39]) {
            return .mobile
        }
        if areDigits([6, 7], by: [0x2d]), (0x31...0x38).contains(part(1)!.first!) {
            return .nationalID
        }
        if areDigits([3, 7], by: [0x29]), runs[index].lowerBound > 0,
            text[runs[index].lowerBound - 1] == 0x28, part(1)!.first! >= 0x32
        {
            return .landline
        }
        if areDigits([5, 4], by: [0x2d]), runs[index].lowerBound >= 3,
            text[max(0, runs[index].lowerBound - 5)..<runs[index].lowerBound].elementsEqual(
                Scan.scalars(" zip "))
        {
            return .homeAddress
        }
        // Macao: seven digits and one in brackets. Source: the residence card of the region.
        if let first = part(0), first.count == 8 || first.count == 7,
            first.allSatisfy(Scan.isDigit),
            first.count == 7, let check = part(1), check.count == 1, gap(0).elementsEqual([0x28]),
            runs[index + 1].upperBound < text.count, text[runs[index + 1].upperBound] == 0x29,
            [0x31, 0x35, 0x37].contains(first.first!)
        {
            return .nationalID
        }
        if let word = part(0), word.count == 8 || word.count == 9, isHongKongCard(Array(word)),
            hongKong.isIn(text)
        {
            return .nationalID
        }
        if let a = part(0), let b = part(1), let c = part(2), a.count == 4, b.count == 3,
            c.count == 4,
            gap(0).count == 1, gap(1).count == 1, isMedicare(Array(a) + Array(b) + Array(c))
        {
            return .insuranceNumber
        }
        return macKind(index, runs, text)
    }

    /// Three groups of four hexadecimal digits between dots.
    private static func macKind(
        _ index: Int, _ runs: [Range<Int>], _ text: [UInt32]
    ) -> FindingKind? {
        guard index + 2 < runs.count, text[runs[index].upperBound] == 0x2e,
            runs[index].upperBound + 1 == runs[index + 1].lowerBound,
            text[runs[index + 1].upperBound] == 0x2e,
            runs[index + 1].upperBound + 1 == runs[index + 2].lowerBound
        else { return nil }
        let parts = runs[index...(index + 2)]
        let isHex = parts.allSatisfy { run in
            run.count == 4 && text[run].allSatisfy { isHexadecimal($0) }
        }
        return isHex && parts.contains { text[$0].contains(where: Scan.isLetter) }
            ? .deviceSerial : nil
    }

    private static func isHexadecimal(_ scalar: UInt32) -> Bool {
        Scan.isDigit(scalar) || (0x61...0x66).contains(scalar)
    }

    /// The weights of the identity card of Hong Kong, with or without brackets.
    static func isHongKongCard(_ word: [UInt32]) -> Bool {
        let letters = word.prefix(while: Scan.isLetter)
        let rest = word.dropFirst(letters.count)
        guard (1...2).contains(letters.count), rest.count == 7,
            rest.dropLast().allSatisfy(Scan.isDigit), let last = rest.last,
            Scan.isDigit(last) || last == 0x61
        else { return false }
        var sum = letters.count == 2 ? (letters[0] - 0x57) * 9 : 36 * 9
        sum += (letters[letters.count - 1] - 0x57) * 8
        for (offset, digit) in rest.dropLast().enumerated() {
            sum += (digit - 0x30) * UInt32(7 - offset)
        }
        sum += last == 0x61 ? 10 : last - 0x30
        return sum % 11 == 0
    }

    /// The number of the National Health Service: ten digits, the last a check of modulus 11.
    private static func isHealthService(_ digits: [UInt32]) -> Bool {
        var sum = 0
        for index in 0..<9 { sum += Int(digits[index] - 0x30) * (10 - index) }
        let check = 11 - sum % 11
        return check != 10 && check % 11 == Int(digits[9] - 0x30)
    }

    /// Two letters, two digits, eleven to thirty more; modulus 97. Source: ISO 13616.
    private static func hasIBAN(_ text: [UInt32], _ runs: [Range<Int>]) -> Bool {
        for (index, run) in runs.enumerated() where run.count >= 4 {
            let start = run.lowerBound
            guard Scan.isLetter(text[start]), Scan.isLetter(text[start + 1]),
                Scan.isDigit(text[start + 2]), Scan.isDigit(text[start + 3])
            else { continue }
            var word = Array(text[run].prefix(35))
            var next = index + 1
            while word.count < 15 || next < runs.count && word.count < 35 {
                if (15...34).contains(word.count), isModulus97(word) { return true }
                guard next < runs.count, runs[next].lowerBound == runs[next - 1].upperBound + 1,
                    runs[next].count <= 4
                else { break }
                word += text[runs[next]]
                next += 1
            }
            if (15...34).contains(word.count), isModulus97(word) { return true }
        }
        return false
    }

    private static func isModulus97(_ word: [UInt32]) -> Bool {
        var rest = 0
        for scalar in word.dropFirst(4) + word.prefix(4) {
            if Scan.isDigit(scalar) {
                rest = (rest * 10 + Int(scalar - 0x30)) % 97
            } else {
                rest = (rest * 100 + Int(scalar - 0x57)) % 97
            }
        }
        return rest == 1
    }
}
