import CanonicalCoding
import CharterLanguage
import CharterTooling
import Sealing
import TestSupport
import Testing

@Suite struct `Gate report` {
    @Test(arguments: Consortium.all)
    func `the charters of the example consortium pass`(
        _ name: String, _ vocabulary: String
    ) throws {
        let checked = try #require(try Consortium.charter(name, vocabulary).charter)
        let report = GateReport(checked, suite: .ed25519SHA256)
        #expect(report.passes)
        #expect(try GateReport(canonical: report.canonicalBytes) == report)
        let again = GateReport(checked, suite: .ed25519SHA256)
        #expect(again.digest(.ed25519SHA256) == report.digest(.ed25519SHA256))
        #expect(report.warnings.isEmpty)
        #expect(report.conditionsCovered * 100 >= report.conditionsTotal * 90)
    }

    @Test func `a rule without a test, a failing test and a refuted assertion do not pass`() throws
    {
        let index = try Consortium.index("diabetes_v1")
        func report(_ change: (String) -> String) throws -> GateReport {
            let text = String(
                decoding: try Consortium.source("diabetes_consortium", .english), as: UTF8.self)
            let source = Array(change(text).utf8)
            let compiled = CharterCompiler.compile(source: source, index: index)
            return GateReport(try #require(compiled.charter), suite: .ed25519SHA256)
        }
        let refuted = try report {
            $0.replacing("  and not transfer.leaves_domain\n", with: "")
        }
        #expect(refuted.assertions.map(\.verdict) == [.holds, .refuted])
        #expect(refuted.assertions[1].counterexample.contains("transfer.leaves_domain = yes"))
        #expect(!refuted.passes)
        let failing = try report {
            $0.replacing("expect escalate by R7", with: "expect deny by R7")
        }
        #expect(failing.failedTests == [5])
        #expect(!failing.passes)
        let untested = try report {
            $0.replacing(
                "rule R2 \"",
                with: """
                    rule R9 "x" basis PACT forbid when actor.tier is community

                    rule R2 "
                    """)
        }
        #expect(untested.uncoveredRules == ["R9"])
        #expect(!untested.passes)
    }
}
