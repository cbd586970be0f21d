/// A wrong call told in Chinese: the parser of arguments speaks English only.
enum UsageWords {
    /// The parser's first words, with what they mean; its own line follows, since it names the part.
    private static let beginnings: [(english: String, chinese: String)] = [
        ("Error: Missing expected argument", "缺少必填的参数"),
        ("Error: Missing one of", "缺少必填的参数之一"),
        ("Error: Missing value for", "选项后缺少取值"),
        ("Error: Unknown option", "没有这个选项"),
        ("Error: Unexpected argument", "多余的参数"),
        ("Error: The value", "取值的写法不对"),
        ("Error: Value to be set with flag", "选项互相矛盾"),
    ]

    /// The message in Chinese, with the parser's own below it.
    static func chinese(_ message: String) -> String {
        let found = beginnings.first { message.hasPrefix($0.english) }?.chinese
        return "tally：命令写法有误：\(found ?? "见下")。请按下面的用法改正，或加 --help 查看说明。\n" + message
    }
}
