/// Finds addresses below district level, Chinese, English or in Pinyin.
enum AddressDetector {
    private static let roads = WordList([
        "路", "街", "巷", "弄", "胡同", "大道", "村", "屯", "庄", "镇", "乡", "小区", "花园", "家园", "苑",
        "新村", "社区", "公寓", "大厦", "公馆", "里", "道", "坊", "园", "寨", "堡", "营", "苏木", "嘎查", "牧场", "农场",
        "连队",
        "山庄", "别墅", "家属院", "宿舍", "大院", "广场", "府", "庭", "湾", "城",
    ])
    private static let notRoads = WordList([
        "尿路", "气路", "通路", "旁路", "回路", "管路", "思路", "电路", "镇痛", "镇静", "镇咳", "镇吐",
        "药园", "静脉营", "肠营", "全营", "胃肠营", "部队营", "幼儿园", "公园", "城镇", "出血堡", "血管府", "乡镇", "膀胱湾",
        "髂窝", "万里", "千里", "视路", "血路", "循环管路", "引流管路", "外营", "内营", "通营", "公里", "这里", "那里", "夜里",
        "家里", "消化道", "呼吸道", "泌尿道", "通道", "胆道", "味道", "知道",
    ])
    private static let adjoining = ["里", "道", "坊", "园", "府", "庭", "湾", "城", "营", "堡", "寨", "团"].map
    { Scan.scalars($0) }
    private static let unit = Scan.scalars("单元")
    private static let strong = Set(Scan.scalars("栋幢楼弄座元"))
    private static let districts = Set(Scan.scalars("区县市旗"))
    private static let small = [
        "街道", "镇", "乡", "村", "路", "街", "大道", "巷", "胡同", "屯", "社区", "庄", "寨", "堡", "营", "苏木", "嘎查",
        "团", "连队",
    ].map { Scan.scalars($0) }
    private static let doors = Set(Scan.scalars("号弄栋幢楼室户座组队"))
    private static let contexts = WordList(
        ["住址", "地址", "家住", "居住于", "居住在", "现住", "住在", "户籍"])

    static func found(in folded: [UInt32]) -> Bool {
        let traits = TextTraits(folded)
        if traits.letters >= 2, traits.digits > 0, hasWestern(folded) { return true }
        guard traits.han > 0 else { return false }
        let text = Scan.squeezed(DateMask.covered(folded))
        let ends = roadEnds(text)
        return hasRoadWithDoor(text, ends) || hasVillage(text, ends) || hasBuilding(text)
            || hasContext(folded) || hasBareNumber(folded) || hasHamlet(text) || hasYard(text)
            || hasBlock(text)
    }

    /// Ends of road and village names, with those that are parts of other words left out.
    private static func roadEnds(_ text: [UInt32]) -> [(end: Int, word: [UInt32])] {
        let places = roads.places(in: text)
        guard !places.isEmpty else { return [] }
        let others = notRoads.places(in: text)
        return places.filter { place in
            place.start > 0 && !others.contains { $0.start <= place.start && place.start < $0.end }
        }.map { ($0.end, Array(text[$0.start..<$0.end])) }
    }

    private static func isNumber(_ scalar: UInt32) -> Bool {
        NumeralFolding.isNumeral(scalar) || Scan.isLetter(scalar)
    }

    /// A number of at most six characters that a door word follows; where the word ends.
    private static func doorEnd(_ text: [UInt32], at start: Int) -> Int? {
        // One more than the longest: a text of letters is not walked to its end from each of them.
        let number = text[start...].prefix(7).prefix(while: isNumber)
        guard (1...6).contains(number.count), number.contains(where: NumeralFolding.isNumeral),
            number.endIndex < text.count
        else { return nil }
        if doors.contains(text[number.endIndex]) { return number.endIndex + 1 }
        return Scan.has(unit, in: text, at: number.endIndex)
            ? number.endIndex + 2 : nil
    }

    private static func hasRoadWithDoor(
        _ text: [UInt32], _ ends: [(end: Int, word: [UInt32])]
    ) -> Bool {
        ends.contains { end, word in
            let mustFollow = adjoining.contains(word)
            let reach = mustFollow ? end : min(end + 12, text.count)
            guard end < text.count else { return false }
            return (end...reach).contains { $0 < text.count && doorEnd(text, at: $0) != nil }
        }
    }

