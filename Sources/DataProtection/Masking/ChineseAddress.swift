/// Cuts Chinese addresses to their upper parts.
enum ChineseAddress {
    /// The part down to the city or the district; nil where that part cannot be told for sure.
    static func generalised(_ text: String, to grain: Generalisation) -> String? {
        let scalars = Scan.withoutBlanks(Scan.scalars(text))
        guard let city = cityEnd(scalars) else { return nil }
        if grain == .city { return Scan.string(scalars[0..<city]) }
        let ends = Set(Scan.scalars("区县旗市"))
        let reach = min(scalars.count, city + 9)
        var index = city
        while index < reach {
            let isEnd = ends.contains(scalars[index]) && index >= city + 1
            if isEnd, !Scan.scalars("小社园").contains(scalars[index - 1]) {
                return Scan.string(scalars[0...index])
            }
            guard Scan.isHan(scalars[index]) else { return nil }
            index += 1
        }
        return nil
    }

    /// Where the city's name ends: the first 市, 自治州, 盟 or 地区 near the beginning.
    private static func cityEnd(_ scalars: [UInt32]) -> Int? {
        var best: Int?
        for word in ["市", "自治州", "盟", "地区"].map({ Scan.scalars($0) }) {
            for place in Scan.places(of: word, in: scalars) where (2...16).contains(place) {
                best = min(best ?? .max, place + word.count)
            }
        }
        guard let best, scalars[0..<best].allSatisfy(Scan.isHan) else { return nil }
        return best
    }
}
