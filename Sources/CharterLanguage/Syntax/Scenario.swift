import CanonicalCoding

/// A named set of facts that tests start from.
package struct Scenario: Hashable, Sendable {
    package let id: String
    package let assignments: [Assignment]

    package init(id: String, assignments: [Assignment]) {
        self.id = id
        self.assignments = assignments
    }
}

/// One fact of a scenario or of a test.
package enum Assignment: Hashable, Sendable {
    case attribute(String, FactLiteral)
    /// Whether a waiver of the rule is active.
    case waived(rule: String, Bool)
    /// Whether the panel has agreed to what the rule escalated.
    case satisfied(rule: String, Bool)
}

/// A value as written in a script; members by id.
package enum FactLiteral: Hashable, Sendable {
    case flag(Bool)
    case member(String)
    /// Ascending by bytes; may be empty.
    case members([String])
    case integer(Int64)
    case instant(Int64)
}

/// A test inside the script: facts, and the outcome that the rules must give.
package struct TestCase: Hashable, Sendable {
    package let scenario: String
    package let changes: [Assignment]
    package let outcome: Outcome
    /// The exact rules that give it, in source order; empty where nothing speaks (`default`).
    package let rules: [String]
    /// The exact duties; nil where the test does not look at them.
    package let obligations: Obligations?

    package init(
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
package struct Assertion: Hashable, Sendable {
    /// True for `always`, false for `never`.
    package let always: Bool
    package let outcome: Outcome
    package let when: Expression

    package init(always: Bool, outcome: Outcome, when: Expression) {
        self.always = always
        self.outcome = outcome
        self.when = when
    }
}

/// What the rules say; the numbers are stable.
package enum Outcome: UInt64, Hashable, Sendable, CaseIterable {
    case permit = 1
    case deny = 2
    case escalate = 3
}

extension Outcome: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        guard let outcome = Outcome(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "outcome")
        }
        self = outcome
    }
}
