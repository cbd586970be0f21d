import Bilingual
import CanonicalCoding

/// The value of one attribute, or of one field of a record.
package enum FactValue: Hashable, Sendable {
    case bool(Bool)
    /// Index of the member in its type.
    case member(Int)
    /// One bit a member, by its index in the type.
    case set(UInt64)
    case integer(Int64)
    /// Milliseconds since 1970-01-01T00:00Z.
    case instant(Int64)
    /// A party, a rule name or a text of a record: compared byte by byte, for equality only.
    case opaque(ByteString)

    /// A rule name or a text.
    package static func text(_ text: String) -> FactValue { .opaque(ByteString(Array(text.utf8))) }
}

extension FactValue: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .bool(let flag):
            writer.unsigned(1)
            writer.flag(flag)
        case .member(let index):
            writer.unsigned(2)
            writer.unsigned(UInt64(index))
        case .set(let bits):
            writer.unsigned(3)
            writer.unsigned(bits)
        case .integer(let value):
            writer.unsigned(4)
            writer.signed(value)
        case .instant(let value):
            writer.unsigned(5)
            writer.signed(value)
        case .opaque(let bytes):
            writer.unsigned(6)
            bytes.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .bool(try reader.flag())
        case 2: self = .member(try reader.integer(upTo: CharterLimits.members - 1, field: "member"))
        case 3: self = .set(try reader.unsigned())
        case 4: self = .integer(try reader.signed())
        case 5: self = .instant(try reader.signed())
        case 6: self = .opaque(try ByteString(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "fact")
        }
        reader.endArray()
    }
}

/// Why a value cannot be a fact.
package enum FactFault: Error, Hashable, Sendable {
    /// The vocabulary has no such attribute, or the record no such field.
    case unknownName(String)
    /// The type has no such member.
    case unknownMember(String, of: String)
    /// The value is of another type.
    case wrongType(String)
    /// The number or the time is outside the declared range.
    case outOfRange(String)
    /// A field that a guard reads has no value.
    case missing(String)

    /// A stable number for receipts.
    package var code: UInt64 {
        switch self {
        case .unknownName: 1351
        case .unknownMember: 1352
        case .wrongType: 1353
        case .outOfRange: 1354
        case .missing: 1355
        }
    }
}

extension FactFault: Worded {
    package var english: String {
        switch self {
        case .unknownName(let name): "`\(name)` is not known"
        case .unknownMember(let name, let type): "`\(name)` is no value of \(type)"
        case .wrongType(let name): "`\(name)` is of another type"
        case .outOfRange(let name): "`\(name)` is out of range"
        case .missing(let name): "`\(name)` has no value"
        }
    }

    package var chinese: String {
        switch self {
        case .unknownName(let name): "没有“\(name)”"
        case .unknownMember(let name, let type): "“\(name)”不是 \(type) 的取值"
        case .wrongType(let name): "“\(name)”的类型不符"
        case .outOfRange(let name): "“\(name)”超出范围"
        case .missing(let name): "“\(name)”没有取值"
        }
    }
}
