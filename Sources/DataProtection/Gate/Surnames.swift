/// Chinese surnames, and what of a text that begins with one reads as a name.
enum Surnames {
    private static let singleSurnames = """
        萧丁万丛东严丰乌乐乔乜习于云亓井亢仇仉从付仝仰仲任伊伍伏伯位何佘余佟佴侯俞倪傅储僧充党全公兰关养冀冉农冯况冷冼凌刁刘初利别劳勾包匡区华卓单南卜卞卢卫印却卿厉厍原双\
        古史叶司吉后向吕吴周和咸唐商喻国堵墨夏夔奚姚姜姬娄孔孙孟季宁安宋宓宗官宣宦宫宰容宿寇富寿封尚尤尹居屈展屠山岑岳崔巢左巩巫巴帅师席常平年幸广庄应庞康庾廉廖弓弘张强\
        归彭徐怀惠慎慕戈戎成戚戴房扈扶揭支敖敬文斜方於施时明易晁晋晏普景暨暴曲曹曾朱朴权李杜束来杨林柏查柯柳柴栗栾桂桑桓梁梅植楚楼樊欧步武殳段殷毋母毕毛江池汤汪汲沃沈沙\
        洪浦海涂温游滕满漆潘濮焦熊燕爱牛牟牧狄王璩甄甘田由申白皮益盖盘盛相督瞿石祁祖祝禄禹秋秦程穆空窦章童竺符笪简管籍米粟糜索红纪练终缪罗羊羿翁翟耿聂肖胡胥能臧舒艾芦芮\
        花苍苏苑苗苟范茹荀荆荣莘莫葛董蒋蒙蒯蒲蓝蓟蓬蔚蔡蔺薄薛虞融衡袁裘裴褚覃解訾詹计许谈谌谢谭谷豆贡费贺贾赖赫赵越路车辛辜边连迟逄通逮逯邓邝邢那邬邰邱邴邵邸邹郁郎郏郑\
        郗郜郝郦郭都鄂鄢金钟钱门闫闵闻阎阙阚阮阳阴阿陆陈陶隆隋隗雍雷霍靳鞠韦韩韶项须顾颜饶马骆高魏鱼鲁鲍鹿麦麴麻黄黎齐龙龚
        """
    private static let single = ScalarSet(singleSurnames)
    private static let compound = [
        "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯",
        "宇文", "长孙", "端木", "南宫", "独孤", "轩辕", "呼延", "闻人", "澹台", "申屠", "公羊", "赫连",
        "钟离", "鲜于", "司空", "百里", "拓跋", "第五", "濮阳", "淳于", "单于", "太史", "公冶", "宗政", "万俟",
    ].map { Scan.scalars($0) }
    private static let compoundFirsts = ScalarSet(compound.map { $0[0] })
    /// Surnames that are small words too: what follows decides only where the name ends there.
    private static let functional = ScalarSet("于和应时向由经曾常平全后能易满连强空原都须从尚年云相且又更若")
    private static let particles = ScalarSet("由向和经都后全须从且又更若相应能原空满")
    /// Characters that words of medicine have and given names hardly ever.
    private static let clinical = ScalarSet(
        "病症炎痛癌瘤疮疹糖压脂酸酶汀唑胶片粒针剂血尿便肾肝胃肠胰肺脑肌眼耳鼻喉齿腔膜障疸肿咳喘泻吐晕痒"
            + "术检验查液汤丸散膏药餐腹颈胸腰臂腿膝踝趾率值型性状况每次测钠钾钙锌硝腺栓穴痰痹癣疝痔囊瓣")
    /// Last characters of drugs that names have elsewhere.
    private static let drugEnds = ScalarSet("素酮醇肽苷酯胺")
    /// Characters of places, offices and wares, with which a text standing alone is no name.
    private static let ordinary = ScalarSet(
        "县镇乡院科室街号楼区市省者们的了吗呢吧着被把很较些个鸡鸭虾蟹酒糕饼粥肉菇豆菜瓜粑酥腐猪茶饭")

