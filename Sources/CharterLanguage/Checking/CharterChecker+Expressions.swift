extension CharterChecker {
    /// Resolves an expression, or reports what is wrong with it and gives nil.
    mutating func resolve(
        _ expression: Expression, _ scope: Scope, _ place: CharterPlace, depth: Int
    ) -> Condition? {
        nodes += 1
        guard depth <= CharterLimits.nesting else {
            report(
                .nestingTooDeep, place,
                Message(
                    "conditions nest deeper than \(CharterLimits.nesting)",
                    "条件嵌套超过 \(CharterLimits.nesting) 层"))
            return nil
        }
        switch expression {
        case .any(let parts):
            return resolve(parts, scope, place, depth) { if case .any = $0 { true } else { false } }
                .map { .any($0) }
        case .all(let parts):
            return resolve(parts, scope, place, depth) { if case .all = $0 { true } else { false } }
                .map { .all($0) }
        case .not(let part):
            return resolve(part, scope, place.down(0), depth: depth + 1).map { .not($0) }
        case .truth(let path): return resolveTruth(path, scope, place)
        case .membership(let path, let test, let names):
            return resolve(path, test, names, scope, place)
        case .comparison(let left, let comparison, let right):
            return resolve(left, comparison, right, scope, place)
        }
    }

    private mutating func resolve(
        _ parts: [Expression], _ scope: Scope, _ place: CharterPlace, _ depth: Int,
        isSameKind: (Expression) -> Bool
    ) -> [Condition]? {
        if parts.count < 2 || parts.contains(where: isSameKind) { notCanonical(place) }
        var result: [Condition] = []
        for (child, part) in parts.enumerated() {
            if let condition = resolve(part, scope, place.down(child), depth: depth + 1) {
                result.append(condition)
            }
        }
        return result.count == parts.count ? result : nil
    }

    mutating func entry(_ path: String, _ scope: Scope, _ place: CharterPlace) -> Scope.Entry? {
        if let entry = scope.entry(path) { return entry }
        let chinese = index.vocabulary.attributes.map(\.name.chinese)
        report(
            .unknownName, place,
            Message("unknown name `\(path)`", "未知名称“\(path)”"),
            hint: nearMiss(for: path, among: scope.names + chinese))
        return nil
    }

    private mutating func resolveTruth(
        _ path: String, _ scope: Scope, _ place: CharterPlace
    ) -> Condition? {
        guard let entry = entry(path, scope, place) else { return nil }
        guard entry.kind == .bool else {
            wrongType(
                place, "`\(path)` is \(describe(entry.kind).english), not a truth value",
                "“\(path)”是\(describe(entry.kind).chinese)，不是真假值",
                hint: Message("compare it with something", "请写出比较对象"))
            return nil
        }
        return .atom(.oneOf(slot: entry.slot, mask: 0b10))
    }

    private mutating func resolve(
        _ path: String, _ test: MembershipTest, _ names: [String], _ scope: Scope,
        _ place: CharterPlace
    ) -> Condition? {
        guard let entry = entry(path, scope, place.down(0)) else { return nil }
        nodes += names.count
        if !names.isStrictlyAscending || names.isEmpty
            || (names.count > 1 && (test == .equal || test == .unequal || test == .contains))
        {
            notCanonical(place)
            return nil
        }
        switch (entry.kind, test) {
        case (.member(let type), .equal), (.member(let type), .unequal),
            (.member(let type), .within):
            guard let mask = mask(names, of: type, place) else { return nil }
            let all = Self.fullMask(index.vocabulary.types[type].members.count)
            return .atom(
                .oneOf(slot: entry.slot, mask: test == .unequal ? all & ~mask : mask))
        case (.set(let type), .overlaps), (.set(let type), .contains):
            return mask(names, of: type, place).map {
                .atom(.overlaps(slot: entry.slot, mask: $0))
            }
        case (let kind, .equal) where kind.isHandle, (let kind, .unequal) where kind.isHandle:
            return resolveHandles(entry, names[0], test, scope, place)
        default:
            let kind = describe(entry.kind)
            wrongType(
                place, "`\(path)` is \(kind.english) and cannot be tested this way",
                "“\(path)”是\(kind.chinese)，不能这样比较", hint: testHint(entry.kind))
            return nil
        }
    }

    private mutating func resolveHandles(
        _ entry: Scope.Entry, _ name: String, _ test: MembershipTest, _ scope: Scope,
        _ place: CharterPlace
    ) -> Condition? {
        guard let other = self.entry(name, scope, place.down(1)) else { return nil }
        guard other.kind == entry.kind else {
            wrongType(
                place, "`\(entry.id)` and `\(other.id)` are of different kinds",
                "“\(entry.id)”与“\(other.id)”种类不同")
            return nil
        }
        let same = Condition.atom(.same(entry.slot, other.slot))
        return test == .equal ? same : .not(same)
    }

    static func fullMask(_ count: Int) -> UInt64 {
        count >= 64 ? .max : (1 << UInt64(count)) - 1
    }

    mutating func mask(_ names: [String], of type: Int, _ place: CharterPlace) -> UInt64? {
        var mask: UInt64 = 0
        var isWhole = true
        let members = index.vocabulary.types[type].members
        for (position, name) in names.enumerated() {
            guard let member = members.firstIndex(where: { $0.id == name }) else {
                isWhole = false
                unknownMember(name, of: type, place.down(position + 1))
                continue
            }
            mask |= 1 << UInt64(member)
        }
        return isWhole ? mask : nil
    }

    mutating func unknownMember(_ name: String, of type: Int, _ place: CharterPlace) {
        let type = index.vocabulary.types[type]
        report(
            .unknownMember, place,
            Message(
                "`\(name)` is not a member of \(type.name.id)",
                "“\(name)”不是\(type.name.chinese)的成员"),
            hint: nearMiss(
                for: name, among: type.members.flatMap { [$0.id, $0.chinese] }))
    }

    mutating func wrongType(
        _ place: CharterPlace, _ english: String, _ chinese: String, hint: Message? = nil
    ) {
        report(.wrongType, place, Message(english, chinese), hint: hint)
    }

    func describe(_ kind: ValueKind) -> Message {
        switch kind {
        case .bool: Message("a truth value", "真假值")
        case .member(let type):
            Message(
                "one of \(index.vocabulary.types[type].name.id)",
                "\(index.vocabulary.types[type].name.chinese)之一")
        case .set(let type):
            Message(
                "a set of \(index.vocabulary.types[type].name.id)",
                "\(index.vocabulary.types[type].name.chinese)的集合")
        case .integer(let low, let high):
            Message("a number from \(low) to \(high)", "\(low) 至 \(high) 的整数")
        case .instant: Message("a time", "时刻")
        case .party: Message("a party", "当事方")
        case .ruleName: Message("the name of a rule", "规则名")
        case .text: Message("a text", "文本")
        }
    }

    private func testHint(_ kind: ValueKind) -> Message? {
        switch kind {
        case .bool: Message("write the name alone, or `not` before it", "请只写名称，或在前面加“不”")
        case .member: Message("use `is`, `is not` or `in`", "请用“为”“非”或“属于”")
        case .set: Message("use `contains` or `overlaps`", "请用“包含”或“含任一”")
        case .integer, .instant: Message("use `<`, `<=`, `>` or `>=`", "请用 <、≤、> 或 ≥")
        case .party, .ruleName, .text:
            Message("use `is` with another field", "请用“为”与另一字段比较")
        }
    }
}

extension [String] {
    /// Ascending by bytes, none twice.
    var isStrictlyAscending: Bool {
        indices.dropFirst().allSatisfy { self[$0 - 1].precedesInBytes(self[$0]) }
    }
}
