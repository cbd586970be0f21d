import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Whom a question was about, and who asked: what a standing by a permit comes from.
@Suite struct `Questions that were asked` {
    /// B's patients p1 and p2, both in one data set.
    private static func both() throws -> (ledger: TestLedger, asset: RecordID) {
        var ledger = Samples.ledger(try TestConsortium()).ledger
        let receipt = ledger.run(
            RegisterAsset(description: Samples.asset(["p1", "p2"])), by: "centre-b",
            keys: ["gateway/centre-b"])
        return (ledger, try RecordID(canonical: receipt.detail))
    }

    @Test func `about one patient of a data set are about that one alone`() throws {
        let (ledger, asset) = try Self.both()
        let state = ledger.state
        let one = PatientContent(Samples.request(asset, subject: "p1"), in: state)
        #expect(one.patients == [TestConsortium.pseudonym("p1")])
        let all = PatientContent(Samples.request(asset), in: state)
        #expect(all.patients == Set(["p1", "p2"].map(TestConsortium.pseudonym)))
    }

    @Test func `give a standing with the patient that they name, by a code as well`() throws {
        var ledger = try TestLedger.withSmallRules()
        let codes = `Authorisation codes`()
        let receipt = ledger.run(
            RegisterAsset(description: Samples.asset(["patient", "refuser"])), by: "centre-b",
            keys: ["gateway/centre-b"])
        let asset = try RecordID(canonical: receipt.detail)
        let code = codes.issue(codes.code(ledger), &ledger)
        let request = Samples.request(asset, subject: "patient")
        #expect(codes.redeem(code, request, &ledger).outcome == .permit)
        let entry = try #require(ledger.entries.last)
        let state = ledger.state
        let found = try #require(AskedRequest.asked(entry, in: state))
        let person = TestConsortium.person("hospital-a", "physician")
        #expect(found.person == person)
        #expect(found.request.patients == [TestConsortium.pseudonym("patient")])
        let readership = Readership(.staff(person), on: state, requests: [found.request])
        func standing(_ name: String) -> PatientStanding? {
            readership.standing(in: PatientContent(patient: TestConsortium.pseudonym(name)))
        }
        #expect(standing("patient") == .permit)
        #expect(standing("refuser") == nil)
        // What was refused is nobody's question.
        #expect(codes.redeem(code, request, keys: [], &ledger).outcome == .refused)
        #expect(AskedRequest.asked(try #require(ledger.entries.last), in: ledger.state) == nil)
    }
}
