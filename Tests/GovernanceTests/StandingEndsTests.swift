import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// When a standing with a patient is over.
@Suite struct `Standings that end` {
    private let overrides = `Overrides`()

    private func standing(
        _ ledger: TestLedger, _ patient: String, _ name: String = "physician",
        of member: String = "hospital-a"
    ) -> PatientStanding? {
        Readership(.staff(TestConsortium.person(member, name)), on: ledger.state).standing(
            in: PatientContent(patient: TestConsortium.pseudonym(patient)))
    }

    @Test func `an override that nobody approved opened nothing`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(overrides.declare(overrides.declaration(ledger, "refuser"), &ledger) == nil)
        #expect(ledger.found(Tables.overrides, ledger.lastRecord)?.access == .pending)
        #expect(standing(ledger, "refuser") == nil)
        // Nobody writes it up: overdue, it opens no more than before.
        ledger.advance(by: .days(30))
        #expect(ledger.found(Tables.overrides, ledger.lastRecord)?.state == .overdue)
        #expect(standing(ledger, "refuser") == nil)
    }

    @Test func `an approved one informs both physicians`() throws {
        var ledger = try TestLedger.withSmallRules()
        let second = TestConsortium.person("hospital-a", "physician-2")
        let body = overrides.declaration(ledger, "refuser", approver: second)
        #expect(overrides.declare(body, &ledger) == nil)
        let approve = ApproveOverride(override: ledger.lastRecord)
        #expect(standing(ledger, "refuser", "physician-2") == nil)
        #expect(ledger.inPerson(approve, "hospital-a", "physician-2") == nil)
        #expect(standing(ledger, "refuser") == .override)
        #expect(standing(ledger, "refuser", "physician-2") == .override)
    }

    @Test func `one that is neglected informs until it is to be written up, and no longer`() throws
    {
        var ledger = try TestLedger.withSmallRules()
        #expect(overrides.declare(overrides.declaration(ledger, hours: 1), &ledger) == nil)
        ledger.advance(by: .hours(5))
        #expect(standing(ledger, "patient") == .override)
        ledger.advance(by: .hours(1))
        #expect(standing(ledger, "patient") == nil)
        ledger.advance(by: .days(30))
        #expect(standing(ledger, "patient") == nil)
    }

    @Test func `one that is written up informs as long as it is open`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(overrides.declare(overrides.declaration(ledger, hours: 2), &ledger) == nil)
        ledger.run(
            WriteUpOverride(override: ledger.lastRecord), committing: "record", by: "hospital-a",
            staff: "physician", keys: ["staff/hospital-a/physician"])
        ledger.advance(by: .hours(1))
        #expect(standing(ledger, "patient") == .override)
        ledger.advance(by: .hours(1))
        #expect(standing(ledger, "patient") == nil)
    }

    @Test func `one that was found unjustified informs nobody any more`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(overrides.declare(overrides.declaration(ledger), &ledger) == nil)
        var found = try #require(ledger.found(Tables.overrides, ledger.lastRecord))
        #expect(found.informs(at: ledger.time))
        found.verdict = .justified
        #expect(found.informs(at: ledger.time))
        found.verdict = .unjustified
        #expect(!found.informs(at: ledger.time))
    }

    @Test func `without a licence in force a physician reads of nobody`() throws {
        var ledger = try TestLedger.withSmallRules()
        var treated = Samples.subject("treated")
        treated.attending = [
            TestConsortium.person("centre-b", "nurse"),
            TestConsortium.person("centre-b", "physician"),
        ]
        #expect(ledger.register(treated).outcome == .accepted)
        #expect(overrides.declare(overrides.declaration(ledger), &ledger) == nil)
        #expect(standing(ledger, "treated", of: "centre-b") == .treating)
        #expect(standing(ledger, "patient") == .override)
        for member in ["centre-b", "hospital-a"] {
            let person = TestConsortium.person(member, "physician")
            #expect(
                ledger.inPerson(AttestLicence(.withdraw(person)), "regulator-g", "clerk") == nil)
        }
        #expect(standing(ledger, "treated", of: "centre-b") == nil)
        #expect(standing(ledger, "patient") == nil)
        // A nurse asks for none.
        #expect(standing(ledger, "treated", "nurse", of: "centre-b") == .treating)
    }
}
