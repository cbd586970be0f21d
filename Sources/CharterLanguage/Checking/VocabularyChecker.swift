/// The static check of a vocabulary; the same for source text and for canonical bytes.
enum VocabularyChecker {
    static func issues(of vocabulary: Vocabulary) -> [CharterIssue] {
        var issues: [CharterIssue] = []
        if !Identifier.isASCIIName(vocabulary.id) {
            issues.append(badName(vocabulary.id, at: CharterPlace(.header, 0, .id)))
        }
        names(vocabulary.types.map(\.name), .type, paths: false, &issues)
        names(vocabulary.attributes.map(\.name), .attribute, paths: true, &issues)
        laws(vocabulary.laws, &issues)
        for (index, type) in vocabulary.types.enumerated() {
            members(type, at: index, &issues)
        }
        attributes(vocabulary, &issues)
        if vocabulary.attributes.count > CharterLimits.attributes {
            issues.append(
                CharterIssue(
                    .tooManyItems, at: CharterPlace(.attribute, CharterLimits.attributes, .id),
                    Message(
                        "more than \(CharterLimits.attributes) attributes",
                        "属性超过 \(CharterLimits.attributes) 个")))
        }
        return issues
    }

    private static func badName(_ name: String, at place: CharterPlace) -> CharterIssue {
        CharterIssue(
            .badIdentifier, at: place,
            Message("`\(name)` is not a name", "“\(name)”不是合法名称"),
            hint: Message(
                "ids are ASCII letters, digits and `_`; Chinese names may use Han characters",
                "标识用 ASCII 字母、数字和下划线；中文名可用汉字"))
    }

    private static func names(
        _ names: [BilingualName], _ section: CharterPlace.Section, paths: Bool,
        _ issues: inout [CharterIssue]
    ) {
        var seen: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            let place = CharterPlace(section, index, .id)
            if !(paths ? Identifier.isASCIIPath(name.id) : Identifier.isASCIIName(name.id)) {
                issues.append(badName(name.id, at: place))
            }
            if !(paths ? Identifier.isPath(name.chinese) : Identifier.isName(name.chinese)) {
                issues.append(badName(name.chinese, at: place))
            }
            once(name, index, at: place, &seen, &issues)
            for text in [name.id, name.chinese] where Keyword.isReservedName(text) {
                issues.append(CharterIssue.reserved(text, at: place))
            }
        }
    }

    private static func once(
        _ name: BilingualName, _ index: Int, at place: CharterPlace, _ seen: inout [String: Int],
        _ issues: inout [CharterIssue]
    ) {
        for text in [name.id, name.chinese] {
            if let other = seen[text], other != index {
                issues.append(CharterIssue.duplicate(text, at: place))
            }
            seen[text] = index
        }
    }

    private static func members(
        _ type: EnumType, at index: Int, _ issues: inout [CharterIssue]
    ) {
        let place = CharterPlace(.type, index, .members)
        if type.members.isEmpty || type.members.count > CharterLimits.members {
            issues.append(
                CharterIssue(
                    .tooManyItems, at: place,
                    Message(
                        "`\(type.name.id)` has \(type.members.count) members, not 1 to 64",
                        "“\(type.name.chinese)”有 \(type.members.count) 个成员，应为 1 至 64")))
        }
        var seen: [String: Int] = [:]
        for (position, member) in type.members.enumerated() {
            if !Identifier.isASCIIName(member.id) {
                issues.append(badName(member.id, at: place.down(position)))
            }
            if !Identifier.isName(member.chinese) {
                issues.append(badName(member.chinese, at: place.down(position)))
            }
            once(member, position, at: place.down(position), &seen, &issues)
        }
    }

    private static func laws(_ laws: [Law], _ issues: inout [CharterIssue]) {
        var seen: [String: Int] = [:]
        for (index, law) in laws.enumerated() {
            let place = CharterPlace(.law, index, .id)
            if !Identifier.isASCIIName(law.name.id) {
                issues.append(badName(law.name.id, at: place))
            }
            let isTitle = law.name.chinese.unicodeScalars.allSatisfy {
                !Identifier.isForbidden($0.value) && !Identifier.isSpace($0.value)
                    && $0 != "》" && $0 != "《"
            }
            if law.name.chinese.isEmpty || law.name.chinese.utf8.count > 192 || !isTitle {
                issues.append(badName(law.name.chinese, at: place))
            }
            once(law.name, index, at: place, &seen, &issues)
        }
    }

    private static func attributes(_ vocabulary: Vocabulary, _ issues: inout [CharterIssue]) {
        let types = vocabulary.types.map(\.name.id)
        for (index, attribute) in vocabulary.attributes.enumerated() {
            let place = CharterPlace(.attribute, index, .fields)
            switch attribute.type {
            case .enumeration(let type) where !types.contains(type),
                .set(let type) where !types.contains(type):
                issues.append(CharterIssue.unknownType(type, among: types, at: place))
            case .integer(let low, let high) where low > high:
                issues.append(CharterIssue.badRange(low, high, at: place))
            case .party, .ruleName, .text:
                issues.append(
                    CharterIssue(
                        .wrongType, at: place,
                        Message(
                            "`\(attribute.name.id)` has a type that only fields of records have",
                            "“\(attribute.name.chinese)”的类型只可用于记录字段")))
            default: break
            }
        }
    }
}
