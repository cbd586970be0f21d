/// Finds names of persons by the words around them, and Chinese names standing alone.
enum NameDetector {
    /// Words after which a name follows at once.
    private static let strong = [
        "姓名", "名字", "联系人", "监护人", "家属", "签名", "签字", "昵称", "本人",
    ]
    /// Words after which a name follows where a sign marks it.
    private static let weak = [
        "患者", "病人", "医生", "医师", "护士", "父亲", "母亲", "丈夫", "妻子", "儿子", "女儿",
    ]
    private static let announcements = WordList(
        strong.map { ($0, false) } + weak.map { ($0, true) })
    /// Forms of address; true for those that are also parts of job titles.
    private static let titles = WordList(
        ["先生", "女士", "小姐", "大爷", "大妈", "阿姨", "同志"].map { ($0, false) }
            + ["医生", "医师", "主任", "教授"].map { ($0, true) })
    private static let signs = Set(Scan.scalars(":=-,|/[]()<>\"'._*"))
    private static let fillers = Set(Scan.scalars("是叫为名:=-,|/[]()<>\"'._*"))

    static func found(in folded: [UInt32]) -> Bool {
        let traits = TextTraits(folded)
        if traits.words >= 2, isWestern(folded) { return true }
        guard traits.han >= 2 else { return false }
        let text = Scan.withoutBlanks(folded)
        return announced(text) || titled(text) || standsAlone(folded)
    }

    private static func announced(_ text: [UInt32]) -> Bool {
        announcements.places(in: text).contains { place in
            let rest = text[place.end...]
            let hasSign = rest.first.map(signs.contains) ?? false
            return (!place.value || hasSign)
                && Surnames.beginsName(rest.drop(while: fillers.contains))
        }
    }

    /// A surname, at most two characters, and a form of address.
    private static func titled(_ text: [UInt32]) -> Bool {
        titles.places(in: text).contains { place in
            (1...3).contains { count in
                let start = place.start - count
                guard start >= 0 else { return false }
                let isBoundary = start == 0 || !Scan.isHan(text[start - 1])
                let name = text[start..<place.start]
                return isBoundary || !place.value && count == 1
                    ? name.allSatisfy(Scan.isHan) && Surnames.surnameCount(name) > 0
                        && (count == 1 || Surnames.beginsName(name))
                    : false
            }
        }
    }

    /// A token between signs or blanks that is a name; spread-out characters are drawn together.
    private static func standsAlone(_ folded: [UInt32]) -> Bool {
        let tokens = Scan.runs(in: folded, where: Scan.isHan)
        if tokens.contains(where: { Surnames.isName(folded[$0]) }) { return true }
        guard tokens.count >= 2, tokens.allSatisfy({ $0.count == 1 }), tokens.count <= 4 else {
            return false
        }
        return Surnames.isName(tokens.map { folded[$0.lowerBound] }[...])
    }

    private static let westernContexts: Set<String> = [
        "mr", "mrs", "ms", "miss", "patient", "name", "surname", "dr", "physician", "contact",
    ]

    /// `Mr. Smith`, `patient name: Jane Doe`: judged on folded text, so by the words alone.
    private static func isWestern(_ folded: [UInt32]) -> Bool {
        let runs = Scan.runs(in: folded, where: Scan.isLetter)
        for (index, run) in runs.enumerated() where index + 1 < runs.count {
            let word = Scan.string(folded[run])
            guard westernContexts.contains(word) else { continue }
            let gap = folded[run.upperBound..<runs[index + 1].lowerBound]
            let isTitle = ["mr", "mrs", "ms", "dr"].contains(word)
            let hasMark = gap.contains(0x3a) || gap.contains(0x3d)
            guard gap.count <= 4, hasMark || isTitle && !gap.contains(where: Scan.isWord) else {
                continue
            }
            if runs[index + 1].count >= 2 { return true }
        }
        return false
    }
}
