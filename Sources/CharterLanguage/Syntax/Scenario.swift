import CanonicalCoding

/// A named set of facts that tests start from.
public struct Scenario: Hashable, Sendable {
    public let id: String
    public let assignments: [Assignment]

    public init(id: String, assignments: [Assignment]) {
        self.id = id
        self.assignments = assignments
    }
}

/// One fact of a scenario or of a test.
public enum Assignment: Hashable, Sendable {
    case attribute(String, FactLiteral)
    /// Whether a waiver of the rule is active.
    case waived(rule: String, Bool)
    /// Whether the panel has agreed to what the rule escalated.
    case satisfied(rule: String, Bool)
}

/// A value as written in a script; members by id.
public enum FactLiteral: Hashable, Sendable {
    case flag(Bool)
    case member(String)
    /// Ascending by bytes; may be empty.
    case members([String])
    case integer(Int64)
    case instant(Int64)
}

/// A test inside the script: facts, and the outcome that the rules must give.
public struct TestCase: Hashable, Sendable {
    public let scenario: String
    public let changes: [Assignment]
    public let outcome: Outcome
    /// The exact rules that give it, in source order; empty where nothing speaks (`default`).
    public let rules: [String]
    /// The exact duties; nil where the test does not look at them.
    public let obligations: Obligations?

    public init(
        scenario: String, changes: [Assignment], outcome: Outcome, rules: [String],
        obligations: Obligations?
    ) {
        self.scenario = scenario
        self.changes = changes
        self.outcome = outcome
        self.rules = rules
        self.obligations = obligations
    }
}

/// A property over all facts, decided without running them one by one.
public struct Assertion: Hashable, Sendable {
    /// True for `always`, false for `never`.
    public let always: Bool
    public let outcome: Outcome
    public let when: Expression

    public init(always: Bool, outcome: Outcome, when: Expression) {
        self.always = always
        self.outcome = outcome
        self.when = when
    }
}

/// What the rules say; the numbers are stable.
public enum Outcome: UInt64, Hashable, Sendable, CaseIterable {
    case permit = 1
    case deny = 2
    case escalate = 3
}

extension Outcome: CanonicalCodable {
    public func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        guard let outcome = Outcome(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "outcome")
        }
        self = outcome
    }
}
