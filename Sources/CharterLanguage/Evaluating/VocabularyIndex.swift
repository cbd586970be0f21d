/// A vocabulary that passed its checks, with its names ready for look-up; shared, never changed.
package final class VocabularyIndex: Sendable {
    package let vocabulary: Vocabulary
    private let attributes: [String: Int]
    private let types: [String: Int]
    private let members: [[String: Int]]
    private let laws: [String: Int]
    let kinds: [ValueKind]

    /// Throws where the vocabulary has a fault: a name twice, an unknown type, a bad identifier.
    package init(_ vocabulary: Vocabulary) throws(CharterFault) {
        let issues = VocabularyChecker.issues(of: vocabulary)
        if let issue = issues.first { throw CharterFault(issue) }
        self.vocabulary = vocabulary
        attributes = Self.lookUp(vocabulary.attributes.map(\.name))
        let types = Self.lookUp(vocabulary.types.map(\.name))
        self.types = types
        members = vocabulary.types.map { Self.lookUp($0.members) }
        laws = Self.lookUp(vocabulary.laws.map(\.name))
        kinds = vocabulary.attributes.map { ValueKind($0.type, types: types)! }
    }

    private static func lookUp(_ names: [BilingualName]) -> [String: Int] {
        var result: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            result[name.id] = index
            result[name.chinese] = index
        }
        return result
    }

    /// The index of an attribute, by id or Chinese name.
    package func attribute(named name: String) -> Int? { attributes[name] }

    /// The index of a type, by id or Chinese name.
    package func type(named name: String) -> Int? { types[name] }

    /// The index of a member in a type, by id or Chinese name.
    package func member(named name: String, of type: Int) -> Int? { members[type][name] }

    /// The index of a law, by code or Chinese title.
    package func law(named name: String) -> Int? { laws[name] }

    /// The kind of a type written in a script; nil where it names an unknown type.
    func kind(of type: ValueType) -> ValueKind? { ValueKind(type, types: types) }
}

/// A value type with its vocabulary type resolved to an index.
enum ValueKind: Hashable, Sendable {
    case bool
    case member(Int)
    case set(Int)
    case integer(Int64, Int64)
    case instant
    case party
    case ruleName
    case text

    init?(_ type: ValueType, types: [String: Int]) {
        switch type {
        case .bool: self = .bool
        case .enumeration(let name):
            guard let index = types[name] else { return nil }
            self = .member(index)
        case .set(let name):
            guard let index = types[name] else { return nil }
            self = .set(index)
        case .integer(let low, let high): self = .integer(low, high)
        case .instant: self = .instant
        case .party: self = .party
        case .ruleName: self = .ruleName
        case .text: self = .text
        }
    }

    /// Parties, rule names and texts: compared for equality only.
    var isHandle: Bool {
        switch self {
        case .party, .ruleName, .text: true
        default: false
        }
    }
}
