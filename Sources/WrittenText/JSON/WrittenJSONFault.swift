import Bilingual

/// Why a JSON text gives no value; paths such as `members[2].name.zh`, lines and columns from 1.
package enum WrittenJSONFault: Error, Hashable, Sendable {
    case text(WrittenTextFault)
    case syntax(JSONFault, path: String, line: Int, column: Int)
    case missing(path: String)
    case wrongType(path: String, expected: Expected)
    /// Of the right type, and none of the values that may stand there.
    case wrongValue(path: String)
    case unknownName(path: String, nearest: String?)

    /// What should stand at a place.
    package enum Expected: Hashable, Sendable {
        case text
        case flag
        case list
        case object
        /// A number without fraction and exponent, within bounds.
        case wholeNumber(least: String, most: String)
        case number
    }
}

extension WrittenJSONFault: Worded, CustomStringConvertible {
    package var description: String { english }

    /// The way to the place; empty where it is the whole text.
    package var path: String {
        switch self {
        case .text: ""
        case .syntax(_, let path, _, _), .missing(let path), .wrongType(let path, _),
            .wrongValue(let path), .unknownName(let path, _):
            path
        }
    }

    package var english: String {
        switch self {
        case .text(let fault): return fault.english
        case .syntax(let fault, let path, let line, let column):
            let place = path.isEmpty ? "" : ", at `\(path)`"
            return "not JSON in line \(line), column \(column)\(place): \(fault.english)"
        case .missing(let path): return "`\(path)` is missing"
        case .wrongType(let path, let expected):
            return (path.isEmpty ? "the text" : "`\(path)`") + " must be \(expected.english)"
        case .wrongValue(let path): return "`\(path)` has a value that is not admitted"
        case .unknownName(let path, let nearest):
            return "`\(path)` is not known" + (nearest.map { ": did you mean `\($0)`?" } ?? "")
        }
    }

    package var chinese: String {
        switch self {
        case .text(let fault): return fault.chinese
        case .syntax(let fault, let path, let line, let column):
            let place = path.isEmpty ? "" : "（`\(path)`）"
            return "第 \(line) 行第 \(column) 列\(place)不是合法的 JSON：\(fault.chinese)"
        case .missing(let path): return "缺少 `\(path)`"
        case .wrongType(let path, let expected):
            return (path.isEmpty ? "全文" : "`\(path)` ") + "应为\(expected.chinese)"
        case .wrongValue(let path): return "`\(path)` 的取值不在允许范围"
        case .unknownName(let path, let nearest):
            return "未知的名称 `\(path)`" + (nearest.map { "：是否应为 `\($0)`？" } ?? "")
        }
    }
}

extension WrittenJSONFault.Expected {
    var english: String {
        switch self {
        case .text: "a text in quotes"
        case .flag: "true or false"
        case .list: "a list in brackets"
        case .object: "an object in braces"
        case .wholeNumber(let least, let most): "a whole number from \(least) to \(most)"
        case .number: "a number"
        }
    }

    var chinese: String {
        switch self {
        case .text: "带引号的文字"
        case .flag: " true 或 false"
        case .list: "方括号中的列表"
        case .object: "花括号中的对象"
        case .wholeNumber(let least, let most): " \(least) 至 \(most) 的整数"
        case .number: "数字"
        }
    }
}
