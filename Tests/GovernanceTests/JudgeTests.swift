import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Nobody stops a case, or chooses who rules on it.
@Suite struct `Judges` {
    private let overrides = `Overrides`()

    private func appointed(
        _ technology: String, _ ledger: TestLedger
    ) -> AppointCommittee {
        let until = BlockTime(ledger.time.value + 100 * TestConsortium.day)
        return AppointCommittee(
            committee: Committee(
                seats: [("centre-b", .ethics), (technology, .technology), ("court-q", .law)]
                    .sorted { $0.0 < $1.0 }
                    .map { (member: String, field: CommitteeField) in
                        CommitteeSeat(
                            person: TestConsortium.person(member, "committee"), field: field,
                            until: until)
                    },
                substitutes: CommitteeField.allCases.map {
                    CommitteeSeat(
                        person: TestConsortium.person("hospital-a", "committee"), field: $0,
                        until: until)
                }))
    }

    private let members = [
        "centre-b", "centre-c", "court-q", "hospital-a", "regulator-g", "research-r",
    ]

    private func appoint(_ technology: String, _ ledger: inout TestLedger) -> Refusal? {
        ledger.refusal(
            appointed(technology, ledger), by: "centre-c",
            keys: members.map { "governance/\($0)" })
    }

    private func dispute(_ ledger: inout TestLedger) -> RecordID {
        #expect(ledger.inPerson(OpenCase(type: .dispute), "hospital-a", "clerk") == nil)
        return Case.id(
            type: .dispute, openedBy: ledger.entries.last!.transaction.id,
            suite: TestConsortium.suite)
    }

    @Test func `a review whose judge became a party is ended by whoever is appointed`() throws {
        var ledger = try TestLedger.withSmallRules()
        ledger.allowOverrides(at: .known)
        let named = TestConsortium.person("research-r", "physician-2")
        let body = overrides.declaration(ledger, "refuser", approver: named)
        #expect(overrides.declare(body, &ledger) == nil)
        let id = ledger.lastRecord
        let review = ReviewOverride(override: id, verdict: .justified)
        for member in ["court-q", "centre-b"] {
            #expect(ledger.inPerson(review, member, "committee") == nil)
            if member == "court-q" {
                let approve = ApproveOverride(override: id)
                #expect(ledger.inPerson(approve, "research-r", "physician-2") == nil)
            }
        }
        #expect(overrides.found(id, ledger)?.verdict == nil)
        #expect(ledger.inPerson(review, "regulator-g", "committee") == .notOnPanel)
        #expect(appoint("regulator-g", &ledger) == nil)
        #expect(ledger.inPerson(review, "regulator-g", "committee") == nil)
        #expect(overrides.found(id, ledger)?.verdict == .justified)
    }

    @Test func `an approval that leaves votes enough ends the review`() throws {
        var ledger = try TestLedger.withSmallRules()
        let body = overrides.declaration(ledger, "refuser")
        #expect(overrides.declare(body, &ledger) == nil)
        let id = ledger.lastRecord
        let review = ReviewOverride(override: id, verdict: .justified)
        #expect(ledger.inPerson(review, "court-q", "committee") == nil)
        #expect(ledger.inPerson(review, "research-r", "committee") == nil)
        // Ruled before the approver came: what is ruled stays.
        #expect(overrides.found(id, ledger)?.verdict == .justified)
        #expect(ledger.inPerson(ApproveOverride(override: id), "centre-b", "physician") == nil)
        #expect(overrides.found(id, ledger)?.verdict == .justified)
    }

    @Test func `who steps aside neither rejects nor stops a case for good`() throws {
        var ledger = try TestLedger.withSmallRules()
        let id = dispute(&ledger)
        let recuse = RecuseFromCase(caseID: id)
        for member in ["court-q", "research-r"] {
            #expect(ledger.inPerson(recuse, member, "committee") == nil)
        }
        #expect(ledger.vote(.reject, id, by: "centre-b") == nil)
        #expect(ledger.found(Tables.cases, id)?.state == .open)
        #expect(appoint("centre-c", &ledger) == nil)
        #expect(ledger.vote(.approve, id, by: "centre-c") == nil)
        #expect(ledger.found(Tables.cases, id)?.panel.seats.count == 4)
    }

