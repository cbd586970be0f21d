import Foundation

/// A JSON value; flags and numbers stay apart.
enum JSON: Decodable, Equatable, Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Int64.self) {
            self = .integer(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSON].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    init(_ text: String) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
    }

    /// The members of an object; empty for every other value.
    var fields: [String: JSON] { if case .object(let fields) = self { fields } else { [:] } }
    var items: [JSON] { if case .list(let items) = self { items } else { [] } }
    var string: String? { if case .text(let text) = self { text } else { nil } }

    subscript(_ name: String) -> JSON? { fields[name] }
}

/// Compares values with the schemas of the interface's own document: every required key is there,
/// no key is undeclared, every value has its type.
struct SchemaChecker: Sendable {
    let schemas: [String: JSON]

    /// What does not fit, by place; empty where everything does.
    func faults(_ value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
        if let name = schema["$ref"]?.string?.split(separator: "/").last.map(String.init) {
            guard let target = schemas[name] else { return ["\(place): no schema \(name)"] }
            return faults(value, target, at: place)
        }
        switch (schema["type"]?.string, value) {
        case ("string", .text(let text)): return faults(text, schema, place)
        case ("integer", .integer(let number)):
            guard case .integer(let least)? = schema["minimum"], number < least else { return [] }
            return ["\(place): \(number) is below \(least)"]
        case ("boolean", .flag): return []
        case ("array", .list(let items)):
            guard let element = schema["items"] else { return ["\(place): no items"] }
            return items.enumerated().flatMap { faults($1, element, at: "\(place)[\($0)]") }
        case ("object", .object(let fields)): return faults(fields, schema, place)
        default: return ["\(place): \(value) is no \(schema["type"]?.string ?? "?")"]
        }
    }

    private func faults(_ text: String, _ schema: JSON, _ place: String) -> [String] {
        if let words = schema["enum"]?.items, !words.contains(.text(text)) {
            return ["\(place): \(text) is none of its words"]
        }
        if let pattern = schema["pattern"]?.string, let regex = try? Regex(pattern),
            (try? regex.wholeMatch(in: text)) == nil
        {
            return ["\(place): \(text.prefix(40)) does not fit \(pattern)"]
        }
        return []
    }

    private func faults(_ fields: [String: JSON], _ schema: JSON, _ place: String) -> [String] {
        let declared = schema["properties"]?.fields ?? [:]
        let rest = schema["additionalProperties"]
        var found = (schema["required"]?.items ?? []).compactMap(\.string)
            .filter { fields[$0] == nil }.map { "\(place).\($0) is missing" }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            if let schema = declared[name] ?? rest {
                found += faults(value, schema, at: "\(place).\(name)")
            } else {
                found.append("\(place).\(name) is not declared")
            }
        }
        return found
    }
}
