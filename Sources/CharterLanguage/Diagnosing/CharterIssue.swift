import Bilingual

/// A finding of the checker, placed in the canonical tree.
public struct CharterIssue: Hashable, Sendable {
    public let code: DiagnosticCode
    public let place: CharterPlace
    public let message: Message
    public let hint: Message?

    public init(
        _ code: DiagnosticCode, at place: CharterPlace, _ message: Message, hint: Message? = nil
    ) {
        self.code = code
        self.place = place
        self.message = message
        self.hint = hint
    }
}

/// Where in a canonical tree something is: an item, a part of it, and the way down to a node.
public struct CharterPlace: Hashable, Sendable {
    public enum Section: String, Hashable, Sendable {
        case header, rule, record, transition, timeout, scenario, test, assertion
        case type, attribute, law
    }

    public enum Part: String, Hashable, Sendable {
        case id, basis, rank, overrides, when, unless, obligations, waivable
        case fields, edges, signers, quorum, effects, assignments, outcome, rules
        case version, vocabulary, effective, zone, budget, members, record, scenario
    }

    public let section: Section
    public let index: Int
    public let part: Part
    public let path: [Int]

    public init(_ section: Section, _ index: Int, _ part: Part, _ path: [Int] = []) {
        self.section = section
        self.index = index
        self.part = part
        self.path = path
    }

    func down(_ child: Int) -> CharterPlace { CharterPlace(section, index, part, path + [child]) }
}

extension CharterPlace: CustomStringConvertible {
    public var description: String {
        let way = path.map { "/\($0)" }.joined()
        return "\(section.rawValue) \(index + 1) \(part.rawValue)\(way)"
    }
}

/// Why canonical bytes are not a charter that may run.
public enum CharterFault: Error, Hashable, Sendable {
    /// The first error of the static check.
    case refused(CharterIssue)

    init(_ issue: CharterIssue) { self = .refused(issue) }

    /// The diagnostic's stable number.
    public var code: UInt64 {
        switch self {
        case .refused(let issue): issue.code.rawValue
        }
    }
}

extension CharterFault: Worded, CustomStringConvertible {
    public var description: String { english }

    public var english: String {
        switch self {
        case .refused(let issue): "\(issue.code) at \(issue.place): \(issue.message.english)"
        }
    }

    public var chinese: String {
        switch self {
        case .refused(let issue): "\(issue.code)，位于 \(issue.place)：\(issue.message.chinese)"
        }
    }
}