    @Test func `a substitute sits for a party, and comes in for who steps aside`() throws {
        var ledger = try TestLedger.withSmallRules()
        func opened(by member: String) throws -> RecordID {
            #expect(ledger.inPerson(OpenCase(type: .dispute), member, "clerk") == nil)
            return Case.id(
                type: .dispute, openedBy: ledger.entries.last!.transaction.id,
                suite: TestConsortium.suite)
        }
        func voters(_ id: RecordID) throws -> [String] {
            let panel = try #require(ledger.found(Tables.cases, id)?.panel)
            return panel.voters.map { "\($0.person.member) \($0.field.name)" }
        }
        let own = try opened(by: "centre-b")
        #expect(
            try voters(own) == ["court-q law", "hospital-a ethics", "research-r technology"])
        let id = try opened(by: "centre-c")
        let three = ["centre-b ethics", "court-q law", "research-r technology"]
        #expect(try voters(id) == three)
        #expect(ledger.vote(.approve, id, by: "hospital-a") == .notOnPanel)
        let recuse = RecuseFromCase(caseID: id)
        #expect(ledger.inPerson(recuse, "court-q", "committee") == nil)
        #expect(
            try voters(id) == ["centre-b ethics", "hospital-a law", "research-r technology"])
        // One vote a member: who sits for law does not sit for technology too.
        #expect(ledger.inPerson(recuse, "research-r", "committee") == nil)
        #expect(try voters(id) == ["centre-b ethics", "hospital-a law"])
        #expect(ledger.vote(.approve, id, by: "hospital-a") == nil)
        #expect(ledger.vote(.approve, id, by: "centre-b") == nil)
        #expect(ledger.found(Tables.cases, id)?.state == .open)
    }

    @Test func `a substitute sits for a seat whose person is no longer in office`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(
            ledger.inPerson(
                Suspend(target: .staff(StaffID("committee")!)), "court-q", "security") == nil)
        // The substitute's own member finds nobody for law.
        #expect(
            ledger.inPerson(OpenCase(type: .dispute), "hospital-a", "clerk") == .panelIncomplete)
        #expect(ledger.inPerson(OpenCase(type: .dispute), "centre-c", "clerk") == nil)
        let panel = try #require(
            ledger.found(
                Tables.cases,
                Case.id(
                    type: .dispute, openedBy: ledger.entries.last!.transaction.id,
                    suite: TestConsortium.suite))?.panel)
        #expect(panel.voters.contains { $0.person.member.text == "hospital-a" && $0.field == .law })
    }

    @Test func `who won does not appeal`() throws {
        var ledger = try TestLedger.withSmallRules()
        func ruled(_ choice: BallotChoice) -> OpenCase {
            let id = dispute(&ledger)
            for member in ["court-q", "research-r"] {
                #expect(ledger.vote(choice, id, by: member) == nil)
            }
            return OpenCase(type: .appeal, reference: id)
        }
        #expect(ledger.inPerson(ruled(.approve), "hospital-a", "clerk") == .appealByWinner)
        #expect(ledger.inPerson(ruled(.reject), "hospital-a", "clerk") == nil)
    }

    @Test func `nobody disputes what is no business of theirs`() throws {
        var ledger = try TestLedger.withSmallRules()
        let patient = TestConsortium.pseudonym("patient")
        let foreign = OpenCase(type: .dispute, subject: patient)
        #expect(ledger.inPerson(foreign, "hospital-a", "clerk") == .disputeUnrelated)
        #expect(ledger.inPerson(foreign, "regulator-g", "clerk") == nil)
        let body = overrides.declaration(ledger)
        #expect(overrides.declare(body, &ledger) == nil)
        let about = OpenCase(type: .dispute, reference: ledger.lastRecord, subject: patient)
        #expect(ledger.inPerson(about, "centre-c", "clerk") == .disputeUnrelated)
        // The holder has part in it, another patient of theirs has not.
        let other = OpenCase(
            type: .dispute, reference: ledger.lastRecord,
            subject: TestConsortium.pseudonym("refuser"))
        #expect(ledger.inPerson(other, "hospital-a", "clerk") == .disputeUnrelated)
        // It is the holder's matter, and the opener's: both judges of ethics are off the panel.
        #expect(ledger.inPerson(about, "hospital-a", "clerk") == .panelIncomplete)
    }
}
