import CanonicalCoding
import CharterLanguage
import Sealing

/// What every seat computes about a proposed charter before the ballot opens: the same bytes on
/// every seat, because budgets are counted in nodes and never in time.
///
/// Source: docs/reference/charter-language.md, "The gate".
package struct GateReport: Hashable, Sendable {
    package let charter: Digest
    package let vocabulary: Digest
    package let nodeBudget: UInt64
    /// Cost bound of one decision.
    package let cost: UInt64
    package let testCount: UInt64
    /// Positions of the tests that failed.
    package let failedTests: [UInt64]
    package let assertions: [AssertionFinding]
    /// Ids of the rules that no test finds live, in source order.
    package let uncoveredRules: [String]
    /// Of the single tests in the conditions, both ways.
    package let conditionsCovered: UInt64
    package let conditionsTotal: UInt64
    package let warnings: [RuleWarning]
    /// `action+purpose` that no rule permits or escalates.
    package let holes: [String]

    /// Regions that one question may visit unless the parameters say otherwise.
    package static let defaultNodeBudget = 200_000

    package init(
        _ checked: CheckedCharter, suite: CryptoSuite,
        nodeBudget: Int = GateReport.defaultNodeBudget
    ) {
        charter = checked.digest(suite)
        vocabulary = checked.vocabulary.digest(suite)
        self.nodeBudget = UInt64(nodeBudget)
        cost = checked.cost
        let results = CharterTests.run(checked)
        testCount = UInt64(results.count)
        failedTests = results.filter { !$0.passed }.map { UInt64($0.index) }
        assertions = Assertions.decide(checked, nodeBudget: nodeBudget).map(AssertionFinding.init)
        let coverage = CharterTests.coverage(checked)
        uncoveredRules = coverage.indices.filter { !coverage[$0] }
            .map { checked.charter.rules[$0].id }
        let conditions = ConditionCoverage(checked)
        conditionsCovered = UInt64(conditions.covered)
        conditionsTotal = UInt64(conditions.total)
        let findings = CharterFindings(checked, nodeBudget: nodeBudget)
        warnings = findings.findings.map {
            RuleWarning(code: $0.code.rawValue, rule: checked.charter.rules[$0.rule].id)
        }
        holes = findings.holes.map { "\($0.action)+\($0.purpose)" }
    }

    /// Least share of single tests, both ways, that the tests must reach, in percent.
    package static let conditionPercent: UInt64 = 90

    /// Whether the ballot may open: tests pass, every rule is tested, nine tenths of the
    /// conditions come out both ways, every assertion holds.
    ///
    /// Warnings and holes are for the voters to weigh. An assertion that was not decided within
    /// the budget does not pass.
    package var passes: Bool {
        failedTests.isEmpty && uncoveredRules.isEmpty
            && conditionsCovered * 100 >= conditionsTotal * Self.conditionPercent
            && assertions.allSatisfy { $0.verdict == .holds }
    }

    /// What seats commit to.
    package func digest(_ suite: CryptoSuite) -> Digest {
        suite.digest(DigestDomain("tally/gate-report/v1"), of: self)
    }
}

/// What became of one assertion.
package struct AssertionFinding: Hashable, Sendable {
    package enum Verdict: UInt64, Hashable, Sendable {
        case holds = 1
        case refuted = 2
        case inconclusive = 3
    }

    package let verdict: Verdict
    /// Regions visited.
    package let nodes: UInt64
    /// The facts that refute it, as `name = value` of the vocabulary's ids.
    package let counterexample: [String]

    init(_ result: AssertionResult) {
        nodes = UInt64(result.nodes)
        switch result.verdict {
        case .holds: (verdict, counterexample) = (.holds, [])
        case .inconclusive: (verdict, counterexample) = (.inconclusive, [])
        case .refuted(let facts):
            (verdict, counterexample) = (.refuted, FactText.lines(facts, .english))
        }
    }
}

/// A warning about one rule.
package struct RuleWarning: Hashable, Sendable {
    /// The number of the diagnostic.
    package let code: UInt64
    package let rule: String
}
