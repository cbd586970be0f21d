/// A folded text made ready for words: Latin words with one blank between them, Han characters in
/// their simplified form and together across blanks, every other sign a blank.
///
/// So `乙 肝`, `Hepatitis-B` and `hepatitis, type B` read as people mean them.
struct PreparedText {
    private(set) var scalars: [UInt32] = []
    /// The number of the sentence that each scalar stands in.
    private(set) var sentences: [Int32] = []
    /// Whether a clause begins at each scalar.
    private(set) var opens: [Bool] = []

    private var sentence: Int32 = 0
    private var isOpen = true

    /// Takes a text as `ScalarFolding.folded` gives it.
    init(folded: [UInt32]) {
        scalars.reserveCapacity(folded.count)
        sentences.reserveCapacity(folded.count)
        opens.reserveCapacity(folded.count)
        var isApart = false
        var isCut = false
        for (index, scalar) in folded.enumerated() {
            let isWord = Scan.isWord(scalar)
            guard isWord || Scan.isHan(scalar) else {
                isApart = true
                if !Self.joins(scalar) { isCut = true }
                if Self.endsClause(scalar) { isOpen = true }
                if endsSentence(scalar, at: index, in: folded) { sentence += 1 }
                continue
            }
            if isApart, let last = scalars.last {
                let areWords = isWord && Scan.isWord(last)
                if areWords || isCut { append(0x20) }
            }
            append(isWord ? scalar : Self.simplified[scalar] ?? scalar)
            (isApart, isCut, isOpen) = (false, false, false)
        }
    }

    private mutating func append(_ scalar: UInt32) {
        scalars.append(scalar)
        sentences.append(sentence)
        opens.append(isOpen && scalar != 0x20)
    }

    /// Whether a clause ends before that place.
    func closes(at end: Int) -> Bool {
        guard end < scalars.count else { return true }
        return opens[end] || scalars[end] == 0x20 && end + 1 < opens.count && opens[end + 1]
    }

    /// Signs that people put inside a word: blanks, hyphens, dots in the middle.
    private static func joins(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x2d || scalar == 0x2e || scalar == 0x5f
    }

    private static func endsClause(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2c, 0x3b, 0x3a, 0x21, 0x3f, 0x28, 0x29, 0x5b, 0x5d, 0x2e, 0x3002, 0x2f: true
        default: false
        }
    }

    /// A full stop between digits is none.
    private func endsSentence(_ scalar: UInt32, at index: Int, in text: [UInt32]) -> Bool {
        switch scalar {
        case 0x3b, 0x21, 0x3f: return true
        case 0x2e: return index + 1 >= text.count || !Scan.isWord(text[index + 1])
        default: return false
        }
    }

    /// Traditional forms that stand in the words of the terminology.
    private static let simplified: [UInt32: UInt32] = {
        let pairs = (
            "愛結惡腫鬱憂癲癇遺傳聾發惱礙緒燥躁癮毒鴉癒門診陽陰炎體標誌無確認產腦轉療癥殺傷殘廢賭戀貪",
            "爱结恶肿郁忧癫痫遗传聋发恼碍绪燥躁瘾毒鸦愈门诊阳阴炎体标志无确认产脑转疗症杀伤残废赌恋贪"
        )
        var table: [UInt32: UInt32] = [:]
        for (from, to) in zip(pairs.0.unicodeScalars, pairs.1.unicodeScalars) {
            table[from.value] = to.value
        }
        let more = (
            "獨閉類應強懼驚節麻風濕癬盜絕淚漸凍側縮質釋廣濾淺蟲瘧鉤絲鼠疫霍亂難癱緣檢測變異體譜篩異",
            "独闭类应强惧惊节麻风湿癣盗绝泪渐冻侧缩质释广滤浅虫疟钩丝鼠疫霍乱难瘫缘检测变异体谱筛异"
        )
        for (from, to) in zip(more.0.unicodeScalars, more.1.unicodeScalars) {
            table[from.value] = to.value
        }
        return table
    }()
}
