/// Finds names of persons by the words around them, and names standing alone.
///
/// After a label or a role what follows is a name unless it is a word as a whole: common
/// characters are no objection. In running text everyday words are left out too.
enum NameDetector {
    private static let signs = ScalarSet(":=-,|/[]()<>\"'._*;~+")
    private static let fillers = ScalarSet(":=-,|/[]()<>\"'._*;~+ 是叫为名系")

    static func found(in folded: [UInt32]) -> Bool {
        let traits = TextTraits(folded)
        if traits.words >= 1, traits.letters >= 3, MixedNames.found(in: folded) { return true }
        guard traits.han >= 2 else { return false }
        let text = Scan.withoutBlanks(folded)
        return labelled(text) || named(text) || titled(text) || linked(text) || isSpelled(text)
            || described(folded) || standsAlone(folded) || ofOtherPeoples(folded)
    }

    private static func isAct(_ text: [UInt32], at place: Int) -> Bool {
        place >= text.count || !Scan.isHan(text[place])
            || NameMarks.acts.longest(in: text, at: place) != nil
    }

    /// Words that stand where a name would be and say that there is none.
    private static let nothings = WordList(
        words: """
            未 不详 不明 无 已 保密 隐去 省略 待 缺 空白 匿名 或 及 和 需 须 应 可 请 后 前 时 处 栏 页 日期 确认 后同 \
            均 者 人 签 与患者 不符 相符 核对 信息 清晰 有效 电话 关系 身份 年龄 性别 职称 科室 单位 版 医师 医生 护士 \
            主任 家属 患者 病人 本人 授权 同意 章 见 如
            """)

    private static func labelled(_ text: [UInt32]) -> Bool {
        NameMarks.labels.places(in: text).contains { place in
            var start = place.end
            while start < text.count, fillers.contains(text[start]) { start += 1 }
            guard start < text.count else { return false }
            if Surnames.beginsName(text[start...]) {
                return start > place.end || isPlausible(text, start)
            }
            // A name of another people, or a surname that is on no list: behind a sign only.
            guard start > place.end, Scan.isHan(text[start]),
                NameMarks.peoples.longest(in: text, at: start) == nil
            else { return start < text.count && Scan.isHan(text[start]) && start > place.end }
            let run = text[start...].prefix(5).prefix(while: Scan.isHan)
            return (2...4).contains(run.count) && Surnames.surnameCount(run) == 0
                && NameMarks.persons.longest(in: text, at: start) == nil
                && nothings.longest(in: text, at: start) == nil
                && !run.contains(where: Surnames.isClinical)
        }
    }

    /// Without a sign between, small words are no names: 签字时, 联系人应.
    private static func isPlausible(_ text: [UInt32], _ start: Int) -> Bool {
        Surnames.readsAsName(text, from: start) { isAct(text, at: $0) }
    }

    private static func named(_ text: [UInt32]) -> Bool {
        NameMarks.persons.places(in: text).contains { place in
            var start = place.end
            while start < text.count, signs.contains(text[start]) { start += 1 }
            if Surnames.readsAsName(text, from: start) { isAct(text, at: $0) } { return true }
            // 姓张名伟
            let (family, given): (UInt32, UInt32) = (0x59d3, 0x540d)
            guard place.end - place.start == 1, text[place.start] == family else { return false }
            return start + 2 < text.count && Surnames.isSurname(text[start])
                && text[(start + 1)...].prefix(3).contains(given)
        }
    }

    /// A surname, at most three characters, and a form of address.
    private static func titled(_ text: [UInt32]) -> Bool {
        NameMarks.titles.places(in: text).contains { place in
            let isClan = place.end - place.start == 1
            return (1...4).contains { count in
                let start = place.start - count
                guard start >= 0, !isClan || count == 1 else { return false }
                let name = text[start..<place.start]
                guard name.allSatisfy(Scan.isHan), Surnames.surnameCount(name) > 0 else {
                    return false
                }
                if isClan { return hasSexOrAge(text, at: place.end) }
                if isOffice(text, upTo: place.start) { return false }
                let before = start == 0 || !Scan.isHan(text[start - 1])
                if count == 1, Surnames.isParticle(name[start]) { return false }
                if count == 1 { return before || !place.value || linkEnds(text, at: start) }
                let isCompound = Surnames.surnameCount(name) == 2
                guard count <= 3 || isCompound else { return false }
                if !isCompound, HanWords.isMedical(name[start], name[start + 1]) { return false }
                let isWord = !isCompound && HanWords.isWord(name[start], name[start + 1])
                if name.contains(where: Surnames.isClinical) { return false }
                return before || linkEnds(text, at: start) || count == 3 && !isWord
            }
        }
    }

    private static func isOffice(_ text: [UInt32], upTo end: Int) -> Bool {
        (2...4).contains { count in
            NameMarks.offices.longest(in: text, at: end - count)?.end == end
        }
    }

    private static func linkEnds(_ text: [UInt32], at end: Int) -> Bool {
        (1...2).contains { count in
            NameMarks.links.longest(in: text, at: end - count)?.end == end
        }
    }

