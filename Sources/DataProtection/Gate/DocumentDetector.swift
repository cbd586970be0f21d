/// Finds numbers of documents by their shape alone: passports, permits, plates.
enum DocumentDetector {
    private static let provinces = Set(
        Scan.scalars("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"))

    private static let passportLetters = Set(Scan.scalars("egdsphmkcjlw"))

    static func kinds(in folded: [UInt32]) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        let traits = TextTraits(folded)
        guard traits.numerals >= 3 else { return [] }
        for run in Scan.runs(in: folded, where: Scan.isWord) where run.count >= 9 {
            if isTravelDocument(Array(folded[run])) { found.insert(.travelDocument) }
        }
        if hasPlate(folded) { found.insert(.vehiclePlate) }
        if hasHongKongCard(folded) { found.insert(.nationalID) }
        if traits.han >= 2, hasMilitary(folded) { found.insert(.licence) }
        return found
    }

    /// One or two letters and seven to ten digits, as passports and permits have them.
    private static func isTravelDocument(_ word: [UInt32]) -> Bool {
        let letters = word.prefix(while: Scan.isLetter)
        let digits = word.dropFirst(letters.count)
        guard digits.allSatisfy(Scan.isDigit), let first = letters.first else { return false }
        switch (letters.count, digits.count) {
        case (1, 8): return passportLetters.contains(first)
        case (1, 9): return digits.first == 0x31 || digits.first == 0x32 || first == 0x68
        case (1, 10): return first == 0x68 || first == 0x6d
        case (2, 7): return first == 0x65 || first == 0x70 || first == 0x73
        case (3, 12): return true
        default: return false
        }
    }

    /// Province, letter, then five or six letters or digits with at least two digits among them.
    private static func hasPlate(_ folded: [UInt32]) -> Bool {
        let text = folded.filter { Scan.isWord($0) || Scan.isHan($0) }
        if hasSpecialPlate(text) { return true }
        guard folded.contains(where: provinces.contains) else { return false }
        for place in text.indices where provinces.contains(text[place]) {
            let rest = text[(place + 1)...].prefix(8).prefix(while: Scan.isWord)
            guard (5...7).contains(rest.count), let letter = rest.first, Scan.isLetter(letter)
            else { continue }
            // Five with a word behind them: police, learners, trailers, Hong Kong and Macao.
            let next = rest.endIndex < text.count ? text[rest.endIndex] : 0
            guard rest.count > 5 || endings.contains(next) else { continue }
            let digits = rest.dropFirst().filter { Scan.isDigit($0) || $0 == 0x6c || $0 == 0x6f }
            if digits.count >= 3 { return true }
        }
        return false
    }

    private static let endings = ScalarSet("警学挂港澳领试超使")
    private static let embassies = ScalarSet("使领")
    private static let forces = ScalarSet("军海空北南沈兰济广成")

    /// Embassies and consulates, armed police, the forces.
    private static func hasSpecialPlate(_ text: [UInt32]) -> Bool {
        for place in text.indices {
            let scalar = text[place]
            if embassies.contains(scalar), place == 0 || !Scan.isHan(text[place - 1]) {
                let digits = text[(place + 1)...].prefix(7).prefix(while: Scan.isDigit)
                if digits.count == 6 { return true }
            }
            if scalar == 0x77, place + 2 < text.count, text[place + 1] == 0x6a,
                place == 0 || !Scan.isWord(text[place - 1])
            {
                let rest = text[(place + 2)...].prefix(8).prefix {
                    Scan.isDigit($0) || provinces.contains($0)
                }
                if (5...7).contains(rest.count) { return true }
            }
            if forces.contains(scalar), place == 0 || !Scan.isHan(text[place - 1]) {
                let rest = text[(place + 1)...].prefix(7).prefix(while: Scan.isWord)
                if rest.count == 6, Scan.isLetter(rest.first!),
                    rest.dropFirst().allSatisfy(Scan.isDigit)
                {
                    return true
                }
            }
        }
        return false
    }

    /// A letter or two, six digits and a check in brackets.
    private static func hasHongKongCard(_ text: [UInt32]) -> Bool {
        for place in Scan.places(of: [0x28], in: text) where place >= 7 && place + 2 < text.count {
            guard text[place + 2] == 0x29, Scan.isWord(text[place + 1]),
                text[(place - 6)..<place].allSatisfy(Scan.isDigit),
                Scan.isLetter(text[place - 7])
            else { continue }
            let hasTwo = place >= 8 && Scan.isLetter(text[place - 8])
            var sum = (hasTwo ? text[place - 8] - 0x57 : 36) * 9 + (text[place - 7] - 0x57) * 8
            for index in 0..<6 {
                sum += (text[place - 6 + index] - 0x30) * UInt32(7 - index)
            }
            let check = text[place + 1]
            sum += check == 0x61 ? 10 : check &- 0x30
            if sum % 11 == 0 { return true }
        }
        return false
    }

    /// 军字第 and a number.
    private static func hasMilitary(_ folded: [UInt32]) -> Bool {
        let text = Scan.squeezed(folded)
        for place in Scan.places(of: Scan.scalars("字第"), in: text) where place > 0 {
            let digits = text[(place + 2)...].prefix(while: NumeralFolding.isNumeral)
            if digits.count >= 4 { return true }
        }
        return false
    }
}
