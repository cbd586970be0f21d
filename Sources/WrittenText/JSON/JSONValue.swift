/// A JSON text as a tree: members in the order written, numbers as their own text.
///
/// The gate judges the bytes that leave, so numbers are never converted and nothing is dropped.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(String)
    case text(String)
    case array([JSONValue])
    case object([JSONMember])
}

/// One name and value of an object.
package struct JSONMember: Hashable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue {
    /// The member of that name; nil where this is no object or has none.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The elements of an array; empty for anything else.
    package var elements: [JSONValue] {
        guard case .array(let values) = self else { return [] }
        return values
    }

    package var members: [JSONMember] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    package var numberText: String? {
        guard case .number(let text) = self else { return nil }
        return text
    }

    /// Follows names from object to object.
    package func at(_ names: String...) -> JSONValue? {
        var value: JSONValue? = self
        for name in names { value = value?[name] }
        return value
    }
}