    /// Building and room one after the other: 8栋1202, 2单元301室.
    private static func hasBuilding(_ text: [UInt32]) -> Bool {
        guard text.contains(where: strong.contains) else { return false }
        for place in text.indices {
            guard let end = doorEnd(text, at: place), strong.contains(text[end - 1]) else {
                continue
            }
            let next = text[end...].prefix(5).prefix(while: isNumber)
            let isRoom = (3...4).contains(next.count) && next.allSatisfy(NumeralFolding.isNumeral)
            if isRoom || end < text.count && doorEnd(text, at: end) != nil { return true }
        }
        return false
    }

    /// Administrative names down to a township, village or road.
    private static func hasVillage(
        _ text: [UInt32], _ ends: [(end: Int, word: [UInt32])]
    ) -> Bool {
        ends.contains { end, word in
            guard small.contains(word) else { return false }
            let nameStart = end - word.count
            let before = text[max(0, nameStart - 7)..<nameStart]
            guard let district = before.lastIndex(where: districts.contains) else { return false }
            let name = text[(district + 1)..<nameStart]
            return district >= 2 && (1...5).contains(name.count) && name.allSatisfy(Scan.isHan)
                && text[(district - 2)..<district].allSatisfy(Scan.isHan)
        }
    }

    /// Signs of a place finer than a district, behind a word that announces an address.
    private static let fine = WordList(
        words: "路 街 巷 弄 胡同 号 栋 幢 单元 室 村 屯 庄 镇 乡 小区 花园 家园 苑 新村 社区 公寓 大厦 里 坊 营 寨 堡 楼 院")
    private static let general = WordList(
        words: "城镇 农村 乡下 乡镇 村里 镇上 城里 山区 高原 牧区 郊区 外地 本地 楼房 平房 养老院 医院 敬老院 福利院")

    private static func hasContext(_ folded: [UInt32]) -> Bool {
        let text = Scan.withoutBlanks(folded)
        return contexts.places(in: text).contains { place in
            var start = place.end
            while start < text.count,
                [0x3a, 0x3d, 0x4e3a, 0x662f, 0x5728, 0x4e8e].contains(text[start])
            {
                start += 1
            }
            let rest = Array(text[start...].prefix(24).prefix { Scan.isHan($0) || Scan.isWord($0) })
            guard rest.count >= 3, !general.isIn(rest) else { return false }
            return fine.places(in: rest).contains { $0.start >= 1 }
        }
    }

    private static let bare = WordList(words: "路 街 大道 巷 胡同 弄 大街 马路")

    /// A road's name of two characters or more and a number right behind it: 88-3-501, 12#.
    private static func hasBareNumber(_ folded: [UInt32]) -> Bool {
        let text = Scan.withoutBlanks(folded)
        let others = notRoads.places(in: text)
        return bare.places(in: text).contains { place in
            guard place.start >= 2, place.end < text.count,
                text[(place.start - 2)..<place.start].allSatisfy(Scan.isHan),
                !others.contains(where: { $0.start <= place.start && place.start < $0.end })
            else { return false }
            let number = text[place.end...].prefix(6).prefix(while: Scan.isDigit)
            guard (1...5).contains(number.count) else { return false }
            let rest = text[number.endIndex...].prefix(1)
            guard let next = rest.first else { return number.count >= 2 }
            if next == 0x23 { return true }
            let after = text[(number.endIndex + 1)...].prefix(1)
            return [0x2d, 0x2f, 0x7e].contains(next) && after.contains(where: Scan.isDigit)
                || !Scan.isWord(next) && !Scan.isHan(next) && next != 0x2e && number.count >= 2
        }
    }

    private static let townships = ScalarSet("镇乡县旗")
    private static let hamlets = ScalarSet("村庄屯寨堡营沟坪岗集组社队湾洼峪坡岭塬窑铺圩")
    private static let notTowns = WordList(
        words: "城镇 乡镇 村镇 市镇 故乡 家乡 老乡 下乡 同乡 冰镇 镇痛 镇静 镇咳 镇吐 镇惊 重镇 外县")

