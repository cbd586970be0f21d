/// The administrative divisions of China down to counties.
///
/// Source: GB/T 2260, as published by the Ministry of Civil Affairs in 2019, with the districts
/// renamed until 2023. An element is a province (`#`), a prefecture with its counties after a colon, or
/// the rest of the element above (`+`).
enum ChineseRegions {
    /// How fine a text names a region.
    enum Grain: Int, Comparable {
        case province = 1
        case city = 2
        case district = 3

        static func < (left: Grain, right: Grain) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Prefecture: Sendable {
        let name: String
        var counties: Set<String>
    }

    private struct Province: Sendable {
        let name: String
        let short: String
        var prefectures: [Prefecture] = []

        /// Whether the province is a city itself.
        var isCity: Bool { name.hasSuffix("市") || name.hasSuffix("特别行政区") }
    }

    private static let provinces: [Province] = {
        var found: [Province] = []
        for line in north + centre + west {
            if line.hasPrefix("#") {
                let name = String(line.dropFirst())
                found.append(Province(name: name, short: short(name)))
            } else if line.hasPrefix("+") {
                let last = found[found.count - 1].prefectures.count - 1
                found[found.count - 1].prefectures[last].counties.formUnion(names(line.dropFirst()))
            } else if let colon = line.firstIndex(of: ":") {
                found[found.count - 1].prefectures.append(
                    Prefecture(
                        name: String(line[..<colon]),
                        counties: names(line[line.index(after: colon)...])))
            }
        }
        return found
    }()

    private static func names(_ list: Substring) -> Set<String> {
        Set(list.split(separator: " ").map(String.init))
    }

    private static func short(_ name: String) -> String {
        for end in ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市"]
        where name.hasSuffix(end) {
            return String(name.dropLast(end.count))
        }
        return name
    }

    /// How fine a text names a region of the list, and nothing else; nil for any other text.
    ///
    /// Province, city and district may stand one after the other; what is left out before the last
    /// must not make it another region.
    static func grain(of text: String) -> Grain? {
        let name = Scan.string(Scan.scalars(text).filter { $0 > 0x20 })
        guard !name.isEmpty, name.utf8.count <= 120 else { return nil }
        for province in provinces {
            for head in [province.name, province.short] where name.hasPrefix(head) {
                var rest = name.dropFirst(head.count)
                if province.isCity, rest.hasPrefix(province.name) {
                    rest = rest.dropFirst(province.name.count)
                }
                if rest.isEmpty || rest == "市辖区" { return province.isCity ? .city : .province }
                if let grain = grain(below: province, rest) { return grain }
            }
        }
        for province in provinces {
            if let grain = grain(below: province, name[...]) { return grain }
        }
        return nil
    }

    private static func grain(below province: Province, _ rest: Substring) -> Grain? {
        for prefecture in province.prefectures {
            if prefecture.counties.contains(String(rest)) { return .district }
            guard !prefecture.name.isEmpty, rest.hasPrefix(prefecture.name) else { continue }
            let last = rest.dropFirst(prefecture.name.count)
            if last.isEmpty || last == "市辖区" { return .city }
            if prefecture.counties.contains(String(last)) { return .district }
        }
        return nil
    }
}