    /// How many characters of the text are its surname: 0, 1 or 2.
    static func surnameCount(_ text: ArraySlice<UInt32>) -> Int {
        guard let first = text.first else { return 0 }
        if compoundFirsts.contains(first), compound.contains(where: { text.starts(with: $0) }) {
            return 2
        }
        return single.contains(first) ? 1 : 0
    }

    static func isSurname(_ scalar: UInt32) -> Bool { single.contains(scalar) }

    /// Small words that are hardly ever a surname: 由护士, 和主任.
    static func isParticle(_ scalar: UInt32) -> Bool { particles.contains(scalar) }

    static func isFunctional(_ scalar: UInt32) -> Bool { functional.contains(scalar) }

    static func isClinical(_ scalar: UInt32) -> Bool { clinical.contains(scalar) }

    /// The surname of a Chinese name of two to four characters.
    static func surname(of text: String) -> String? {
        let scalars = Scan.withoutBlanks(Scan.scalars(text))
        let count = surnameCount(scalars[...])
        guard count > 0, (2...4).contains(scalars.count), scalars.allSatisfy(Scan.isHan) else {
            return nil
        }
        return Scan.string(scalars[0..<count])
    }

    /// Whether what follows a mark for a name reads as one: a surname, and no word of the medical
    /// dictionary as a whole. Common characters are no objection.
    static func beginsName(_ text: ArraySlice<UInt32>) -> Bool {
        let han = text.prefix(8).prefix(while: Scan.isHan)
        let count = surnameCount(han)
        guard count > 0, han.count > count else { return false }
        if count == 2 { return true }
        let (first, second) = (han[han.startIndex], han[han.startIndex + 1])
        if han.count >= 3, HanWords.isWord(first, second, han[han.startIndex + 2]) {
            return false
        }
        return !HanWords.isMedical(first, second)
    }

    /// Whether running text reads as a name from here: no word of any dictionary, or nothing
    /// else than a name up to the end of the run or to one of `ends`.
    static func readsAsName(_ text: [UInt32], from place: Int, ends: (Int) -> Bool) -> Bool {
        let han = text[min(place, text.count)...].prefix(8).prefix(while: Scan.isHan)
        let count = surnameCount(han)
        guard count > 0, han.count > count else { return false }
        if count == 2 { return true }
        let start = han.startIndex
        let (first, second) = (han[start], han[start + 1])
        if han.count >= 3, HanWords.isWord(first, second, han[start + 2]) { return false }
        if HanWords.isMedical(first, second) || clinical.contains(second) { return false }
        let isClosed = (2...3).contains { length in
            han.count == length || han.count > length && ends(start + length)
        }
        if functional.contains(first) || HanWords.isWord(first, second) {
            let third = han.count > 2 ? han[start + 2] : 0
            let isPair = han.count == 2 || ends(start + 2)
            if isPair, !HanWords.isWord(first, second) { return true }
            return isClosed && han.count >= 3 && !clinical.contains(third)
                && !ends(start + 2)
        }
        return true
    }

    /// Whether a whole token is a name by itself.
    static func isName(_ token: ArraySlice<UInt32>, isWhole: Bool = false) -> Bool {
        guard (2...4).contains(token.count), token.allSatisfy(Scan.isHan) else { return false }
        let count = surnameCount(token)
        if count == 2 { return token.count >= 3 && !token.dropFirst(2).contains(where: isNoName) }
        guard count == 1, token.count <= 3 else { return false }
        let start = token.startIndex
        let (first, second) = (token[start], token[start + 1])
        if token.dropFirst().contains(where: isNoName)
            || drugEnds.contains(token[token.endIndex - 1])
        {
            return false
        }
        guard token.count == 3 else {
            return !HanWords.isWord(first, second) && (isWhole || !functional.contains(first))
        }
        let third = token[start + 2]
        if HanWords.isWord(first, second, third) || HanWords.isMedical(first, second) {
            return false
        }
        return !(functional.contains(first) && HanWords.isWord(second, third))
    }

    private static func isNoName(_ scalar: UInt32) -> Bool {
        clinical.contains(scalar) || ordinary.contains(scalar)
    }
}
