/// Finds addresses below district level, Chinese, English or in Pinyin.
enum AddressDetector {
    private static let roads = WordList([
        "路", "街", "巷", "弄", "胡同", "大道", "村", "屯", "庄", "镇", "乡", "小区", "花园", "家园", "苑",
        "新村", "社区", "公寓", "大厦", "公馆", "里", "道", "坊",
    ])
    private static let notRoads = WordList([
        "尿路", "气路", "通路", "旁路", "回路", "管路", "思路", "电路", "镇痛", "镇静", "镇咳", "镇吐",
        "公里", "这里", "那里", "夜里", "家里", "消化道", "呼吸道", "泌尿道", "通道", "胆道", "味道", "知道",
    ])
    private static let adjoining = ["里", "道", "坊"].map { Scan.scalars($0) }
    private static let unit = Scan.scalars("单元")
    private static let strong = Set(Scan.scalars("栋幢楼弄座元"))
    private static let districts = Set(Scan.scalars("区县市旗"))
    private static let small = ["街道", "镇", "乡", "村", "路", "街", "大道", "巷", "胡同", "屯", "社区"]
        .map { Scan.scalars($0) }
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
            || hasContext(text)
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
        let number = text[start...].prefix(while: isNumber)
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
        for place in text.indices where doorEnd(text, at: place) != nil {
            let end = doorEnd(text, at: place)!
            guard strong.contains(text[end - 1]) else { continue }
            let next = text[end...].prefix(while: isNumber)
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

    private static func hasContext(_ text: [UInt32]) -> Bool {
        contexts.places(in: text).contains { place in
            text[place.end...].prefix(while: Scan.isHan).count >= 4
        }
    }

    private static let roadWords: Set<String> = [
        "street", "road", "rd", "avenue", "ave", "boulevard", "blvd", "hutong", "dadao", "lane",
    ]
    private static let weakRoadWords: Set<String> = [
        "st", "lu", "jie", "xiang", "nong", "cun", "drive",
    ]
    private static let doorWords: Set<String> = [
        "no", "hao", "room", "rm", "apt", "unit", "building",
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
            if hasNumber, isStrong || near.contains(where: { doorWords.contains($0) }) {
                return true
            }
        }
        return false
    }
}
