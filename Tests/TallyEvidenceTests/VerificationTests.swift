import TallyEvidence
import TestSupport
import Testing

/// What a stranger can do with a file and the chain's digest: nothing else of the house is imported.
@Suite struct `Verifying as a stranger` {
    private let file: [UInt8]
    private let genesis: String

    init() throws {
        file = try Fixture.bytes("evidence/consortium.evidence")
        genesis = String(try Fixture.text("evidence/consortium.genesis").prefix(64))
    }

    @Test func `a file that holds is told check by check, event by event`() throws {
        let verification = Verification(of: file, under: try CourtDemands(genesis: genesis))
        #expect(verification.verdict == .passed)
        #expect(verification.verdict.name == "TOTAL-PASSED")
        #expect(verification.code == nil)
        #expect(verification.checks.count > 40)
        #expect(verification.checks.allSatisfy { !$0.english.isEmpty && !$0.chinese.isEmpty })
        #expect(verification.checks.map(\.code) == verification.checks.map(\.code).sorted())
        #expect(verification.events.count == 7)
        let consent = try #require(verification.events.first { $0.index == 2 })
        #expect(consent.disclosed.map(\.name) == ["purpose"])
        #expect(consent.disclosed.first?.value == Array("value of purpose".utf8))
        #expect(consent.withheldCount == 2 && !consent.lines.isEmpty)
        #expect(consent.timeMilliseconds > 1_772_323_200_000)
        #expect(verification.fileDigest.utf8.count == 64)
    }

    @Test func `the whole report comes as text, page and JSON`() throws {
        let verification = Verification(of: file, under: try CourtDemands(genesis: genesis))
        #expect(verification.text(in: .chinese).contains("糖尿病联盟"))
        #expect(verification.text(in: .english).contains("Diabetes consortium"))
        #expect(verification.page(in: .chinese).hasPrefix("<!DOCTYPE html>"))
        #expect(verification.json.contains("\"verdict\":\"TOTAL-PASSED\""))
        #expect(verification.json.utf8.allSatisfy { $0 < 128 })
    }

    @Test func `each flipped bit fails with a code, and shows nothing`() throws {
        let demands = try CourtDemands(genesis: genesis)
        for place in stride(from: 0, to: file.count, by: file.count / 60) {
            var changed = file
            changed[place] ^= 1
            let verification = Verification(of: changed, under: demands)
            #expect(verification.verdict == .failed, "byte \(place)")
            #expect(verification.code != nil && verification.events.isEmpty)
            let failed = verification.checks.filter { $0.result == .failed }
            #expect(failed.map(\.code) == [verification.code])
        }
    }

    @Test(arguments: [[], [0], Array("PK".utf8)]) func `what is no evidence file fails`(
        bytes: [UInt8]
    ) throws {
        let verification = Verification(of: bytes, under: try CourtDemands(genesis: genesis))
        #expect(verification.verdict == .failed)
        #expect(verification.code.map { 7101...7108 ~= $0 } == true)
    }

    @Test func `the digest of another chain fails the file`() throws {
        let other = String(repeating: "0", count: 64)
        let verification = Verification(of: file, under: try CourtDemands(genesis: other))
        #expect(verification.code == 7401)
    }

    @Test func `a demand that is not met leaves it open`() throws {
        let policy = Array("tally-policy v1\r\n# the court\r\nminimum-height 99\r\n".utf8)
        let demands = try CourtDemands(policy: policy, genesis: genesis)
        let verification = Verification(of: file, under: demands)
        #expect(verification.verdict == .indeterminate)
        #expect(verification.checks.contains { $0.result == .indeterminate })
    }

    @Test func `demands that cannot be read say what to do in both languages`() {
        let fault = #expect(throws: CourtDemandsFault.self) { try CourtDemands(genesis: "12") }
        #expect(fault?.english.contains("64 hexadecimal digits") == true)
        #expect(fault?.chinese.contains("64 位十六进制") == true)
        let line = #expect(throws: CourtDemandsFault.self) {
            try CourtDemands(policy: Array("tally-policy v1\nmaximum 1\n".utf8), genesis: genesis)
        }
        #expect(line?.english.contains("line 2") == true)
    }

    @Test func `two files of one chain are compared`() throws {
        let demands = try CourtDemands(genesis: genesis)
        let first = Verification(of: file, under: demands)
        let second = Verification(
            of: try Fixture.bytes("evidence/withheld.evidence"), under: demands)
        #expect(second.verdict == .passed)
        let comparison = Comparison(first, second)
        #expect(comparison.verdict == .passed)
        #expect(comparison.text(in: .english).contains("the files agree"))
        let broken = Comparison(first, Verification(of: [], under: demands))
        #expect(broken.verdict == .failed)
        #expect(
            Verification.Verdict.worst([.passed, .indeterminate, .failed]) == .failed)
    }
}