    /// A township or county and, one to five characters on, a hamlet: 某镇某庄.
    private static func hasHamlet(_ text: [UInt32]) -> Bool {
        guard text.contains(where: hamlets.contains), text.contains(where: townships.contains)
        else {
            return false
        }
        let others = notTowns.places(in: text)
        for place in text.indices where townships.contains(text[place]) && place >= 2 {
            let isOther = others.contains { $0.start <= place && place < $0.end }
            guard !isOther, text[(place - 2)..<place].allSatisfy(Scan.isHan) else { continue }
            let rest = text[(place + 1)...].prefix(6)
            guard let end = rest.firstIndex(where: hamlets.contains), end > place + 1,
                rest[..<end].allSatisfy({ Scan.isHan($0) && !Surnames.isClinical($0) })
            else { continue }
            return true
        }
        return false
    }

    private static let yards = WordList(words: "家属院 家属楼 家属区 宿舍 大院 教工楼 干休所 军区院 单身楼")
    private static let owners = WordList(
        words: "医院 厂 校 公司 局 大学 学院 部 所 集团 矿 院 场 队 段 社 银行 中学 机关 铁路 油田 军区 政府")

    /// The quarters of an institution, with its name before.
    private static func hasYard(_ text: [UInt32]) -> Bool {
        yards.places(in: text).contains { place in
            guard place.start >= 3 else { return false }
            let from = max(0, place.start - 6)
            let before = Array(text[from..<place.start])
            return before.allSatisfy(Scan.isHan)
                && owners.places(in: before).contains { $0.end == before.count && $0.start >= 2 }
        }
    }

    private static let blocks = ScalarSet("园苑里区村庄城府庭湾坊")
    private static let wards = WordList(
        words:
            "病区 院区 疫区 城区 市区 小区 社区 山区 地区 牧区 灶区 肺区 区域 手术区 胃区 肾区 肝区 胸区 背区 腰区 视区 郊区 心前区 园区 功能区 感染区 隔离区 诊区"
    )

    /// An estate's name, perhaps its part, and a building: 西园四区408楼.
    private static func hasBlock(_ text: [UInt32]) -> Bool {
        let others = wards.places(in: text)
        for place in text.indices where blocks.contains(text[place]) && place >= 2 {
            guard text[(place - 2)..<place].allSatisfy(Scan.isHan), place + 1 < text.count,
                !others.contains(where: { $0.start <= place && place < $0.end }),
                NumeralFolding.isNumeral(text[place + 1])
            else { continue }
            var start = place + 1
            let part = text[start...].prefix(2).prefix(while: NumeralFolding.isNumeral)
            if part.endIndex < text.count,
                [0x533a, 0x671f, 0x91cc, 0x6751].contains(text[part.endIndex])
            {
                start = part.endIndex + 1
            }
            if doorEnd(text, at: start) != nil { return true }
        }
        return false
    }

    private static let roadWords: Set<String> = [
        "street", "road", "rd", "avenue", "ave", "boulevard", "blvd", "hutong", "dadao",
    ]
    private static let weakRoadWords: Set<String> = [
        "st", "lu", "jie", "dao", "xiang", "nong", "cun", "drive", "lane", "dajie",
    ]
    private static let doorWords: Set<String> = [
        "no", "hao", "room", "rm", "apt", "building", "flat", "suite",
    ]

    /// A road word with a house number near it.
    private static func hasWestern(_ folded: [UInt32]) -> Bool {
        let words = Scan.runs(in: folded, where: Scan.isWord).map { Scan.string(folded[$0]) }
        for (index, word) in words.enumerated() {
            let isStrong = roadWords.contains(word)
            guard isStrong || weakRoadWords.contains(word) else { continue }
            let near = words[max(0, index - 4)..<min(words.count, index + 4)]
            let hasNumber = near.contains { word in
                (1...5).contains(word.utf8.count)
                    && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
            if hasNumber, isStrong && index > 0 || near.contains(where: { doorWords.contains($0) })
            {
                return true
            }
        }
        return false
    }
}
