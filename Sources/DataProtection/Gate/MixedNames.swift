/// Names in Latin letters as far as a folded text, where capitals are gone, tells them.
enum MixedNames {
    private static let labels = WordList(
        words: "姓名 名字 联系人 监护人 签名 签字 患者 病人 医师 医生 昵称 家属")

    /// A Chinese label with letters behind it, or a name in Pinyin with sex or age.
    static func found(in folded: [UInt32]) -> Bool {
        for place in labels.places(in: folded) {
            var start = place.end
            while start < folded.count, !Scan.isWord(folded[start]), !Scan.isHan(folded[start]),
                start < place.end + 4
            {
                start += 1
            }
            guard start > place.end else { continue }
            let letters = folded[start...].prefix(24).prefix(while: Scan.isLetter)
            let word = Scan.string(letters)
            if Pinyin.isSurname(word) || Pinyin.isGiven(word) && letters.count >= 4 { return true }
            let rest = folded[letters.endIndex...].prefix(2)
            if letters.count >= 2, rest.first == 0x20,
                rest.dropFirst().contains(where: Scan.isLetter),
                !EnglishWords.isCommon(word)
            {
                return true
            }
        }
        let words = Scan.runs(in: folded, where: Scan.isLetter)
        for (first, second) in zip(words, words.dropFirst()) {
            guard second.lowerBound == first.upperBound + 1,
                NameDetector.hasSexOrAge(folded, at: second.upperBound),
                Pinyin.isSurname(Scan.string(folded[first])),
                Pinyin.isGiven(Scan.string(folded[second]))
            else { continue }
            return true
        }
        return false
    }
}

/// Chinese names in Latin letters.
enum Pinyin {
    private static let surnames = Set(
        """
        wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie \
        song tang han feng deng cao peng zeng xiao tian dong yuan pan yu jiang cai du ye cheng su wei lv lyu \
        lu ding ren shen yao cui zhong tan wang fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu \
        yin xue yan duan lei hou long tao li he gu mao hao gong shao wan qian dai mo kong xiang tang wen kang \
        niu ge xing an qi yi qiao wu pang ni zhuang nie zhang lu yue zhai ou shen geng guan lan jiao yu zuo \
        liu gan zhu bao ning shang fu shu ruan ke ji mei tong ling bi shan pei huo tu cheng miao gu sheng qu \
        weng ran luo lan lu you xin chai ruan ouyang sima zhuge shangguan lam chan wong lee cheung leung ng \
        chow tsang lau kwok hui yip
        """.split(separator: " ").map(String.init))
    private static let initials = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
        "z", "c", "s", "y", "w", "",
    ]
    private static let finals = Set(
        """
        a o e i u v ai ei ao ou an en ang eng ong er ia ie iao iu ian in iang ing iong ua uo uai ui uan un \
        uang ue ve
        """.split(separator: " ").map(String.init))
    /// Herbs and formulas that look like names.
    private static let herbs = Set(
        """
        huangqi huanglian huangqin huangbai chaihu gancao baizhu baishao baizhi baiji shanyao danshen maidong \
        duzhong zhuling fuling shengdi shudi danggui chuanxiong niuxi gegen shigao zhimu yuzhu jinqian luhui \
        wuling wumei wuyao lianqiao jiangcan jianghuang shanzha wangbu guizhi longgu muli longdan fangfeng \
        fangji mahuang maya yujin xuduan xiakucao taichi yinyang
        """.split(separator: " ").map(String.init))

    static func isSurname(_ word: String) -> Bool { surnames.contains(word) }

    private static func isSyllable(_ word: Substring) -> Bool {
        for initial in initials where word.hasPrefix(initial) {
            if finals.contains(String(word.dropFirst(initial.count))) { return true }
        }
        return false
    }

    /// One or two syllables.
    static func isGiven(_ word: String) -> Bool {
        let count = word.utf8.count
        guard (2...12).contains(count) else { return false }
        if isSyllable(word[...]) { return true }
        for length in 1..<min(count, 7) {
            let cut = word.index(word.startIndex, offsetBy: length)
            if isSyllable(word[..<cut]), isSyllable(word[cut...]) { return true }
        }
        return false
    }

    static func isHerb(_ first: String, _ second: String) -> Bool { herbs.contains(first + second) }
}