    /// 由 … 陪同, 与 … 电话沟通; and a name that begins a sentence and does something.
    private static func linked(_ text: [UInt32]) -> Bool {
        for place in NameMarks.links.places(in: text) {
            if hasAct(text, at: place.end) { return true }
            let run = text[place.end...].prefix(5).prefix(while: Scan.isHan)
            if place.end - place.start >= 2, Surnames.isName(run) { return true }
        }
        for run in Scan.runs(in: text, where: Scan.isHan) where hasAct(text, at: run.lowerBound) {
            return true
        }
        return false
    }

    private static func hasAct(_ text: [UInt32], at start: Int) -> Bool {
        let han = text[start...].prefix(12).prefix(while: Scan.isHan)
        let count = Surnames.surnameCount(han)
        guard count > 0, han.count >= count + 2, !Surnames.isFunctional(han[start]) else {
            return false
        }
        return (1...2).contains { given in
            let end = start + count + given
            guard han.count > count + given,
                NameMarks.acts.longest(in: text, at: end) != nil
            else { return false }
            let name = text[start..<end]
            if count == 2 { return true }
            return !HanWords.isWord(name[start], name[start + 1])
                && !(given == 2 && HanWords.isWord(name[start], name[start + 1], name[end - 1]))
                && !name.dropFirst().contains(where: Surnames.isClinical)
        }
    }

    private static func isSpelled(_ text: [UInt32]) -> Bool {
        NameMarks.spelled.places(in: text).contains { place in
            place.end - place.start >= 3
                || place.end < text.count
                    && Surnames.isSurname(text[place.end]) && place.start == 0
        }
    }

    private static let sexes = WordList(words: "男 女 male female 先生 女士")

    /// Whether sex or age follows, after signs.
    static func hasSexOrAge(_ text: [UInt32], at start: Int) -> Bool {
        var index = start
        while index < text.count, text[index] == 0x20 || signs.contains(text[index]),
            index < start + 4
        {
            index += 1
        }
        if sexes.longest(in: text, at: index) != nil { return true }
        let digits = text[min(index, text.count)...].prefix(4).prefix(while: Scan.isDigit)
        guard (1...3).contains(digits.count) else { return false }
        let next = text[digits.endIndex...].drop { $0 == 0x20 }.first
        return next == 0x5c81 || next == 0x5468 && digits.count > 1
    }

    /// A token that sex or age follows: 龚某, 女, 43岁.
    private static func described(_ folded: [UInt32]) -> Bool {
        Scan.runs(in: folded, where: Scan.isHan).contains { run in
            guard (2...4).contains(run.count), run.upperBound < folded.count,
                hasSexOrAge(folded, at: run.upperBound)
            else { return false }
            let token = folded[run]
            guard Surnames.surnameCount(token) > 0 else { return false }
            if Surnames.isName(token) { return true }
            return run.count <= 3 && Surnames.beginsName(token)
                && !token.dropFirst().contains(where: Surnames.isClinical)
        }
    }

    /// A token between signs or blanks that is a name; spread-out characters are drawn together.
    private static func standsAlone(_ folded: [UInt32]) -> Bool {
        let tokens = Scan.runs(in: folded, where: Scan.isHan)
        if tokens.contains(where: {
            Surnames.isName(folded[$0], isWhole: $0.count == folded.count)
                && !isMeasured(folded, $0)
        }) {
            return true
        }
        guard (2...4).contains(tokens.count), tokens.allSatisfy({ $0.count <= 2 }),
            tokens.contains(where: { $0.count == 1 }),
            tokens[0].lowerBound <= 12, folded.count - tokens[tokens.count - 1].upperBound <= 2
        else { return false }
        let gaps = zip(tokens, tokens.dropFirst()).map { $1.lowerBound - $0.upperBound }
        return gaps.allSatisfy { $0 <= 3 }
            && Surnames.isName(tokens.flatMap { folded[$0] }[...])
    }

    /// A number right before or behind makes a token a measure or a time: 2周后, 明日3.
    private static func isMeasured(_ text: [UInt32], _ run: Range<Int>) -> Bool {
        run.lowerBound > 0 && NumeralFolding.isNumeral(text[run.lowerBound - 1])
    }

    /// Names without a surname that is told: by their parts, where they are a token of their own
    /// or where sex, age or a person's word stands beside.
    private static func ofOtherPeoples(_ folded: [UInt32]) -> Bool {
        let places = NameMarks.peoples.places(in: folded)
        for (index, place) in places.enumerated() {
            let head = folded[..<place.start].suffix(8).reversed().prefix(while: Scan.isHan).count
            let tail = folded[place.end...].prefix(8).prefix(while: Scan.isHan).count
            let run = folded[(place.start - head)..<(place.end + tail)]
            if (3...7).contains(run.count), head == 0 || tail == 0,
                !run.contains(where: Surnames.isClinical)
            {
                return true
            }
            let isPerson = (2...4).contains { count in
                NameMarks.persons.longest(in: folded, at: place.start - count)?.end == place.start
            }
            if isPerson { return true }
            if index + 1 < places.count, places[index + 1].start == place.end { return true }
        }
        return false
    }
}
