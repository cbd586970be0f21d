import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Overrides` {
    static let physician = TestConsortium.person("hospital-a", "physician")

    func declaration(
        _ ledger: TestLedger, _ patient: String = "patient", hours: UInt64 = 6,
        approver: StaffReference? = nil
    ) -> DeclareOverride {
        DeclareOverride(
            OverrideDeclaration(
                scope: OverrideScope(
                    holder: TestConsortium.id("centre-b"),
                    subject: TestConsortium.pseudonym(patient), asset: nil,
                    fields: ["glucose", "phone"], purpose: "rescue"),
                reason: .unconscious,
                expires: BlockTime(ledger.time.value + hours * 3_600_000), approver: approver))
    }

    func declare(
        _ body: DeclareOverride, _ ledger: inout TestLedger, reason: String = "coma",
        staff: String = "physician", alsoSigning: [String] = []
    ) -> Refusal? {
        Refusal.named(
            ledger.run(
                body, committing: reason, by: "hospital-a", staff: staff,
                keys: ["staff/hospital-a/\(staff)"] + alsoSigning
            ).code)
    }

    func found(_ id: RecordID, _ ledger: TestLedger) -> Override? {
        ledger.found(Tables.overrides, id)
    }

    func standing(_ ledger: TestLedger, _ patient: String = "patient") -> Override? {
        var reader = ledger.change.reader
        return reader.overrideInForce(
            for: Self.physician, subject: TestConsortium.pseudonym(patient), asset: nil,
            fields: ["glucose"], purpose: "rescue")
    }

    func isOverdue(_ ledger: TestLedger) -> Bool {
        var reader = ledger.change.reader
        return reader.hasOverdueDuties(Self.physician)
    }

    @Test func `an override runs its whole life`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger), &ledger) == nil)
        let id = ledger.lastRecord
        let patient = TestConsortium.pseudonym("patient")
        #expect(ledger.entries.last?.links.map(\.head) == [.subject(patient)])
        #expect(standing(ledger)?.id == id)
        #expect(found(id, ledger)?.state == .open)
        for (member, audience) in [
            ("centre-b", NoticeAudience.patient), ("hospital-a", .regulator),
        ] {
            let list = ledger.found(Tables.outstandingNotices, TestConsortium.id(member))
            let notice = try #require(list?.elements.first)
            #expect(ledger.found(Tables.notices, notice)?.audience == audience)
            let acknowledge = AcknowledgeNotice(notice: notice)
            #expect(
                ledger.refusal(acknowledge, by: "centre-c", keys: ["gateway/centre-c"])
                    == .notResponsible)
            #expect(
                ledger.refusal(acknowledge, by: member, keys: ["gateway/centre-c"])
                    == .signatureMissing)
            #expect(ledger.refusal(acknowledge, by: member, keys: ["gateway/\(member)"]) == nil)
            #expect(
                ledger.refusal(acknowledge, by: member, keys: ["gateway/\(member)"])
                    == .noticeDischarged)
            #expect(ledger.found(Tables.notices, notice)?.state == .discharged)
        }
        let writeUp = WriteUpOverride(override: id)
        #expect(ledger.inPerson(writeUp, "hospital-a", "physician-2") == .notPhysician)
        #expect(ledger.inPerson(writeUp, "hospital-a", "physician") == .writeUpEmpty)
        let receipt = ledger.run(
            writeUp, committing: "record", by: "hospital-a", staff: "physician",
            keys: ["staff/hospital-a/physician"])
        #expect(receipt.outcome == .accepted)
        #expect(ledger.inPerson(writeUp, "hospital-a", "physician") == .writtenUpAlready)
        let review = ReviewOverride(override: id, verdict: .justified)
        #expect(ledger.inPerson(review, "hospital-a", "committee") == .partyToCase)
        #expect(ledger.inPerson(review, "centre-c", "committee") == .notOnPanel)
        #expect(ledger.inPerson(review, "court-q", "clerk") == .roleMissing)
        #expect(ledger.inPerson(review, "court-q", "committee") == nil)
        #expect(ledger.inPerson(review, "court-q", "committee") == .votedAlready)
        #expect(ledger.inPerson(review, "centre-b", "committee") == nil)
        #expect(found(id, ledger)?.verdict == .justified)
        #expect(found(id, ledger)?.state == .closed)
        ledger.advance(by: .hours(6))
        #expect(standing(ledger) == nil)
        #expect(ledger.found(Tables.overridesOfPhysician, Self.physician) == nil)
        #expect(
            ledger.found(Tables.overrideHistory, patient)?.elements == [id])
    }

    @Test func `access ends exactly at its expiry`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger, hours: 2), &ledger) == nil)
        let id = ledger.lastRecord
        ledger.advance(by: Milliseconds(2 * 3_600_000 - 1))
        #expect(standing(ledger)?.id == id)
        #expect(found(id, ledger)?.access == .open)
        ledger.advance(by: Milliseconds(1))
        #expect(standing(ledger) == nil)
        #expect(found(id, ledger)?.access == .ended)
    }

    @Test func `an override covers its physician, patient, fields and purpose only`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger), &ledger) == nil)
        func standing(
            _ staff: String, _ patient: String, _ fields: [String], _ purpose: String
        ) -> Bool {
            var reader = ledger.change.reader
            return reader.overrideInForce(
                for: TestConsortium.person("hospital-a", staff),
                subject: TestConsortium.pseudonym(patient), asset: nil, fields: fields,
                purpose: purpose) != nil
        }
        #expect(standing("physician", "patient", ["phone"], "rescue"))
        #expect(!standing("physician-2", "patient", ["phone"], "rescue"))
        #expect(!standing("physician", "refuser", ["phone"], "rescue"))
        #expect(!standing("physician", "patient", ["home_address"], "rescue"))
        #expect(!standing("physician", "patient", ["phone"], "care"))
    }

    @Test func `an override longer than six hours, or over, is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger, hours: 7), &ledger) == .overrideTooLong)
        #expect(declare(declaration(ledger, hours: 0), &ledger) == .overrideTooLong)
        #expect(declare(declaration(ledger), &ledger, reason: "") == .overrideMalformed)
        #expect(declare(declaration(ledger, "nobody"), &ledger) == .unknownSubject)
        #expect(declare(declaration(ledger), &ledger, staff: "nurse") == .roleMissing)
        let elsewhere = DeclareOverride(
            OverrideDeclaration(
                scope: OverrideScope(
                    holder: TestConsortium.id("centre-c"),
                    subject: TestConsortium.pseudonym("patient"), asset: nil, fields: ["phone"],
                    purpose: "rescue"), reason: .other,
                expires: BlockTime(ledger.time.value + 1000)))
        #expect(declare(elsewhere, &ledger) == .overrideElsewhere)
        let empty = DeclareOverride(
            OverrideDeclaration(
                scope: OverrideScope(
                    holder: TestConsortium.id("centre-b"),
                    subject: TestConsortium.pseudonym("patient"), asset: nil, fields: [],
                    purpose: "rescue"), reason: .other, expires: BlockTime(0)))
        #expect(throws: Refusal.overrideMalformed) { try empty.validate() }
    }

    @Test func `a gateway does not declare for a physician`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(
            ledger.refusal(
                declaration(ledger), by: "hospital-a", staff: "physician",
                keys: ["gateway/hospital-a"]) == .signatureMissing)
    }

    @Test func `a patient's refusal yields to a second approver only`() throws {
        var ledger = try TestLedger.withSmallRules()
        let second = TestConsortium.person("hospital-a", "physician-2")
        #expect(declare(declaration(ledger, "refuser", approver: second), &ledger) == nil)
        let id = ledger.lastRecord
        #expect(found(id, ledger)?.access == .pending)
        #expect(standing(ledger, "refuser") == nil)
        let override = try #require(found(id, ledger))
        #expect(override.reviewDue == ledger.time.adding(.hours(24)))
        #expect(ledger.found(Tables.cases, override.reviewCase)?.state == .open)
        let approve = ApproveOverride(override: id)
        #expect(ledger.inPerson(approve, "hospital-a", "physician") == .approverIsPhysician)
        #expect(ledger.inPerson(approve, "hospital-a", "nurse") == .roleMissing)
        // A stranger's approval does not count and makes its member no party.
        #expect(ledger.inPerson(approve, "research-r", "physician-2") == .approverForeign)
        let parties = ledger.found(Tables.cases, override.reviewCase)?.parties
        #expect(parties?.contains(TestConsortium.id("research-r")) == false)
        #expect(
            ledger.inPerson(ApproveOverride(override: RecordID(.zero)), "hospital-a", "physician-2")
                == .unknownOverride)
        #expect(ledger.inPerson(approve, "hospital-a", "physician-2") == nil)
        #expect(standing(ledger, "refuser")?.approver != nil)
        #expect(ledger.inPerson(approve, "hospital-a", "physician-2") == .approvalNotPending)
        ledger.advance(by: .hours(6))
        #expect(ledger.inPerson(approve, "hospital-a", "physician-2") == .overrideEnded)
    }

    @Test func `an approver's member does not judge the override`() throws {
        var ledger = try TestLedger.withSmallRules()
        let named = TestConsortium.person("research-r", "physician-2")
        #expect(declare(declaration(ledger, "refuser", approver: named), &ledger) == nil)
        let id = ledger.lastRecord
        let review = ReviewOverride(override: id, verdict: .justified)
        #expect(ledger.inPerson(review, "research-r", "committee") == nil)
        #expect(
            ledger.inPerson(ApproveOverride(override: id), "research-r", "physician-2") == nil)
        let found = try #require(
            found(id, ledger).flatMap { ledger.found(Tables.cases, $0.reviewCase) })
        #expect(found.parties.contains(TestConsortium.id("research-r")))
        #expect(found.tally.approvals == 0)
        #expect(!found.tally.isComplete)
        #expect(ledger.inPerson(review, "court-q", "committee") == nil)
        #expect(ledger.inPerson(review, "centre-b", "committee") == nil)
        #expect(self.found(id, ledger)?.verdict == nil)
    }

    @Test func `an approver may sign the declaration itself`() throws {
        var ledger = try TestLedger.withSmallRules()
        let second = TestConsortium.person("hospital-a", "physician-2")
        let body = declaration(ledger, "refuser", approver: second)
        #expect(declare(body, &ledger) == nil)
        #expect(standing(ledger, "refuser") == nil)
        #expect(
            declare(
                declaration(ledger, "refuser", approver: Self.physician), &ledger)
                == .approverIsPhysician)
        #expect(
            declare(
                declaration(
                    ledger, "refuser", approver: TestConsortium.person("hospital-a", "nurse")),
                &ledger, alsoSigning: ["staff/hospital-a/nurse"]) == .roleMissing)
        #expect(declare(body, &ledger, alsoSigning: ["staff/hospital-a/physician-2"]) == nil)
        #expect(standing(ledger, "refuser") != nil)
    }

    @Test func `an overdue write-up blocks the physician's next override`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger), &ledger) == nil)
        let first = ledger.lastRecord
        ledger.advance(by: Milliseconds(6 * 3_600_000 - 1))
        #expect(found(first, ledger)?.writeUp == .due)
        ledger.advance(by: Milliseconds(1))
        #expect(found(first, ledger)?.writeUp == .overdue)
        #expect(found(first, ledger)?.state == .overdue)
        #expect(declare(declaration(ledger), &ledger) == nil)
        let second = ledger.lastRecord
        #expect(found(second, ledger)?.access == .pending)
        #expect(standing(ledger) == nil)
        #expect(declare(declaration(ledger), &ledger, staff: "physician-2") == nil)
        #expect(found(ledger.lastRecord, ledger)?.access == .open)
        let approve = ApproveOverride(override: second)
        #expect(ledger.inPerson(approve, "hospital-a", "physician-2") == .approverForeign)
        #expect(ledger.inPerson(approve, "centre-b", "physician") == nil)
        #expect(standing(ledger)?.id == second)
        let late = ledger.run(
            WriteUpOverride(override: first), committing: "late", by: "hospital-a",
            staff: "physician", keys: ["staff/hospital-a/physician"])
        #expect(late.outcome == .accepted)
        #expect(found(first, ledger)?.writeUp == .doneLate)
        #expect(declare(declaration(ledger), &ledger) == nil)
        #expect(found(ledger.lastRecord, ledger)?.access == .open)
    }

    @Test func `an overdue review is visible, blocks, and can still be given`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger), &ledger) == nil)
        let id = ledger.lastRecord
        ledger.run(
            WriteUpOverride(override: id), committing: "done", by: "hospital-a",
            staff: "physician", keys: ["staff/hospital-a/physician"])
        ledger.advance(by: .hours(72))
        #expect(found(id, ledger)?.review == .overdue)
        #expect(isOverdue(ledger))
        let review = ReviewOverride(override: id, verdict: .unjustified)
        #expect(ledger.inPerson(review, "court-q", "committee") == nil)
        #expect(ledger.inPerson(review, "research-r", "committee") == nil)
        #expect(found(id, ledger)?.review == .doneLate)
        #expect(found(id, ledger)?.verdict == .unjustified)
        #expect(!isOverdue(ledger))
    }

    @Test func `a notice is late at its deadline and stays until it is discharged`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger), &ledger) == nil)
        let holder = TestConsortium.id("centre-b")
        let id = try #require(ledger.found(Tables.outstandingNotices, holder)?.elements.first)
        ledger.advance(by: Milliseconds(24 * 3_600_000 - 1))
        #expect(ledger.found(Tables.notices, id)?.state == .due)
        ledger.advance(by: Milliseconds(1))
        #expect(ledger.found(Tables.notices, id)?.state == .overdue)
        #expect(
            ledger.refusal(
                AcknowledgeNotice(notice: id), by: "centre-b", keys: ["gateway/centre-b"]) == nil)
        #expect(ledger.found(Tables.notices, id)?.state == .dischargedLate)
        #expect(ledger.found(Tables.outstandingNotices, holder) == nil)
        #expect(
            ledger.refusal(
                AcknowledgeNotice(notice: RecordID(.zero)), by: "centre-b",
                keys: ["gateway/centre-b"]) == .unknownNotice)
    }
}
