/// Finds names in Latin letters, told by capitals and by the words around them.
///
/// Works on the plain form of a text, where capitals stay.
enum WesternNames {
    private struct Word {
        let range: Range<Int>
        let text: String
        let isCapital: Bool
        let isAllCapital: Bool
        var isInitial: Bool { range.count == 1 && isCapital }
    }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "dr", "prof", "mme", "mlle", "monsieur", "madame", "herr",
        "frau",
        "sr", "sra", "señor", "senor", "senora", "signor", "signora", "sir", "lady", "nurse",
        "sister",
        "drs", "mister", "professor", "doctor", "pt", "pte",
    ]
    private static let labels: Set<String> = [
        "name", "patient", "surname", "contact", "physician", "guardian", "nok", "attending",
        "surgeon", "consultant", "caregiver", "mother", "father", "husband", "wife", "son",
        "daughter",
        "brother", "spouse", "partner", "sister", "nurse", "signature", "signed", "client",
        "relative",
        "doctor", "proband", "nom", "prenom", "vorname", "nachname", "nombre", "apellido", "by",
    ]
    /// Words before `by` that a person does.
    private static let deeds: Set<String> = [
        "signed", "seen", "reviewed", "reported", "dictated", "verified", "referred", "performed",
        "ordered", "collected", "drawn", "entered", "written", "examined", "approved",
        "accompanied",
        "called", "requested", "interpreted", "read", "prescribed", "witnessed", "prepared",
    ]
    private static let credentials: Set<String> = [
        "md", "rn", "phd", "np", "pa", "mbbs", "frcs", "facp", "dds", "msn", "bsn", "lpn", "esq",
        "jr",
    ]
    private static let sexes: Set<String> = [
        "male", "female", "man", "woman", "boy", "girl", "m", "f", "gentleman", "lady",
    ]
    /// Given names that a text in Latin letters begins with.
    private static let given: Set<String> = Set(
        """
        james john robert michael william david richard joseph thomas charles christopher daniel matthew \
        anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason \
        jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel \
        gregory alexander patrick frank raymond jack dennis jerry peter henry arthur albert walter harold \
        mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra \
        margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura \
        sharon cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine \
        christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia \
        jane alice anne claire hans klaus peter jurgen wolfgang stefan andreas thomas karl heinz ursula \
        monika petra sabine jean pierre michel jacques marie francoise sophie camille luis carlos jose juan \
        pedro ana carmen giovanni giuseppe marco paolo francesca ivan sergei olga natalia anastasia ahmed \
        mohamed muhammad ali fatima aisha omar hassan yuki hiroshi kenji sakura takeshi priya raj anil sunil
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    static func found(in text: [UInt32]) -> Bool {
        let words = words(of: text)
        guard words.count >= 2 || words.count == 1 && text.contains(where: Scan.isHan) else {
            return false
        }
        for index in words.indices {
            if isAnnounced(words, index, text) || isDescribed(words, index, text)
                || isCredited(words, index, text) || isChinese(words, index, text)
            {
                return true
            }
        }
        return isWhole(words, text)
    }

    private static func words(of text: [UInt32]) -> [Word] {
        Scan.runs(in: text, where: Scan.isLetter).map { run in
            let scalars = text[run]
            let isCapital = scalars.first! < 0x60
            return Word(
                range: run, text: run.count > 24 ? "" : Scan.string(scalars.map { $0 | 0x20 }),
                isCapital: isCapital,
                isAllCapital: run.count > 1 && scalars.allSatisfy { $0 < 0x60 })
        }
    }

    /// The signs between two words: nothing but blanks, dots, commas or an apostrophe.
    private static func gap(_ text: [UInt32], _ left: Word, _ right: Word) -> ArraySlice<UInt32> {
        text[left.range.upperBound..<right.range.lowerBound]
    }

    private static func isName(_ word: Word) -> Bool {
        word.isCapital && word.range.count >= 2 && !word.text.isEmpty
            && !EnglishWords.isCommon(word.text)
    }

    /// A title or a label, and then a name.
    private static func isAnnounced(_ words: [Word], _ index: Int, _ text: [UInt32]) -> Bool {
        guard index + 1 < words.count else { return false }
        let (word, next) = (words[index], words[index + 1])
        let gap = gap(text, word, next)
        guard !gap.isEmpty, gap.count <= 4,
            !gap.contains(where: { Scan.isDigit($0) || Scan.isHan($0) })
        else { return false }
        let hasMark = gap.contains(0x3a) || gap.contains(0x3d)
        if titles.contains(word.text), !hasMark || word.text != "pt", !isMilliseconds(word, text) {
            if word.isAllCapital, !next.isAllCapital { return false }
            if word.isCapital {
                return isName(next) || next.isInitial && hasSurname(words, index + 2)
            }
            return next.range.count >= 3 && !next.isCapital && !EnglishWords.isCommon(next.text)
                || isName(next)
        }
        guard labels.contains(word.text) else { return false }
        if word.text == "by" {
            let isDeed = index > 0 && deeds.contains(words[index - 1].text)
            return isDeed && (isName(next) || next.isInitial && hasSurname(words, index + 2))
        }
        if hasMark { return isName(next) || isLowerName(words, index + 1, text) }
        // Without a mark two words of a name, or an initial and one, must follow.
        guard index + 2 < words.count, next.range.lowerBound == word.range.upperBound + 1 else {
            return false
        }
        return (isName(next) || next.isInitial) && isName(words[index + 2])
            && self.gap(text, next, words[index + 2]).count <= 2
    }

    /// `ms` behind a number is a unit: `PR 160 ms, QRS 90 ms`.
    private static func isMilliseconds(_ word: Word, _ text: [UInt32]) -> Bool {
        guard word.text == "ms", !word.isCapital else { return false }
        let before = text[..<word.range.lowerBound].suffix(2)
        return before.last.map { Scan.isDigit($0) || $0 == 0x20 } ?? false
            && before.contains(where: Scan.isDigit)
    }

    private static func hasSurname(_ words: [Word], _ index: Int) -> Bool {
        index < words.count && isName(words[index])
    }

    /// Two words without capitals after a mark, of which the first is a given name.
    private static func isLowerName(_ words: [Word], _ index: Int, _ text: [UInt32]) -> Bool {
        given.contains(words[index].text)
    }

    /// A name that sex or age follows: `Ann Oldfield, 56F`.
    private static func isDescribed(_ words: [Word], _ index: Int, _ text: [UInt32]) -> Bool {
        let word = words[index]
        guard isName(word), hasSexOrAge(words, index, text) else { return false }
        guard index > 0 else { return false }
        let before = words[index - 1]
        let gap = gap(text, before, word)
        return gap.count <= 2 && gap.contains { $0 == 0x20 || $0 == 0x2e || $0 == 0x2c }
            && !gap.contains(where: { Scan.isDigit($0) || Scan.isHan($0) })
            && (isName(before) || before.isInitial)
    }

    private static func hasSexOrAge(_ words: [Word], _ index: Int, _ text: [UInt32]) -> Bool {
        if NameDetector.hasSexOrAge(text, at: words[index].range.upperBound) { return true }
        let rest = text[words[index].range.upperBound...].prefix(6)
        guard let first = rest.firstIndex(where: { Scan.isWord($0) }),
            !rest[..<first].contains(where: Scan.isHan), first > rest.startIndex
        else { return false }
        if Scan.isDigit(text[first]) {
            let digits = text[first...].prefix(4).prefix(while: Scan.isDigit)
            guard (1...3).contains(digits.count), index + 1 < words.count else { return false }
            let next = words[index + 1]
            return next.range.lowerBound <= digits.endIndex + 1
                && (["m", "f", "yo", "y", "yr", "yrs", "year", "years", "male", "female"]
                    .contains(next.text))
        }
        return index + 1 < words.count && words[index + 1].range.lowerBound == first
            && sexes.contains(words[index + 1].text)
            && rest[..<first].contains { $0 == 0x2c || $0 == 0x28 || $0 == 0x3b || $0 == 0x2f }
    }

    /// A name with a degree behind it.
    private static func isCredited(_ words: [Word], _ index: Int, _ text: [UInt32]) -> Bool {
        guard index + 1 < words.count, isName(words[index]),
            credentials.contains(words[index + 1].text),
            words[index + 1].isAllCapital || words[index + 1].text == "phd",
            gap(text, words[index], words[index + 1]).allSatisfy({ $0 == 0x20 || $0 == 0x2c }),
            index > 0
        else { return false }
        let before = words[index - 1]
        return (before.isInitial || isName(before)) && gap(text, before, words[index]).count <= 2
    }

    /// A surname and a given name in Pinyin, each with its capital, and no third beside them.
    private static func isChinese(_ words: [Word], _ index: Int, _ text: [UInt32]) -> Bool {
        guard index + 1 < words.count else { return false }
        let (family, own) = (words[index], words[index + 1])
        guard family.isCapital, own.isCapital, family.isAllCapital || !own.isAllCapital,
            gap(text, family, own).elementsEqual([0x20]), Pinyin.isSurname(family.text),
            own.text.utf8.count >= 2, Pinyin.isGiven(own.text),
            !EnglishWords.isCommon(own.text) || own.text.utf8.count <= 3,
            !EnglishWords.isCommon(family.text),
            !Pinyin.isHerb(family.text, own.text)
        else { return false }
        let isFirst =
            index == 0 || gap(text, words[index - 1], family).count > 1
            || !Pinyin.isGiven(words[index - 1].text)
        let isLast =
            index + 2 == words.count
            || !gap(text, own, words[index + 2]).elementsEqual([0x20])
            || !words[index + 2].isCapital
        return isFirst && isLast && !places.contains(own.text)
    }

    private static let places: Set<String> = [
        "lu", "jie", "dao", "xian", "shi", "qu", "tang", "wan", "san", "tea", "pian", "gao",
    ]

    /// A text that is nothing but a given name and another.
    private static func isWhole(_ words: [Word], _ text: [UInt32]) -> Bool {
        guard (2...3).contains(words.count), given.contains(words[0].text) else { return false }
        let signs = text.filter { !Scan.isLetter($0) }
        return signs.count <= words.count && signs.allSatisfy { $0 == 0x20 || $0 == 0x2e }
            && words.dropFirst().allSatisfy {
                $0.isInitial || !$0.text.isEmpty && !EnglishWords.isCommon($0.text)
            }
    }
}
