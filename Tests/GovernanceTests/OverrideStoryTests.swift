import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Step 5 of the story that every release must play, under the example charters.
@Suite struct `An emergency under the example charters` {
    func prepared(refuses: Bool = false) throws -> Samples.Prepared {
        var ledger = TestLedger(try TestRules.consortium())
        ledger.register(Samples.subject("p1", refusesEmergency: refuses))
        let receipt = ledger.run(
            RegisterAsset(description: Samples.asset(["p1"])), by: "centre-b",
            keys: ["gateway/centre-b"])
        return Samples.Prepared(
            ledger: ledger, assetID: try RecordID(canonical: receipt.detail))
    }

    func declare(
        _ ledger: inout TestLedger, approver: String? = "physician-2"
    ) -> Receipt {
        let body = DeclareOverride(
            OverrideDeclaration(
                scope: OverrideScope(
                    holder: TestConsortium.id("centre-b"),
                    subject: TestConsortium.pseudonym("p1"), asset: nil,
                    fields: ["glucose", "phone"], purpose: "rescue"), reason: .unconscious,
                expires: BlockTime(ledger.time.value + 6 * 3_600_000),
                approver: approver.map { TestConsortium.person("hospital-a", $0) },
                isCosigned: approver != nil))
        let approving = approver.map { ["staff/hospital-a/\($0)"] } ?? []
        return ledger.run(
            body, committing: "coma", by: "hospital-a", staff: "physician",
            keys: ["staff/hospital-a/physician"] + approving)
    }

    func ask(
        _ prepared: inout Samples.Prepared, fields: [String] = ["glucose"],
        staff: String = "physician"
    ) throws -> Decision {
        let receipt = prepared.ledger.run(
            Samples.request(prepared.assetID, subject: "p1", purpose: "rescue", fields: fields),
            by: "hospital-a", staff: staff, keys: ["staff/hospital-a/\(staff)"])
        return try Decision(canonical: receipt.detail)
    }

    @Test func `an override without consent permits its own fields for its own time`() throws {
        var prepared = try prepared()
        #expect(try ask(&prepared).outcome == .deny)
        #expect(declare(&prepared.ledger).outcome == .accepted)
        let id = prepared.ledger.lastRecord
        let decision = try ask(&prepared)
        #expect(decision.outcome == .permit)
        #expect(decision.ruling.isEmergency)
        #expect(decision.override == id)
        #expect(decision.ruling.reasons.map(\.rule).contains("R6"))
        #expect(try ask(&prepared, fields: ["glucose", "hba1c"]).outcome == .deny)
        #expect(try ask(&prepared, staff: "physician-2").outcome == .deny)
        let queries = GovernanceQueries(try closed(prepared.ledger))
        let patients = queries.outstandingNotices(of: TestConsortium.id("centre-b"))
        #expect(patients.map(\.audience.rawValue).sorted() == [1, 1, 4])
        let regulators = queries.outstandingNotices(of: TestConsortium.id("hospital-a"))
        #expect(regulators.map(\.audience).contains(.regulator))
        #expect(queries.overrides(of: TestConsortium.pseudonym("p1")).map(\.id) == [id])
        #expect(queries.openCases.map(\.type) == [.override])
        prepared.ledger.advance(by: .hours(6))
        #expect(try ask(&prepared).outcome == .deny)
    }

