import Bilingual

/// Why bytes are not a text that can be read; lines from 1.
package enum WrittenTextFault: Error, Hashable, Sendable {
    case utf16
    /// GBK or GB 18030.
    case gbk
    case notUTF8(line: Int)
    /// A zero byte: a file of another kind.
    case notText(line: Int)
    /// A character that some editors show as a new line and others do not.
    case hiddenLineEnd(line: Int)
    case tooLarge(bytes: Int, most: Int)
}

extension WrittenTextFault: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        switch self {
        case .utf16: "the text is in UTF-16: save it as UTF-8 and try again"
        case .gbk: "the text is in GBK (GB 18030): save it as UTF-8 and try again"
        case .notUTF8(let line):
            "line \(line) is not well-formed UTF-8: the file is damaged or in another encoding; "
                + "save it as UTF-8"
        case .notText(let line): "line \(line) has a zero byte: this is no file of text"
        case .hiddenLineEnd(let line):
            "line \(line) has a character that only some editors show as a new line "
                + "(U+000B, U+000C, U+0085, U+2028 or U+2029): put a plain line end in its place"
        case .tooLarge(let bytes, let most): "the text has \(bytes) bytes, at most \(most)"
        }
    }

    package var chinese: String {
        switch self {
        case .utf16: "文本采用 UTF-16 编码：请另存为 UTF-8 后重试"
        case .gbk: "文本采用 GBK（GB 18030）编码：请另存为 UTF-8 后重试"
        case .notUTF8(let line): "第 \(line) 行不是合法的 UTF-8：文件损坏或采用其他编码，请另存为 UTF-8"
        case .notText(let line): "第 \(line) 行含零字节：这不是文本文件"
        case .hiddenLineEnd(let line):
            "第 \(line) 行含有仅部分编辑器显示为换行的字符"
                + "（U+000B、U+000C、U+0085、U+2028 或 U+2029）：请改为普通换行"
        case .tooLarge(let bytes, let most): "文本有 \(bytes) 字节，上限 \(most)"
        }
    }
}
