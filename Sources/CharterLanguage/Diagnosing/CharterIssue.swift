import Bilingual

/// A finding of the checker, placed in the canonical tree.
package struct CharterIssue: Hashable, Sendable {
    package let code: DiagnosticCode
    package let place: CharterPlace
    package let message: Message
    package let hint: Message?

    package init(
        _ code: DiagnosticCode, at place: CharterPlace, _ message: Message, hint: Message? = nil
    ) {
        self.code = code
        self.place = place
        self.message = message
        self.hint = hint
    }
}

/// Where in a canonical tree something is: an item, a part of it, and the way down to a node.
package struct CharterPlace: Hashable, Sendable {
    package enum Section: String, Hashable, Sendable {
        case header, rule, record, transition, timeout, scenario, test, assertion
        case type, attribute, law
    }

    package enum Part: String, Hashable, Sendable {
        case id, basis, rank, overrides, when, unless, obligations, waivable
        case fields, edges, signers, quorum, effects, assignments, outcome, rules
        case version, vocabulary, effective, zone, budget, members, record, scenario
    }

    package let section: Section
    package let index: Int
    package let part: Part
    package let path: [Int]

    package init(_ section: Section, _ index: Int, _ part: Part, _ path: [Int] = []) {
        self.section = section
        self.index = index
        self.part = part
        self.path = path
    }

    func down(_ child: Int) -> CharterPlace { CharterPlace(section, index, part, path + [child]) }
}

extension CharterPlace: CustomStringConvertible {
    package var description: String {
        let way = path.map { "/\($0)" }.joined()
        return "\(section.rawValue) \(index + 1) \(part.rawValue)\(way)"
    }
}

/// Why canonical bytes are not a charter that may run.
package enum CharterFault: Error, Hashable, Sendable {
    /// The first error of the static check.
    case refused(CharterIssue)

    init(_ issue: CharterIssue) { self = .refused(issue) }

    /// The diagnostic's stable number.
    package var code: UInt64 {
        switch self {
        case .refused(let issue): issue.code.rawValue
        }
    }
}

extension CharterFault: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        switch self {
        case .refused(let issue): "\(issue.code) at \(issue.place): \(issue.message.english)"
        }
    }

    package var chinese: String {
        switch self {
        case .refused(let issue): "\(issue.code)，位于 \(issue.place)：\(issue.message.chinese)"
        }
    }
}