    @Test func `it opens data to the physician's own member, while its kind is named`() throws {
        var prepared = try prepared()
        #expect(declare(&prepared.ledger).outcome == .accepted)
        let override = prepared.ledger.lastRecord
        let asked = prepared.ledger.run(
            Samples.request(prepared.assetID, subject: "p1", purpose: "rescue"),
            by: "hospital-a", staff: "physician", onBehalfOf: "research-r",
            keys: ["staff/hospital-a/physician", "gateway/research-r"])
        let foreign = try Decision(canonical: asked.detail)
        #expect(foreign.outcome != .permit && foreign.override == nil)
        #expect(try ask(&prepared).override == override)
        let permit = try #require(
            prepared.ledger.found(Tables.permits, prepared.ledger.lastRecord))
        // Voted out, the kind opens nothing any more, nor lets out what it was permitted.
        var parameters = ChainParameters.standard
        parameters.overrideKinds = .community
        prepared.ledger.change.put(Tables.parameters, parameters)
        prepared.ledger.change.settle()
        #expect(try ask(&prepared).override == nil)
        var reader = prepared.ledger.change.reader
        #expect(throws: Refusal.noLongerPermitted) {
            try Deciding.decideAgain(permit, &reader)
        }
    }

    @Test func `nothing leaves on it before the holder has told its own people`() throws {
        var prepared = try prepared()
        #expect(declare(&prepared.ledger).outcome == .accepted)
        let override = prepared.ledger.lastRecord
        #expect(try ask(&prepared).outcome == .permit)
        let permit = prepared.ledger.lastRecord
        let holder = TestConsortium.id("centre-b")
        let gateway = ["gateway/centre-b"]
        func release() -> Refusal? {
            prepared.ledger.refusal(
                Release(permit: permit, payload: .zero, masks: [], isEncrypted: true),
                by: "centre-b", keys: gateway)
        }
        #expect(release() == .holderNotTold)
        func tell(_ audience: NoticeAudience) throws {
            let notices = prepared.ledger.listed(Tables.outstandingNotices, holder)
                .compactMap { prepared.ledger.found(Tables.notices, $0) }
            let notice = try #require(
                notices.first { $0.about == override && $0.audience == audience })
            let told = AcknowledgeNotice(notice: notice.id)
            #expect(prepared.ledger.refusal(told, by: "centre-b", keys: gateway) == nil)
        }
        // That the patient is told is another duty.
        try tell(.patient)
        #expect(release() == .holderNotTold)
        try tell(.holder)
        #expect(release() == nil)
    }

    @Test func `against a refusal only with a second approver, reviewed within a day`() throws {
        var prepared = try prepared(refuses: true)
        #expect(declare(&prepared.ledger, approver: nil).outcome == .accepted)
        let id = prepared.ledger.lastRecord
        #expect(try ask(&prepared).outcome == .deny)
        #expect(
            prepared.ledger.inPerson(ApproveOverride(override: id), "centre-b", "physician") == nil)
        let decision = try ask(&prepared)
        #expect(decision.outcome == .permit)
        #expect(decision.ruling.reasons.map(\.rule).contains("R8"))
        let override = try #require(prepared.ledger.found(Tables.overrides, id))
        #expect(override.reviewDue == override.opened.adding(.hours(24)))
    }

    /// The state as a block would leave it.
    func closed(_ ledger: TestLedger) throws -> LedgerState {
        let state = ledger.consortium.state
        return LedgerState(
            suite: state.suite, chain: state.chain, height: ledger.height, time: ledger.time,
            map: state.map.applying(ledger.change.reader.settledWrites), frontier: state.frontier,
            rules: ledger.change.reader.rules)
    }
}

@Suite struct `Governance queries` {
    @Test func `list what waits for a seat, a committee member and a physician`() throws {
        var ledger = try TestLedger.withSmallRules()
        let source = SmallRules.charterSource(version: 2, supersedes: 1, level: 2)
        #expect(ledger.inPerson(SmallRules.proposal(source), "hospital-a", "compliance") == nil)
        let proposal = ledger.lastRecord
        func queries() throws -> GovernanceQueries {
            GovernanceQueries(try `An emergency under the example charters`().closed(ledger))
        }
        let tasks = try queries().awaitingGateReport(of: TestConsortium.id("centre-b"))
        #expect(tasks.map(\.proposal.id) == [proposal])
        #expect(tasks.first?.charter.version == 2)
        #expect(tasks.first?.previous?.version == 1)
        #expect(try queries().awaitingGateReport(of: TestConsortium.id("court-q")).isEmpty)
        let found = try #require(try queries().proposal(proposal))
        #expect(try queries().source(found.sources[0].digest) == Array(source.utf8))
        for member in ["centre-b", "centre-c", "hospital-a"] {
            ledger.run(
                ReportGate(proposal: proposal, report: .zero, passes: true), by: member,
                keys: ["gateway/\(member)"])
        }
        #expect(try queries().awaitingGateReport(of: TestConsortium.id("research-r")).isEmpty)
        let waiting = try queries().openCases
        #expect(waiting.map(\.reference) == [proposal])
        #expect(ledger.vote(.approve, waiting[0].id, by: "court-q") == nil)
        let person = TestConsortium.person("court-q", "committee")
        #expect(try queries().openCases.first?.ballots.map(\.person) == [person])
        #expect(try queries().openProposals.map(\.state) == [.ballot])
        #expect(ledger.vote(.approve, waiting[0].id, by: "centre-b") == nil)
        #expect(try queries().openProposals.isEmpty)
        #expect(try queries().openCases.isEmpty)
        #expect(try queries().rulesInForce.charter(named: "consortium")?.version == 2)
    }
}
