/// Finds numbers of schemes outside the mainland by their shape and their check.
enum SchemeDetector {
    static func kinds(in folded: [UInt32]) -> Set<FindingKind> {
        let traits = TextTraits(folded)
        guard traits.digits >= 4 else { return [] }
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
        // A company's number in Korea. Source: National Tax Service, 10 digits cut 3-2-5.
        if areDigits([3, 2, 5], by: [0x2d]) { return .uniqueCode }
        if areDigits([6, 4], by: [0x2d, 0x2b]) {
            // Sweden: the date of birth, three digits and the check of Luhn.
            let digits = Array(part(0)!) + Array(part(1)!)
            let month = (digits[2] - 0x30) * 10 + digits[3] - 0x30
            let day = (digits[4] - 0x30) * 10 + digits[5] - 0x30
            if (1...12).contains(month), (1...31).contains(day) || (61...91).contains(day),
                NumberDetector.isLuhn(digits)
            {
                return .nationalID
            }
        }
        if isCutNumber(index, runs, text) { return .landline }
        if isInsured(index, runs, text) { return .insuranceNumber }
        if isSpanish(index, runs, text) { return .nationalID }
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

    /// Groups of digits that one sign each joins, from that word on, and the sign before them.
    private static func groups(
        _ index: Int, _ runs: [Range<Int>], _ text: [UInt32], by signs: [UInt32]
    ) -> [ArraySlice<UInt32>] {
        var groups: [ArraySlice<UInt32>] = []
        var next = index
        while next < runs.count, groups.count < 6, text[runs[next]].allSatisfy(Scan.isDigit) {
            if next > index {
                let gap = text[runs[next - 1].upperBound..<runs[next].lowerBound]
                guard let sign = gap.first, gap.count == 1 || gap.elementsEqual([0x29, 0x20]),
                    signs.contains(sign)
                else { break }
            }
            groups.append(text[runs[next]])
            next += 1
        }
        return groups
    }

    /// A telephone number cut as abroad: an area code that begins with 0 or stands in brackets.
    private static func isCutNumber(
        _ index: Int, _ runs: [Range<Int>], _ text: [UInt32]
    ) -> Bool {
        let start = runs[index].lowerBound
        let before = start > 0 ? text[start - 1] : 0x20
        guard (2...5).contains(runs[index].count), ![0x2d, 0x2e, 0x2f].contains(before) else {
            return false
        }
        let isOpen = before == 0x28
        let groups = groups(index, runs, text, by: isOpen ? [0x29, 0x20, 0x2d] : [0x20, 0x2d])
        guard groups.count >= 2, let area = groups.first, let first = area.first else {
            return false
        }
        let sizes = groups.map(\.count)
        if isOpen, text[runs[index].upperBound] == 0x29 {
            // America: three digits, three, four; elsewhere two to four, then seven or eight.
            let isShaped = [[3, 3, 4], [2, 4, 4], [2, 3, 4], [3, 4, 4], [4, 3, 4]].contains(sizes)
            return isShaped && (first >= 0x31 || area.dropFirst().first ?? 0x30 >= 0x31)
        }
        guard first == 0x30, let second = area.dropFirst().first, second >= 0x31 else {
            return false
        }
        if sizes == [2, 2, 2, 2, 2] {
            // Not a list of the numbers of things, which go up.
            let values = groups.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
            return zip(values, values.dropFirst()).contains { $1 < $0 } || values[1] > values[0] + 9
        }
        return [[4, 3, 4], [5, 6], [5, 3, 3], [2, 3, 4], [2, 4, 4], [3, 3, 4], [4, 6]]
            .contains(sizes)
    }

    /// The insurance number of the United Kingdom, in pairs. Source: HMRC, NIM39110.
    private static func isInsured(_ index: Int, _ runs: [Range<Int>], _ text: [UInt32]) -> Bool {
        guard (2...4).contains(runs[index].count) else { return false }
        var word = Array(text[runs[index]])
        guard word.prefix(while: Scan.isLetter).count == 2 else { return false }
        var next = index + 1
        while next < runs.count, word.count < 9, runs[next].count <= 7,
            runs[next].lowerBound == runs[next - 1].upperBound + 1,
            [0x20, 0x2d].contains(text[runs[next - 1].upperBound])
        {
            word += text[runs[next]]
            next += 1
        }
        guard word.count == 9, next > index + 1, word[2..<8].allSatisfy(Scan.isDigit) else {
            return false
        }
        let never = Scan.scalars("dfiquv")
        return (0x61...0x64).contains(word[8]) && !never.contains(word[0])
            && !never.contains(word[1]) && word[1] != 0x6f
    }

    private static let checkLetters = Scan.scalars("trwagmyfpdxbnjzsqvhlcke")

    /// Eight digits, or X, Y, Z and seven, and the letter of their rest by 23.
    ///
    /// Source: Spain, Real Decreto 1553/2005 (DNI) and 557/2011 (NIE).
    private static func isSpanish(_ index: Int, _ runs: [Range<Int>], _ text: [UInt32]) -> Bool {
        guard (8...9).contains(runs[index].count) else { return false }
        var word = Array(text[runs[index]])
        if word.count == 8, index + 1 < runs.count, runs[index + 1].count == 1,
            text[runs[index].upperBound..<runs[index + 1].lowerBound].elementsEqual([0x2d])
        {
            word += text[runs[index + 1]]
        }
        guard word.count == 9, word[1..<8].allSatisfy(Scan.isDigit), Scan.isLetter(word[8]) else {
            return false
        }
        if (0x78...0x7a).contains(word[0]) { word[0] -= 0x78 - 0x30 }
        guard Scan.isDigit(word[0]) else { return false }
        let number = word[..<8].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return checkLetters[number % 23] == word[8]
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
