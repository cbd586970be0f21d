import Bilingual

/// Why bytes are not the canonical form of a value.
///
/// Codes are stable: verifiers in other languages report the same ones (docs/reference/coding.md).
package enum CodingFault: Error, Hashable, Sendable {
    /// The bytes end inside an item.
    case truncated(at: Int)
    /// Bytes follow the outermost item.
    case trailingBytes(at: Int)
    /// A length or number is not written in its shortest form.
    case notShortest(at: Int)
    /// Tags, maps, negatives, floats, simple values and indefinite lengths have no place here.
    case forbiddenType(at: Int)
    /// Another of the four types was due.
    case unexpectedType(at: Int)
    /// A text is not well-formed UTF-8.
    case malformedText(at: Int)
    /// An array has another number of elements than its format says.
    case wrongCount(at: Int, expected: UInt64, found: UInt64)
    /// Arrays nest deeper than `Limits.maximumDepth`.
    case tooDeep(at: Int)
    /// A count or length exceeds what the bytes that are left could hold, or the reader's limit.
    case tooLarge(at: Int)
    /// A number or a value is outside its declared range; the text names the field.
    case invalidValue(at: Int, field: StaticName)
    /// Re-encoding gives other bytes.
    case notCanonical

    /// A stable number for reports and exit messages.
    package var code: UInt64 {
        switch self {
        case .truncated: 1101
        case .trailingBytes: 1102
        case .notShortest: 1103
        case .forbiddenType: 1104
        case .unexpectedType: 1105
        case .malformedText: 1106
        case .wrongCount: 1107
        case .tooDeep: 1108
        case .tooLarge: 1109
        case .invalidValue: 1110
        case .notCanonical: 1111
        }
    }
}

/// The name of a field in a fault; a wrapper so that faults stay hashable and free of copies.
package struct StaticName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String
    package init(stringLiteral value: String) { description = value }
}

extension CodingFault: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        switch self {
        case .truncated(let at): "the bytes end inside an item at offset \(at)"
        case .trailingBytes(let at): "bytes follow the end at offset \(at)"
        case .notShortest(let at): "a number or length is not in its shortest form at offset \(at)"
        case .forbiddenType(let at): "a type that has no canonical form at offset \(at)"
        case .unexpectedType(let at): "another type was expected at offset \(at)"
        case .malformedText(let at): "a text is not well-formed UTF-8 at offset \(at)"
        case .wrongCount(let at, let expected, let found):
            "an array of \(found) elements at offset \(at), expected \(expected)"
        case .tooDeep(let at): "arrays nest too deep at offset \(at)"
        case .tooLarge(let at): "a length exceeds its limit at offset \(at)"
        case .invalidValue(let at, let field): "`\(field)` is out of range before offset \(at)"
        case .notCanonical: "the bytes are not the canonical form"
        }
    }

    package var chinese: String {
        switch self {
        case .truncated(let at): "第 \(at) 字节处的内容未完即止"
        case .trailingBytes(let at): "第 \(at) 字节处结尾之后还有内容"
        case .notShortest(let at): "第 \(at) 字节处的数字或长度不是最短写法"
        case .forbiddenType(let at): "第 \(at) 字节处的类型没有规范形式"
        case .unexpectedType(let at): "第 \(at) 字节处应为其他类型"
        case .malformedText(let at): "第 \(at) 字节处的文字不是合法的 UTF-8"
        case .wrongCount(let at, let expected, let found):
            "第 \(at) 字节处的数组有 \(found) 项，应为 \(expected) 项"
        case .tooDeep(let at): "第 \(at) 字节处嵌套过深"
        case .tooLarge(let at): "第 \(at) 字节处的长度超过限度"
        case .invalidValue(let at, let field): "第 \(at) 字节前的 `\(field)` 超出范围"
        case .notCanonical: "内容不是规范形式"
        }
    }
}
