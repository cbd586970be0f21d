import WrittenText

extension CharterIssue {
    static func duplicate(_ name: String, at place: CharterPlace) -> CharterIssue {
        CharterIssue(
            .duplicateName, at: place,
            Message("`\(name)` is declared twice", "“\(name)”重复声明"),
            hint: Message("give one of them another name", "请为其中之一另取名称"))
    }

    static func reserved(_ name: String, at place: CharterPlace) -> CharterIssue {
        CharterIssue(
            .reservedName, at: place,
            Message("`\(name)` is a word of the language", "“\(name)”是保留字"),
            hint: Message("choose another name", "请另取名称"))
    }

    static func badIdentifier(_ name: String, at place: CharterPlace) -> CharterIssue {
        CharterIssue(
            .badIdentifier, at: place,
            Message("`\(name)` is not a name", "“\(name)”不是合法名称"))
    }

    static func unknownType(
        _ name: String, among names: [String], at place: CharterPlace
    ) -> CharterIssue {
        CharterIssue(
            .unknownType, at: place,
            Message("unknown type `\(name)`", "未知类型“\(name)”"),
            hint: NearMiss.hint(for: name, among: names))
    }

    static func badRange(_ low: Int64, _ high: Int64, at place: CharterPlace) -> CharterIssue {
        CharterIssue(
            .badRange, at: place,
            Message(
                "the range \(low) to \(high) is empty", "范围 \(low) 至 \(high) 为空"),
            hint: Message("write the smaller number first", "请先写较小的数"))
    }
}

/// Suggests the name that was probably meant.
enum NearMiss {
    static func hint(for name: String, among names: [String]) -> Message? {
        NearestName.best(for: name, among: names).map {
            Message("did you mean `\($0)`?", "是否应为“\($0)”？")
        }
    }
}
