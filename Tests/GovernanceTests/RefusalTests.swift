import Foundation
import LedgerTypes
import TestSupport
import Testing

@testable import Governance

@Suite struct `Refusals` {
    @Test func `have distinct numbers, names and sentences in both languages`() {
        #expect(Set(Refusal.all.map(\.code)).count == Refusal.all.count)
        #expect(Set(Refusal.all.map(\.name)).count == Refusal.all.count)
        for refusal in Refusal.all {
            #expect((3_000...3_999).contains(refusal.code.value), "\(refusal)")
            #expect(!refusal.english.isEmpty && refusal.english.utf8.allSatisfy { $0 < 0x80 })
            #expect(refusal.chinese.unicodeScalars.contains { $0.value > 0x2e80 }, "\(refusal)")
            #expect(Refusal.named(refusal.code) == refusal)
        }
        #expect(Refusal.named(.none) == nil)
    }

    @Test func `stand in the reference, each with its sentences`() throws {
        let page = try Fixture.text("../../docs/reference/refusals.md")
        var expected = """
            # Refusals / 拒绝代码

            A refused transaction is an entry without effect; its receipt has one of these codes. \
            Numbers below 3050 keep a transaction out of blocks; so does every other where the body \
            alone is at fault. The list is made from the code: \
            run the tests of Governance with `TALLY_WRITE_REFERENCE=1` after a change.

            | code | name | English | 中文 |
            |---|---|---|---|

            """
        for refusal in Refusal.all {
            expected +=
                "| \(refusal.code) | `\(refusal.name)` | \(refusal.english) | \(refusal.chinese) |\n"
        }
        if ProcessInfo.processInfo.environment["TALLY_WRITE_REFERENCE"] != nil {
            let file = Fixture.root.appendingPathComponent("../../docs/reference/refusals.md")
            try expected.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(page == expected)
        }
    }
}
