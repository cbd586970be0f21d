import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Cases` {
    static let now = TestConsortium.founded.value

    func exemption(
        _ rule: String = "R2", version: UInt64 = 1, user: String = "hospital-a",
        asset: RecordID? = nil, purpose: String? = "research", days: UInt64 = 30
    ) -> OpenCase {
        OpenCase(
            type: .exemption,
            exemption: ExemptionScope(
                rule: RuleKey(charter: "consortium", version: version, rule: rule),
                user: TestConsortium.id(user), asset: asset, purpose: purpose,
                until: BlockTime(Self.now + days * TestConsortium.day)))
    }

    /// Registers B's data set at a level.
    func register(level: UInt64, _ ledger: inout TestLedger) throws -> RecordID {
        let receipt = ledger.run(
            RegisterAsset(description: Samples.asset([], level: level)), by: "centre-b",
            staff: "clerk",
            keys: ["gateway/centre-b", "staff/centre-b/clerk", "staff/centre-b/data"])
        return try RecordID(canonical: receipt.detail)
    }

    func ask(_ request: Request, _ ledger: inout TestLedger) -> Receipt {
        ledger.run(
            request, by: "hospital-a", staff: "physician", keys: ["staff/hospital-a/physician"])
    }

    @Test func `a waiver granted by two of three lifts its rule for its scope and time`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(ledger.inPerson(exemption(), "hospital-a", "compliance") == nil)
        let id = Case.id(
            type: .exemption, openedBy: ledger.entries.last!.transaction.id,
            suite: TestConsortium.suite)
        #expect(ledger.vote(.approve, id, by: "court-q") == nil)
        #expect(ledger.vote(.approve, id, by: "centre-b") == nil)
        func waived(_ version: UInt64, _ user: String, _ purpose: String) -> [String] {
            var reader = ledger.change.reader
            return reader.waivedRules(
                charter: "consortium", version: version, user: TestConsortium.id(user), asset: nil,
                purpose: purpose)
        }
        #expect(waived(1, "hospital-a", "research") == ["R2"])
        #expect(waived(2, "hospital-a", "research") == [])
        #expect(waived(1, "centre-c", "research") == [])
        #expect(waived(1, "hospital-a", "care") == [])
        ledger.advance(to: BlockTime(Self.now + 30 * TestConsortium.day - 1))
        #expect(waived(1, "hospital-a", "research") == ["R2"])
        ledger.advance(by: Milliseconds(1))
        #expect(waived(1, "hospital-a", "research") == [])
    }

    @Test func `what cannot be waived is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        for (body, expected) in [
            (exemption("R1"), Refusal.ruleNotWaivable), (exemption("R3"), .ruleNotWaivable),
            (exemption("R9"), .unknownRule), (exemption(version: 2), .unknownRule),
            (exemption(days: 91), .waiverTooLong), (exemption(days: 0), .waiverTooLong),
            (exemption(user: "centre-c"), .notParty),
        ] {
            #expect(ledger.inPerson(body, "hospital-a", "compliance") == expected)
        }
        // A substitute sits for the seat of a party; that of two parties is nobody.
        #expect(ledger.inPerson(exemption(user: "centre-b"), "centre-b", "compliance") == nil)
        let both = OpenCase(type: .dispute, parties: [TestConsortium.id("hospital-a")])
        #expect(
            ledger.refusal(
                both, by: "centre-b", staff: "clerk",
                keys: ["staff/centre-b/clerk", "gateway/hospital-a"]) == .panelIncomplete)
    }

    @Test func `a gateway opens cases in its own name only`() throws {
        var ledger = try TestLedger.withSmallRules()
        let foreign = OpenCase(type: .dispute, parties: [TestConsortium.id("regulator-g")])
        let dispute = OpenCase(type: .dispute)
        // Nobody chooses their judges: another member is a party if it says so itself.
        #expect(
            ledger.refusal(foreign, by: "hospital-a", keys: ["gateway/hospital-a"])
                == .caseMalformed)
        #expect(
            ledger.refusal(
                dispute, by: "hospital-a", staff: "clerk", keys: ["gateway/hospital-a"])
                == .signatureMissing)
        #expect(ledger.refusal(dispute, by: "hospital-a", keys: ["gateway/hospital-a"]) == nil)
        let id = try #require(ledger.listed(Tables.openCases, Only()).first)
        #expect(ledger.found(Tables.cases, id)?.opener == nil)
        #expect(
            ledger.refusal(dispute, by: "hospital-a", keys: ["gateway/centre-c"])
                == .signatureMissing)
        let unknown = OpenCase(type: .dispute, parties: [TestConsortium.id("nobody")])
        #expect(ledger.inPerson(unknown, "hospital-a", "clerk") == .unknownMember)
        let stranger = OpenCase(type: .dispute, subject: TestConsortium.pseudonym("nobody"))
        #expect(ledger.inPerson(stranger, "hospital-a", "clerk") == .unknownSubject)
    }

    @Test func `nobody names more parties than a case can hold, nor others in an exemption`() throws
    {
        var ledger = try TestLedger.withSmallRules()
        #expect(throws: Refusal.caseMalformed) {
            let scope = exemption().exemption
            try OpenCase(type: .exemption, reference: RecordID(.zero), exemption: scope).validate()
        }
        #expect(throws: Refusal.caseMalformed) {
            try OpenCase(
                type: .appeal, reference: RecordID(.zero),
                subject: TestConsortium.pseudonym("patient")
            ).validate()
        }
        // An earlier case with as many parties as there may be, none of which is this member.
        let parties = (0..<GovernanceLimits.parties).map { MemberID("member-\($0 + 10)")! }
        let earlier = CaseDocket.open(
            .dispute, about: nil, openedBy: TransactionID(TestConsortium.suite.hash([9])),
            parties: parties, due: ledger.time, &ledger.change)
        ledger.change.settle()
        let another = OpenCase(type: .dispute, reference: earlier.id)
        #expect(ledger.inPerson(another, "hospital-a", "clerk") == .disputeUnrelated)
        #expect(ledger.inPerson(another, "regulator-g", "clerk") == .tooMany)
    }

    @Test func `malformed cases are kept out`() {
        for body in [
            OpenCase(type: .escalation), OpenCase(type: .override), OpenCase(type: .exemption),
            OpenCase(type: .appeal), OpenCase(type: .design),
            OpenCase(
                type: .dispute,
                parties: [TestConsortium.id("centre-c"), TestConsortium.id("centre-c")]),
        ] {
            #expect(throws: Refusal.caseMalformed) { try body.validate() }
        }
    }

    @Test func `only voters of the panel vote, once, and not after stepping aside`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(
            ledger.vote(.approve, RecordID(.zero), by: "court-q") == .unknownCase)
        let dispute = OpenCase(type: .dispute, parties: [TestConsortium.id("regulator-g")])
        #expect(
            ledger.refusal(
                dispute, by: "hospital-a", staff: "clerk",
                keys: ["staff/hospital-a/clerk", "gateway/regulator-g"]) == nil)
        let id = Case.id(
            type: .dispute, openedBy: ledger.entries.last!.transaction.id,
            suite: TestConsortium.suite)
        #expect(ledger.vote(.approve, id, by: "hospital-a") == .partyToCase)
        #expect(ledger.vote(.approve, id, by: "centre-c") == .notOnPanel)
        #expect(ledger.vote(.approve, id, by: "court-q") == nil)
        #expect(ledger.vote(.reject, id, by: "court-q") == .votedAlready)
        let recuse = RecuseFromCase(caseID: id)
        #expect(ledger.inPerson(recuse, "court-q", "committee") == .votedAlready)
        #expect(ledger.inPerson(recuse, "centre-c", "committee") == .notOnPanel)
        #expect(ledger.inPerson(recuse, "research-r", "clerk") == .roleMissing)
        #expect(ledger.inPerson(recuse, "research-r", "committee") == nil)
        #expect(ledger.inPerson(recuse, "research-r", "committee") == .recusedFromCase)
        #expect(ledger.vote(.approve, id, by: "research-r") == .recusedFromCase)
        // Two of two approve, but technology is missing: nothing is approved, silence denies.
        #expect(ledger.vote(.approve, id, by: "centre-b") == nil)
        #expect(ledger.found(Tables.cases, id)?.state == .open)
        let due = try #require(ledger.found(Tables.cases, id)?.due)
        ledger.advance(to: due)
        #expect(ledger.found(Tables.cases, id)?.state == .lapsed)
        #expect(ledger.inPerson(recuse, "centre-b", "committee") == .caseClosed)
    }

    @Test func `a vote counts at the last millisecond and not at the deadline`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(ledger.inPerson(exemption(days: 60), "hospital-a", "compliance") == nil)
        let id = Case.id(
            type: .exemption, openedBy: ledger.entries.last!.transaction.id,
            suite: TestConsortium.suite)
        let due = try #require(ledger.found(Tables.cases, id)?.due)
        ledger.advance(to: BlockTime(due.value - 1))
        #expect(ledger.vote(.approve, id, by: "court-q") == nil)
        var late = ledger
        #expect(ledger.vote(.approve, id, by: "centre-b") == nil)
        #expect(ledger.found(Tables.cases, id)?.state == .approved)
        late.advance(to: due)
        #expect(late.vote(.approve, id, by: "centre-b") == .caseClosed)
        #expect(late.found(Tables.cases, id)?.state == .lapsed)
    }

    @Test func `a ruling permits the request that waited, and the same one for 30 days`() throws {
        var ledger = try TestLedger.withSmallRules(level: 5)
        let (id, request) = try escalated(&ledger)
        let asked = ledger.lastRecord
        #expect(ledger.vote(.approve, id, by: "court-q") == nil)
        #expect(ledger.found(Tables.permits, asked) == nil)
        #expect(ledger.vote(.approve, id, by: "research-r") == nil)
        #expect(ledger.found(Tables.rulingDecisions, id)?.outcome == .permit)
        #expect(ledger.found(Tables.permits, asked)?.request == request)
        #expect(ask(request, &ledger).outcome == .permit)
        let other = Samples.request(request.asset, purpose: "research", fields: ["hba1c"])
        #expect(ask(other, &ledger).outcome == .escalate)
        let ruled = try #require(ledger.found(Tables.cases, id)?.ruled)
        ledger.advance(to: BlockTime(ruled.value + 30 * TestConsortium.day - 1))
        #expect(ask(request, &ledger).outcome == .permit)
        ledger.advance(by: Milliseconds(1))
        #expect(ask(request, &ledger).outcome == .escalate)
    }

    @Test func `a red line denies before any committee is asked`() throws {
        var ledger = try TestLedger.withSmallRules(level: 5)
        let asset = try register(level: 4, &ledger)
        #expect(ask(Samples.request(asset, purpose: "research"), &ledger).outcome == .deny)
        #expect(ledger.listed(Tables.openCases, Only()).isEmpty)
    }

    @Test func `one asker has no more before the committee than the consortium voted`() throws {
        var ledger = try TestLedger.withSmallRules()
        var parameters = ChainParameters.standard
        parameters.openEscalations = 1
        ledger.change.put(Tables.parameters, parameters)
        ledger.change.settle()
        let (id, request) = try escalated(&ledger)
        let other = Samples.request(request.asset, purpose: "research", fields: ["hba1c"])
        #expect(ask(other, &ledger).code == Refusal.escalationsOpen.code)
        #expect(ledger.listed(Tables.openCases, Only()) == [id])
        // The same again is no other case.
        #expect(ask(request, &ledger).outcome == .escalate)
        ledger.advance(to: try #require(ledger.found(Tables.cases, id)?.due))
        #expect(ask(other, &ledger).outcome == .escalate)
    }

    @Test func `silence on an escalation is a denial`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (id, request) = try escalated(&ledger)
        let due = try #require(ledger.found(Tables.cases, id)?.due)
        #expect(due == ledger.time.adding(.days(5)))
        #expect(ask(request, &ledger).outcome == .escalate)
        #expect(ledger.listed(Tables.openCases, Only()) == [id])
        ledger.advance(to: due)
        #expect(ledger.found(Tables.cases, id)?.state == .lapsed)
        #expect(ledger.found(Tables.clearances, ledger.content(request)) == nil)
        let again = ask(request, &ledger)
        #expect(again.outcome == .escalate)
        #expect(ledger.listed(Tables.openCases, Only()).count == 1)
    }

    @Test func `an approved escalation re-evaluates the same request`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (id, request) = try escalated(&ledger)
        let asked = ledger.lastRecord
        #expect(ledger.found(Tables.permits, asked) == nil)
        #expect(ledger.vote(.approve, id, by: "court-q") == nil)
        #expect(ledger.vote(.approve, id, by: "research-r") == nil)
        // The escalation is satisfied, but no rule permits level 4: the other rules still apply.
        #expect(ledger.found(Tables.rulingDecisions, id)?.outcome == .deny)
        #expect(ledger.found(Tables.permits, asked) == nil)
        #expect(ask(request, &ledger).outcome == .deny)
        let other = Samples.request(
            request.asset, purpose: "research", fields: ["glucose", "hba1c"])
        #expect(ask(other, &ledger).outcome == .escalate)
    }

    /// H asks for its own level-4 data for research.
    func escalated(_ ledger: inout TestLedger) throws -> (RecordID, Request) {
        let receipt = ledger.run(
            RegisterAsset(description: Samples.asset([], level: 4)), by: "hospital-a",
            staff: "clerk",
            keys: ["gateway/hospital-a", "staff/hospital-a/clerk", "staff/hospital-a/data"])
        let request = Samples.request(
            try RecordID(canonical: receipt.detail), purpose: "research")
        let decided = ask(request, &ledger)
        #expect(decided.outcome == .escalate)
        let decision = try Decision(canonical: decided.detail)
        return (try #require(decision.caseID), request)
    }

    @Test func `an appeal by a party turns a ruling round, once and in time`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(ledger.inPerson(exemption(days: 60), "hospital-a", "compliance") == nil)
        let id = Case.id(
            type: .exemption, openedBy: ledger.entries.last!.transaction.id,
            suite: TestConsortium.suite)
        let appeal = OpenCase(type: .appeal, reference: id)
        #expect(ledger.inPerson(appeal, "hospital-a", "compliance") == .notAppealable)
        #expect(ledger.vote(.reject, id, by: "court-q") == nil)
        #expect(ledger.vote(.reject, id, by: "centre-b") == nil)
        #expect(ledger.found(Tables.waivers, TestConsortium.id("hospital-a")) == nil)
        #expect(ledger.inPerson(appeal, "centre-c", "compliance") == .notParty)
        #expect(
            ledger.inPerson(
                OpenCase(type: .appeal, reference: RecordID(.zero)), "hospital-a", "compliance")
                == .unknownCase)
        var late = ledger
        late.advance(by: .days(30))
        #expect(late.inPerson(appeal, "hospital-a", "compliance") == .notAppealable)
        #expect(ledger.inPerson(appeal, "hospital-a", "compliance") == nil)
        let second = Case.id(
            type: .appeal, openedBy: ledger.entries.last!.transaction.id,
            suite: TestConsortium.suite)
        #expect(ledger.inPerson(appeal, "hospital-a", "compliance") == .appealedAlready)
        #expect(ledger.vote(.approve, second, by: "court-q") == nil)
        #expect(ledger.vote(.approve, second, by: "research-r") == nil)
        #expect(ledger.found(Tables.cases, id)?.state == .reversed)
        let waivers = ledger.found(Tables.waivers, TestConsortium.id("hospital-a"))
        #expect(waivers?.elements.map(\.caseID) == [id])
    }

    @Test func `the share of votes is kept whatever the size of the panel`() {
        let expected = [1: 1, 2: 2, 3: 2, 4: 3, 5: 4, 6: 4, 7: 5, 9: 6]
        for count in expected.keys.sorted() {
            #expect(PanelQuorum.standard.required(of: count) == expected[count])
        }
        #expect(PanelQuorum(votes: 0, seats: 3) == nil)
        #expect(PanelQuorum(votes: 4, seats: 3) == nil)
    }
}

extension TestLedger {
    /// The digest of a request as A's physician asks it.
    func content(_ request: Request) -> Digest {
        request.content(
            of: Actor(member: TestConsortium.id("hospital-a"), staff: StaffID("physician")),
            suite: TestConsortium.suite)
    }
}
