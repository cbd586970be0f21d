import Foundation
import GovernanceSamples
import LedgerTypes
import TestSupport
import Testing

@testable import Governance

/// The page is printed from the rules, so that it cannot say anything else.
@Suite struct `Reference of signing rules` {
    @Test func `stands in the page, row by row`() throws {
        var expected = """
            # Who may sign / 谁可以签署

            Printed from the code: run the tests of Governance with `TALLY_WRITE_REFERENCE=1` after a \
            change. A test tries every row with every signer: where two are meant, no one person with \
            any gateways, no applicant, no follower and nobody suspended or out of office suffices.
            Reasons: [26](../internals/decisions/0026-nobody-alone.md).

            | kind | where | alone | signed by | 签署 |
            |---|---|---|---|---|

            """
        for row in SigningRow.all {
            let rule = SigningRule.of(row.kind).under(row.circumstances)
            let cells = [
                "\(row.kind.rawValue) \(row.kind.name)",
                row.circumstances.map(\.words.english).joined(separator: ", "),
                row.meant.words, rule?.words.english ?? "–", rule?.words.chinese ?? "–",
            ]
            expected += "| " + cells.joined(separator: " | ") + " |\n"
        }
        if ProcessInfo.processInfo.environment["TALLY_WRITE_REFERENCE"] != nil {
            let file = Fixture.root.appendingPathComponent("../../docs/reference/signing.md")
            try expected.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(try Fixture.text("../../docs/reference/signing.md") == expected)
        }
    }
}

extension Meant {
    fileprivate var words: String {
        switch self {
        case .one: "yes"
        case .two: "no"
        case .others: "no: another's key"
        }
    }
}

extension SigningRule {
    /// The rule that is left under circumstances; nil if nothing is asked.
    fileprivate func under(_ circumstances: [SigningCondition]) -> SigningRule? {
        switch self {
        case .when(let condition, let rule):
            return circumstances.contains(condition) ? rule.under(circumstances) : nil
        case .all(let rules):
            let left = rules.compactMap { $0.under(circumstances) }
            return left.count > 1 ? .all(left) : left.first
        case .any(let rules):
            return .any(rules.compactMap { $0.under(circumstances) })
        case .gateway, .quorumOfSeats, .quorumOfMembers, .governance, .replacedKey, .person,
            .countersigned, .appointers, .witness, .subject, .ownKey, .code, .parties:
            return self
        }
    }
}
