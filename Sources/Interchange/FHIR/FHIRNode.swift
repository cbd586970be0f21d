import Foundation

/// A value of a FHIR resource with the path that leads to it, for messages.
struct FHIRNode {
    let path: String
    let tree: FHIRTree

    subscript(_ name: String) -> FHIRNode? {
        guard case .object(let members) = tree, let member = members[name] else { return nil }
        return FHIRNode(path: path.isEmpty ? name : path + "." + name, tree: member)
    }

    /// The elements of an array, each with its own path; empty for anything else.
    var elements: [FHIRNode] {
        guard case .array(let values) = tree else { return [] }
        return values.enumerated().map { index, value in
            FHIRNode(path: "\(path)[\(index)]", tree: value)
        }
    }

    var text: String? {
        guard case .text(let text) = tree else { return nil }
        return text
    }

    var isArray: Bool {
        if case .array = tree { return true }
        return false
    }

    /// Names of the members, sorted.
    var names: [String] {
        guard case .object(let members) = tree else { return [] }
        return members.keys.sorted()
    }
}

/// JSON as FHIR uses it.
enum FHIRTree: Decodable {
    case object([String: FHIRTree])
    case array([FHIRTree])
    case text(String)
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let values = try? container.decode([FHIRTree].self) {
            self = .array(values)
        } else if let members = try? container.decode([String: FHIRTree].self) {
            self = .object(members)
        } else {
            self = .other
        }
    }
}
