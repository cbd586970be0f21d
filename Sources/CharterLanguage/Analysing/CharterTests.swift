/// What a test inside a script gave.
package struct TestResult: Hashable, Sendable {
    /// Position among the tests of the charter.
    package let index: Int
    /// From the source text; empty where only canonical bytes are at hand.
    package let title: String
    package let passed: Bool
    package let expected: TestCase
    package let found: Ruling
}

/// Runs the tests that a charter carries.
package enum CharterTests {
    package static func run(
        _ checked: CheckedCharter, titles: CharterTitles? = nil
    ) -> [TestResult] {
        checked.charter.tests.enumerated().map { at, test in
            let found = Decider.decide(checked, checked.facts(of: test))
            let rules = Set(found.reasons.map(\.rule))
            let passed =
                found.outcome == test.outcome && rules == Set(test.rules)
                && test.obligations.map { $0 == found.obligations } ?? true
            return TestResult(
                index: at, title: titles?.tests[at] ?? "", passed: passed, expected: test,
                found: found)
        }
    }

    /// For each rule whether some test finds it live, by its position.
    package static func coverage(_ checked: CheckedCharter) -> [Bool] {
        var covered = [Bool](repeating: false, count: checked.charter.rules.count)
        for test in checked.charter.tests {
            guard let live = LiveRules(checked, checked.facts(of: test)) else { continue }
            for rule in covered.indices where live.isLive(rule) { covered[rule] = true }
        }
        return covered
    }
}

extension CheckedCharter {
    /// The facts of a test: its scenario, then its own changes.
    package func facts(of test: TestCase) -> Facts {
        let scenario = charter.scenarios.first { $0.id == test.scenario }
        return facts((scenario?.assignments ?? []) + test.changes)
    }

    /// Facts from assignments; a later one replaces an earlier one.
    ///
    /// The assignments must be of this charter, which was checked.
    func facts(_ assignments: [Assignment]) -> Facts {
        var facts = Facts(index)
        for assignment in assignments {
            switch assignment {
            case .waived(let rule, let flag):
                facts.waived.removeAll { $0 == rule }
                if flag { facts.waived.append(rule) }
            case .satisfied(let rule, let flag):
                facts.satisfiedEscalations.removeAll { $0 == rule }
                if flag { facts.satisfiedEscalations.append(rule) }
            case .attribute(let path, let literal):
                do {
                    switch literal {
                    case .flag(let flag): try facts.set(path, .bool(flag))
                    case .member(let member): try facts.set(path, memberNamed: member)
                    case .members(let members): try facts.set(path, membersNamed: members)
                    case .integer(let value): try facts.set(path, .integer(value))
                    case .instant(let instant): try facts.set(path, .instant(instant))
                    }
                } catch {
                    preconditionFailure("a checked assignment of `\(path)` failed: \(error)")
                }
            }
        }
        return facts
    }
}

/// How many single tests of the conditions some test of the charter finds true, and how many false.
package struct ConditionCoverage: Hashable, Sendable {
    /// Twice the number of single tests: each can come out both ways.
    package let total: Int
    package let covered: Int

    package init(_ checked: CheckedCharter) {
        var seen: [[Bool]] = []
        for rule in checked.resolvedRules {
            rule.applies.forEachAtom { _ in seen.append([false, false]) }
        }
        for test in checked.charter.tests {
            let words = checked.facts(of: test).words
            var at = 0
            for rule in checked.resolvedRules {
                rule.applies.forEachAtom { atom in
                    let holds = words.withUnsafeBufferPointer { atom.holds($0) }
                    seen[at][holds ? 1 : 0] = true
                    at += 1
                }
            }
        }
        total = 2 * seen.count
        covered = seen.joined().filter { $0 }.count
    }

    /// Whole percent, rounded down; 100 where there is nothing to cover.
    package var percent: Int { total == 0 ? 100 : covered * 100 / total }
}
