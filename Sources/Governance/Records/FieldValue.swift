import CanonicalCoding
import CharterLanguage
import LedgerTypes

/// The value of a record's field as it is submitted: members of types by their ids.
package enum FieldValue: Hashable, Sendable, CanonicalCodable {
    case fact(FactLiteral)
    case party(Party)
    /// A rule's name or a code.
    case text(String)

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .fact(let fact):
            writer.unsigned(1)
            fact.encode(into: &writer)
        case .party(let party):
            writer.unsigned(2)
            party.encode(into: &writer)
        case .text(let text):
            writer.unsigned(3)
            writer.text(text)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .fact(try FactLiteral(from: &reader))
        case 2: self = .party(try Party(from: &reader))
        case 3: self = .text(try reader.text())
        default: throw .invalidValue(at: reader.offset, field: "field value")
        }
        reader.endArray()
    }

    /// The value in the terms of a field's type; nil where it is of another type.
    func value(_ type: ValueType, _ index: VocabularyIndex) -> FactValue? {
        switch (type, self) {
        case (.party, .party(let party)): .opaque(ByteString(party.canonicalBytes))
        case (.ruleName, .text(let text)), (.text, .text(let text)):
            Names.isCode(text) ? .text(text) : nil
        case (_, .fact(let literal)): literal.value(type, index)
        default: nil
        }
    }
}

extension FactLiteral {
    /// The literal in the terms of a type; nil where it is of another type or names no member.
    func value(_ type: ValueType, _ index: VocabularyIndex) -> FactValue? {
        switch (type, self) {
        case (.bool, .flag(let flag)): return .bool(flag)
        case (.integer, .integer(let value)): return .integer(value)
        case (.instant, .instant(let value)): return .instant(value)
        case (.enumeration(let name), .member(let member)):
            guard let type = index.type(named: name),
                let found = index.member(named: member, of: type)
            else { return nil }
            return .member(found)
        case (.set(let name), .members(let members)):
            guard let type = index.type(named: name) else { return nil }
            var bits: UInt64 = 0
            for member in members {
                guard let found = index.member(named: member, of: type) else { return nil }
                bits |= 1 << UInt64(found)
            }
            return .set(bits)
        default: return nil
        }
    }
}

/// A field with its value.
package struct NamedField: Hashable, Sendable, CanonicalCodable {
    package let name: String
    package let value: FieldValue

    package init(name: String, value: FieldValue) {
        self.name = name
        self.value = value
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(name)
        value.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        name = try reader.text()
        value = try FieldValue(from: &reader)
        reader.endArray()
    }
}
