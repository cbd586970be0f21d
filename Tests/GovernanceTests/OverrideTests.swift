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
        approver: StaffReference? = nil, isCosigned: Bool = false
    ) -> DeclareOverride {
        DeclareOverride(
            OverrideDeclaration(
                scope: OverrideScope(
                    holder: TestConsortium.id("centre-b"),
                    subject: TestConsortium.pseudonym(patient), asset: nil,
                    fields: ["glucose", "phone"], purpose: "rescue"),
                reason: .unconscious,
                expires: BlockTime(ledger.time.value + hours * 3_600_000), approver: approver,
                isCosigned: isCosigned))
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
            let list = ledger.listed(Tables.outstandingNotices, TestConsortium.id(member))
            let notice = try #require(list.first)
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
        #expect(ledger.listed(Tables.overridesOfPhysician, Self.physician).isEmpty)
        #expect(
            ledger.listed(Tables.overrideHistory, patient) == [id])
    }

    @Test func `a physician has no more of them open than the consortium voted`() throws {
        var ledger = try TestLedger.withSmallRules()
        var parameters = ChainParameters.standard
        parameters.openOverrides = 3
        ledger.change.put(Tables.parameters, parameters)
        ledger.change.settle()
        for _ in 0..<3 { #expect(declare(declaration(ledger, hours: 1), &ledger) == nil) }
        let last = ledger.lastRecord
        #expect(declare(declaration(ledger), &ledger) == .overridesOpen)
        // A colleague declares it, and the refused one has left nothing.
        #expect(declare(declaration(ledger), &ledger, staff: "physician-2") == nil)
        #expect(ledger.listed(Tables.overridesOfPhysician, Self.physician).count == 3)
        // What is written up, reviewed and over makes room.
        ledger.advance(by: .hours(1))
        ledger.run(
            WriteUpOverride(override: last), committing: "record", by: "hospital-a",
            staff: "physician", keys: ["staff/hospital-a/physician"])
        #expect(declare(declaration(ledger), &ledger) == .overridesOpen)
        for member in ["court-q", "centre-b"] {
            let review = ReviewOverride(override: last, verdict: .justified)
            #expect(ledger.inPerson(review, member, "committee") == nil)
        }
        #expect(declare(declaration(ledger), &ledger) == nil)
    }

    @Test func `only members of kinds that the consortium named open data in an emergency`() throws
    {
        var ledger = try TestLedger.withSmallRules()
        func byResearch() -> Refusal? {
            Refusal.named(
                ledger.run(
                    declaration(ledger), committing: "coma", by: "research-r",
                    staff: "physician", keys: ["staff/research-r/physician"]
                ).code)
        }
        #expect(byResearch() == .overrideKindForeign)
        // What they named otherwise, they named: here the institute, and no hospital.
        var parameters = ChainParameters.standard
        parameters.overrideKinds = MemberKinds(.research)
        ledger.change.put(Tables.parameters, parameters)
        ledger.change.settle()
        #expect(byResearch() == nil)
        #expect(declare(declaration(ledger), &ledger) == .overrideKindForeign)
        parameters.overrideKinds = MemberKinds(rawValue: 1)
        #expect(throws: Refusal.parametersMalformed) {
            try ChangeParameters(parameters: parameters).validate()
        }
    }

    @Test func `who lost the licence or the role still writes up`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger), &ledger) == nil)
        let id = ledger.lastRecord
        ledger.change.delete(Tables.licences, Self.physician)
        let before = try #require(ledger.found(Tables.staff, Self.physician))
        ledger.change.put(
            Tables.staff, Self.physician,
            Staff(
                id: before.id, member: before.member, roles: .clerk, licence: nil,
                clearance: before.clearance, key: before.key, from: before.from,
                until: before.until))
        ledger.change.settle()
        let written = ledger.run(
            WriteUpOverride(override: id), committing: "record", by: "hospital-a",
            staff: "physician", keys: ["staff/hospital-a/physician"])
        #expect(written.outcome == .accepted)
        #expect(found(id, ledger)?.writeUp == .done)
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
        ledger.allowOverrides(at: .known)
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

    /// An enrolment at another member is no second person, and a second person treats patients.
    @Test func `an approver is somebody else, of a kind that may declare`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(declare(declaration(ledger, "refuser"), &ledger) == nil)
        let pending = ledger.lastRecord
        let second = TestConsortium.person("centre-c", "physician-2")
        let number = ledger.found(Tables.staff, Self.physician)?.licence
        ledger.changeStaff(second, licence: number)
        for isCosigned in [false, true] {
            let body = declaration(
                ledger, "refuser", approver: second, isCosigned: isCosigned)
            #expect(
                declare(body, &ledger, alsoSigning: ["staff/centre-c/physician-2"])
                    == .approverIsPhysician)
        }
        let researcher = TestConsortium.person("research-r", "physician-2")
        #expect(
            declare(declaration(ledger, "refuser", approver: researcher), &ledger)
                == .overrideKindForeign)
        #expect(
            ledger.inPerson(ApproveOverride(override: pending), "centre-c", "physician-2")
                != nil)
    }

    @Test func `an approver may sign the declaration itself`() throws {
        var ledger = try TestLedger.withSmallRules()
        let second = TestConsortium.person("hospital-a", "physician-2")
        let body = declaration(ledger, "refuser", approver: second, isCosigned: true)
        // A signature that is left out on the way delays it, and changes nothing.
        #expect(declare(body, &ledger) == .signatureMissing)
        #expect(standing(ledger, "refuser") == nil)
        #expect(throws: Refusal.overrideMalformed) {
            try declaration(ledger, "refuser", isCosigned: true).validate()
        }
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
        let id = try #require(ledger.listed(Tables.outstandingNotices, holder).first)
        ledger.advance(by: Milliseconds(24 * 3_600_000 - 1))
        #expect(ledger.found(Tables.notices, id)?.state == .due)
        ledger.advance(by: Milliseconds(1))
        #expect(ledger.found(Tables.notices, id)?.state == .overdue)
        #expect(
            ledger.refusal(
                AcknowledgeNotice(notice: id), by: "centre-b", keys: ["gateway/centre-b"]) == nil)
        #expect(ledger.found(Tables.notices, id)?.state == .dischargedLate)
        #expect(!ledger.listed(Tables.outstandingNotices, holder).contains(id))
        #expect(
            ledger.refusal(
                AcknowledgeNotice(notice: RecordID(.zero)), by: "centre-b",
                keys: ["gateway/centre-b"]) == .unknownNotice)
    }
}
