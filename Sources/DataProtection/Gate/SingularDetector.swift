/// Finds what singles out a person without naming it: offices of places, rare circumstances.
enum SingularDetector {
    private static let roles = WordList(
        words: """
            校长 局长 县长 市长 区长 镇长 乡长 村长 书记 省长 部长 处长 厂长 董事长 总经理 行长 台长 社长 馆长 会长 主席 \
            团长 司令 秘书长 队长 教练 运动员 冠军 代表 委员 法官 检察长 主持人 歌手 演员 院士 村支书 所长 站长 庭长 政委 \
            总裁 总监 首席 议员 大使 领事 院长 校董 住持 掌门 传承人 球员 队员 主播 作家 画家
            """)
    private static let holders = WordList(
        words: """
            中学 小学 大学 学院 一中 二中 三中 公司 集团 厂 银行 局 委 法院 检察院 政府 县 市 省 镇 乡 村 国家 省队 队 \
            电视台 协会 部队 军区 男篮 女排 男足 女足 女篮 男排 世界 奥运 亚运 全国 支行 派出所 幼儿园 研究所 报社 寺
            """)
    private static let workplaces = WordList(
        words: "工作单位 单位: 单位是 任职于 就职于 供职于 就读于 服役于 退休于 employer employedby worksat")
    private static let nothings = WordList(words: "未 无 不详 保密 退休 自由 个体 职业 性质 类型")

    /// An office with the body that has it within a few characters before, or a named workplace.
    static func hasEmployment(_ folded: [UInt32]) -> Bool {
        guard TextTraits(folded).han >= 3 || folded.count >= 12 else { return false }
        let text = Scan.withoutBlanks(folded)
        for place in roles.places(in: text) {
            let from = max(0, place.start - 12)
            let before = Array(
                text[from..<place.start].reversed().prefix { Scan.isHan($0) }.reversed())
            guard before.count >= 2 else { continue }
            let holder = holders.places(in: before).first { $0.start > 0 || before.count >= 4 }
            if holder != nil, !isOffice(text, place.start) { return true }
        }
        return workplaces.places(in: text).contains { place in
            let rest = text[place.end...].prefix(16).drop { [0x3a, 0x3d, 0x2d].contains($0) }
            let name = rest.prefix { Scan.isHan($0) || Scan.isLetter($0) }
            return name.count >= 4 && nothings.longest(in: text, at: name.startIndex) == nil
        }
    }

    /// Offices within the hospital, whose holder is many: 市级医院科室队长.
    private static func isOffice(_ text: [UInt32], _ start: Int) -> Bool {
        let hospital = Scan.scalars("科")
        return start > 0 && hospital.contains(text[start - 1])
    }

    private static let rarities = WordList(
        words: """
            连体双胎 连体婴 连体儿 三胞胎 四胞胎 五胞胎 首例 唯一一例 仅此一例 世界首 全国首 国内首 全省首 独一无二 \
            网红 媒体报道 新闻报道 吉尼斯 firstcase onlycase conjoinedtwin quadruplet quintuplet
            """)
    private static let places = WordList(
        words: "本院 我院 该院 本县 我县 本市 我市 本省 我省 我国 本村 我村 镇 医院 hospital")

    /// A rare circumstance with a year or a place that narrows it to one.
    static func hasRarity(_ folded: [UInt32]) -> Bool {
        guard folded.count >= 5 else { return false }
        let text = Scan.withoutBlanks(folded)
        guard rarities.isIn(text) else { return false }
        return places.isIn(text)
            || Scan.runs(in: text, where: Scan.isDigit).contains { run in
                run.count >= 4 && [0x31, 0x32].contains(text[run.lowerBound])
            }
    }
}
