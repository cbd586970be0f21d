extension OwnPatterns {
    private static let titles: Set<String> = [
        "dr", "mr", "mrs", "ms", "miss", "prof", "professor", "doctor", "nurse", "phd", "the",
        "von",
        "van", "der", "del", "bin", "ibn", "the", "and",
    ]
    /// What is written where a name is not known.
    private static let nobody = Set(
        [
            "不详", "未知", "匿名", "无名", "无名氏", "患者", "病人", "本人", "unknown", "anonymous",
            "anonymised", "anonymized", "none", "null", "patient", "test",
        ].map { Scan.scalars($0) })
    private static let roles = [
        "主任医师", "医师", "医生", "大夫", "主任", "教授", "护士长", "护士", "先生", "女士", "小姐", "同志",
    ].map { Scan.scalars($0) }
    private static let departments = Set(Scan.scalars("科部组院室心站所"))

    /// Whether words stand where a name is not known.
    static func isNobody(_ text: String) -> Bool { nobody.contains(squeezed(text)) }

    /// A name as it is given: whole, by its parts, in either order, in pinyin. The words beside a
    /// reference may name a department, which is nobody's name.
    mutating func addName(
        _ text: String?, family: String?, given: [String], mayBeDepartment: Bool = false
    ) {
        if let text, let plain = PlainLatin.writtenOut(text) {
            addName(plain, family: nil, given: [], mayBeDepartment: mayBeDepartment)
        }
        let family = family.flatMap { $0.isEmpty ? nil : $0 }
        if let plain = family.flatMap(PlainLatin.writtenOut) {
            addName(nil, family: plain, given: given.map { PlainLatin.writtenOut($0) ?? $0 })
        }
        for plain in given.compactMap(PlainLatin.writtenOut) {
            addName(nil, family: nil, given: [plain])
        }
        if let text, !(mayBeDepartment && Self.isDepartment(text)) {
            addWhole(text, family: family)
        }
        guard let family else {
            for part in given { addWhole(part, family: nil) }
            return
        }
        let (last, first) = (Self.squeezed(family), given.flatMap { Self.squeezed($0) })
        addOrders(last, first)
        addAlone(last)
        for part in given { addAlone(Self.squeezed(part)) }
        if let one = given.first, given.count > 1 { addOrders(last, Self.squeezed(one)) }
    }

    private static func isDepartment(_ text: String) -> Bool {
        let whole = squeezed(text)
        return whole.count > 3 && whole.allSatisfy(Scan.isHan)
            && whole.last.map { departments.contains($0) } ?? false
    }

    private mutating func addWhole(_ text: String, family: String?) {
        var whole = Self.squeezed(text)
        if let role = Self.roles.first(where: { whole.count > $0.count && whole.hasSuffix($0) }) {
            whole.removeLast(role.count)
        }
        guard !Self.nobody.contains(whole) else { return }
        if whole.allSatisfy(Scan.isHan) {
            guard !whole.isEmpty else { return }
            let known = family.map { Self.squeezed($0) } ?? Self.surname(of: whole)
            if let known, whole.starts(with: known) {
                addOrders(known, Array(whole.dropFirst(known.count)))
                addAlone(Array(whole.dropFirst(known.count)))
            } else {
                addAlone(whole)
            }
            return
        }
        let parts = text.split { $0 == " " || $0 == "," || $0 == "·" || $0 == "." || $0 == "，" }
            .map { Self.squeezed(String($0)) }
            .filter { !Self.titles.contains(Scan.string($0)) && !$0.isEmpty }
        for part in parts { addAlone(part) }
        addAlone(parts.flatMap { $0 })
        if parts.count >= 2, let first = parts.first, let last = parts.last {
            addOrders(last, first)
            addOrders(Array(parts.dropLast().joined()), last)
        }
    }

    /// The surname of a name in characters: of two characters where the list has it, else one.
    private static func surname(of name: [UInt32]) -> [UInt32]? {
        guard name.count >= 2 else { return nil }
        if let known = Surnames.surname(of: Scan.string(name)) {
            return known.unicodeScalars.map { TraditionalForms.simplified($0.value) }
        }
        return name.count <= 4 ? [name[0]] : nil
    }

    private mutating func addAlone(_ name: [UInt32]) {
        guard !Self.nobody.contains(name), !Self.titles.contains(Scan.string(name)) else { return }
        addWord(name, .personName, leastHan: Least.nameHan)
        for syllables in Self.spelled(name) { addSpelling(syllables.joined(), least: 4) }
    }

    private mutating func addOrders(_ family: [UInt32], _ given: [UInt32]) {
        guard !family.isEmpty, !given.isEmpty, !Self.nobody.contains(family + given) else { return }
        for whole in [family + given, given + family] {
            addWord(whole, .personName, leastHan: Least.nameHan)
        }
        if family.count + given.count >= 3, Scan.isHan(family[0]) {
            addWord(
                Array((family + given).reversed()), .personName, leastHan: Least.nameHan)
        }
        for surname in Self.spelled(family).map({ $0.joined() }) {
            for syllables in Self.spelled(given) {
                let first = syllables.joined()
                addSpelling(surname + first, least: 4)
                addSpelling(first + surname, least: 4)
                guard syllables.count >= 2 else { continue }
                let initials = String(syllables.compactMap(\.first))
                addSpelling(surname + initials, least: 5)
                addSpelling(initials + surname, least: 5)
                addSpelling(syllables.reversed().joined() + surname, least: 6)
            }
        }
    }

    private static func spelled(_ name: [UInt32]) -> [[String]] {
        guard !name.isEmpty, name.allSatisfy(Scan.isHan), name.count <= 6 else { return [] }
        return SyllableReadings.readings(of: name)
    }

    private mutating func addSpelling(_ letters: String, least: Int) {
        guard letters.utf8.count >= least else { return }
        addWord(Scan.scalars(letters), .personName)
    }
}

extension Array<UInt32> {
    fileprivate func hasSuffix(_ end: [UInt32]) -> Bool {
        count >= end.count && self[(count - end.count)...] == end[...]
    }
}
