/// Finds codes behind words that end like a label, listed or not: …号, …编码, … no., … #.
enum NumberedDetector {
    private static let ends = WordList(
        words: "号 号码 编号 编码 条码 条形码 流水号 识别码 代码 id号 id 工牌 单号 证号 卡号 帐户 账户 序列 追踪码 会员")
    /// Labels of what belongs to no person: kinds, lots, standards, positions.
    private static let things = WordList(
        words: """
            型号 批号 批次号 版本号 货号 规格号 信号 问号 句号 逗号 挂号 国药准字 批准文号 准字号 标准号 床号 序号 等号 \
            符号 称号 代号 型编码 疾病编码 诊断编码 诊断代码 疾病代码 手术编码 项目编码 项目代码 药品编码 药品代码 字典编码 \
            国标码 icd编码 loinc编码 loinc代码 医院编码 科室编码 基因型 产品编号 国械注准 国械备 注册证号 文献编号 \
            电码 密码 代码系统 编码系统
            """)
    private static let fillers = ScalarSet("号码是为:=#编的 (-_no.,第")
    private static let before = ScalarSet("0123456789一二三四五六七八九十两第")

    static func kinds(in folded: [UInt32]) -> Set<FindingKind> {
        let traits = TextTraits(folded)
        guard traits.numerals >= 1 else { return [] }
        var found: Set<FindingKind> = []
        let covered = DateMask.covered(folded)
        // A plate may have one digit.
        if traits.letters >= 2 { found.formUnion(WordedNumberDetector.kinds(inCovered: covered)) }
        guard traits.numerals >= 3 else { return found }
        if traits.han > 0 {
            let text = Scan.withoutBlanks(covered)
            if hasLabelled(text) || hasLabelled(NumeralFolding.withHanDigits(text)) {
                found.insert(.uniqueCode)
            }
        }
        if traits.letters >= 2, hasSerial(covered) { found.insert(.deviceSerial) }
        return found
    }

    private static func hasLabelled(_ text: [UInt32]) -> Bool {
        ends.places(in: text).contains { place in
            guard place.start > 0, !before.contains(text[place.start - 1]),
                Scan.isHan(text[place.start - 1]) || Scan.isLetter(text[place.start - 1])
                    || place.end - place.start > 1,
                !isThing(text, place.end)
            else { return false }
            var index = place.end
            while index < text.count, fillers.contains(text[index]), index < place.end + 6 {
                index += 1
            }
            let code = text[index...].prefix(40).prefix {
                Scan.isWord($0) || $0 == 0x2d || $0 == 0x2e
            }
            let digits = code.filter(Scan.isDigit).count
            return digits >= 3 && code.filter(Scan.isWord).count >= 4 && !isDecimal(code)
        }
    }

    private static func isDecimal(_ code: ArraySlice<UInt32>) -> Bool {
        code.contains(0x2e) && code.filter(Scan.isLetter).isEmpty && code.count <= 6
    }

    /// Whether the label that ends there is one of things.
    private static func isThing(_ text: [UInt32], _ end: Int) -> Bool {
        (2...7).contains { count in
            guard let found = things.longest(in: text, at: end - count) else { return false }
            return found.end >= end
        }
    }

    /// A word in which letters and digits change more than once, as serial numbers do.
    private static func hasSerial(_ text: [UInt32]) -> Bool {
        Scan.runs(in: text, where: Scan.isWord).contains { run in
            guard (10...24).contains(run.count) else { return false }
            let word = text[run]
            let digits = word.filter(Scan.isDigit).count
            guard digits >= 4, word.count - digits >= 2 else { return false }
            let changes = zip(word, word.dropFirst()).filter {
                Scan.isDigit($0) != Scan.isDigit($1)
            }
            return changes.count >= 2 && !isTimeStamp(word)
        }
    }

    /// `20240305t083000z`.
    private static func isTimeStamp(_ word: ArraySlice<UInt32>) -> Bool {
        let date = word.prefix(8)
        return date.allSatisfy(Scan.isDigit) && word.count >= 13
            && word[word.startIndex + 8] == 0x74 && (date.first == 0x31 || date.first == 0x32)
    }
}
