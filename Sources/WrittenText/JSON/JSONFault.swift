import Bilingual

/// Why bytes are not a JSON text that the room accepts; offsets in bytes.
package enum JSONFault: Error, Hashable, Sendable {
    case truncated(at: Int)
    case unexpected(at: Int)
    case trailingBytes(at: Int)
    case malformedText(at: Int)
    case malformedNumber(at: Int)
    /// An escape is unknown, cut short or half of a surrogate pair.
    case malformedEscape(at: Int)
    /// A control character stands unescaped in a text.
    case controlCharacter(at: Int)
    /// An object names the same member twice: readers would disagree about which one counts.
    case duplicateName(at: Int)
    case tooDeep(at: Int)
    case tooLarge(at: Int)

    /// A stable number for reports.
    package var code: UInt64 {
        switch self {
        case .truncated: 6001
        case .unexpected: 6002
        case .trailingBytes: 6003
        case .malformedText: 6004
        case .malformedNumber: 6005
        case .malformedEscape: 6006
        case .controlCharacter: 6007
        case .duplicateName: 6008
        case .tooDeep: 6009
        case .tooLarge: 6010
        }
    }

    /// Where reading stopped.
    package var offset: Int {
        switch self {
        case .truncated(let at), .unexpected(let at), .trailingBytes(let at),
            .malformedText(let at), .malformedNumber(let at), .malformedEscape(let at),
            .controlCharacter(let at), .duplicateName(let at), .tooDeep(let at), .tooLarge(let at):
            at
        }
    }

    package var english: String {
        switch self {
        case .truncated: "the text ends too early"
        case .unexpected: "another character was expected"
        case .trailingBytes: "bytes follow the end"
        case .malformedText: "not well-formed UTF-8"
        case .malformedNumber: "not a JSON number"
        case .malformedEscape: "an escape that means no character"
        case .controlCharacter: "an unescaped control character"
        case .duplicateName: "a member is named twice"
        case .tooDeep: "nested too deep"
        case .tooLarge: "larger than allowed"
        }
    }

    package var chinese: String {
        switch self {
        case .truncated: "内容提前结束"
        case .unexpected: "此处应为其他字符"
        case .trailingBytes: "结尾之后还有内容"
        case .malformedText: "不是合法的 UTF-8"
        case .malformedNumber: "不是合法的 JSON 数字"
        case .malformedEscape: "转义不表示任何字符"
        case .controlCharacter: "含未转义的控制字符"
        case .duplicateName: "同一对象中成员重名"
        case .tooDeep: "嵌套过深"
        case .tooLarge: "超过允许的大小"
        }
    }
}

extension JSONFault: Worded, CustomStringConvertible {
    package var description: String { "\(english) at offset \(offset)" }
}
