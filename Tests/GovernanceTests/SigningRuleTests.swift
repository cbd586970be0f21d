import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Every rule of who may sign what, each with the wrong signers.
/// Source: docs/reference/transactions.md, "Bodies".
@Suite struct `Who may sign what` {
    let consortium: TestConsortium
    init() throws { consortium = try TestConsortium() }

    private func expect(
        _ body: some LedgerAction, by member: String, staff: String? = nil,
        accepts: [String], refuses: [([String], Refusal)],
        after prepare: (inout TestLedger) -> Void = { _ in }
    ) {
        for (keys, refusal) in refuses {
            var ledger = TestLedger(consortium)
            prepare(&ledger)
            let found = ledger.refusal(body, by: member, staff: staff, keys: keys)
            #expect(found == refusal, "\(type(of: body).kind.name) signed by \(keys)")
        }
        var ledger = TestLedger(consortium)
        prepare(&ledger)
        let found = ledger.refusal(body, by: member, staff: staff, keys: accepts)
        #expect(found == nil, "\(type(of: body).kind.name) signed by \(accepts)")
    }

    private let quorum = ["hospital-a", "centre-b", "centre-c"].map { "governance/\($0)" }

    @Test func `enrol-member needs the governance keys of a quorum of seats`() {
        let body = EnrolMember(
            enrolled: TestConsortium.member("insurer-i"),
            officers: [
                TestConsortium.staff("insurer-i", "audit", .audit),
                TestConsortium.staff("insurer-i", "security", .security),
            ])
        expect(
            body, by: "hospital-a", accepts: quorum,
            refuses: [
                (Array(quorum.prefix(2)), .quorumMissing),
                (["gateway/hospital-a", "gateway/centre-b", "gateway/centre-c"], .quorumMissing),
                // A regulator has a governance key and no seat.
                (Array(quorum.prefix(2)) + ["governance/regulator-g"], .quorumMissing),
                (["seat/hospital-a", "seat/centre-b", "seat/centre-c"], .quorumMissing),
            ])
    }

    /// A copy of a member's certificate or box key would cut that member off or read its post.
    @Test func `a member brings nothing that another has`() throws {
        let officers = [
            TestConsortium.staff("insurer-i", "audit", .audit),
            TestConsortium.staff("insurer-i", "security", .security),
        ]
        let own = TestConsortium.member("insurer-i")
        let other = TestConsortium.member("centre-c")
        func member(
            uscc: String? = nil, box: BoxKey? = nil, certificate: Digest? = nil
        ) -> Member {
            Member(
                id: own.id, uscc: uscc ?? own.uscc, nameEnglish: own.nameEnglish,
                nameChinese: own.nameChinese, kind: own.kind, tier: own.tier, region: own.region,
                gatewayKey: own.gatewayKey, governanceKey: own.governanceKey,
                boxKey: box ?? own.boxKey,
                certificateDigest: certificate ?? own.certificateDigest)
        }
        for (copied, expected) in [
            (member(certificate: other.certificateDigest), Refusal.keyTaken),
            (member(box: other.boxKey), .keyTaken), (member(uscc: other.uscc), .institutionTaken),
        ] {
            var ledger = TestLedger(consortium)
            let body = EnrolMember(enrolled: copied, officers: officers)
            #expect(ledger.refusal(body, by: "hospital-a", keys: quorum) == expected)
            let genesis = consortium.genesis
            let founded = Genesis(
                suite: genesis.suite, nameEnglish: genesis.nameEnglish,
                nameChinese: genesis.nameChinese, members: genesis.members + [copied],
                staff: genesis.staff, seats: genesis.seats, committee: genesis.committee,
                recoveryKeys: genesis.recoveryKeys, time: genesis.time)
            #expect(throws: GenesisFault.self) { try founded.initialState() }
        }
    }

    @Test func `parameters need the governance keys of a quorum of seats`() {
        var parameters = ChainParameters.standard
        parameters.emptyBlockInterval = .seconds(20)
        expect(
            ChangeParameters(parameters: parameters), by: "hospital-a", accepts: quorum,
            refuses: [
                (["governance/hospital-a"], .quorumMissing),
                (["staff/hospital-a/security"], .quorumMissing),
            ])
    }

    @Test func `seat-change needs the governance keys of a quorum of seats`() {
        var ledger = TestLedger(consortium)
        let change = SeatChange(seats: consortium.genesis.seats, statuses: [])
        #expect(ledger.refusal(change, by: "hospital-a", keys: quorum) == .seatChangeEmpty)
        #expect(
            ledger.refusal(change, by: "hospital-a", keys: ["governance/hospital-a"])
                == .quorumMissing)
    }

    @Test func `recover needs the governance keys of a quorum of the seats that were due`() {
        var ledger = TestLedger(consortium)
        let recover = Recover(
            epoch: 1, last: Height(900), block: BlockID(.zero), firstRound: Round(1),
            seats: consortium.genesis.seats)
        #expect(
            ledger.refusal(recover, by: "hospital-a", keys: ["governance/hospital-a"])
                == .quorumMissing)
        #expect(ledger.refusal(recover, by: "hospital-a", keys: quorum) == .recoveryHeightWrong)
    }

    @Test func `suspending a member does not count the member's own key`() {
        expect(
            Suspend(target: .member(TestConsortium.id("research-r"))), by: "hospital-a",
            accepts: quorum,
            refuses: [
                (Array(quorum.prefix(2)) + ["governance/research-r"], .quorumMissing),
                (["staff/research-r/security"], .quorumMissing),
            ])
    }

    @Test func `suspending a person needs the member's security officer`() {
        expect(
            Suspend(target: .staff(StaffID("nurse")!)), by: "centre-b", staff: "security",
            accepts: ["staff/centre-b/security"],
            refuses: [
                (["staff/centre-b/audit"], .signatureMissing),
                (["staff/centre-c/security"], .signatureMissing),
                (["gateway/centre-b"], .signatureMissing),
            ])
        var ledger = TestLedger(consortium)
        let body = Suspend(target: .staff(StaffID("nurse")!))
        #expect(
            ledger.refusal(
                body, by: "centre-b", staff: "clerk", keys: ["staff/centre-b/clerk"])
                == .roleMissing)
    }

    @Test func `enrolling needs the audit officer beside security`() {
        expect(
            EnrolStaff(enrolled: TestConsortium.staff("centre-b", "judge", .judge)),
            by: "centre-b", staff: "security",
            accepts: ["staff/centre-b/security", "staff/centre-b/audit"],
            refuses: [
                (["staff/centre-b/security"], .countersignatureMissing),
                (
                    ["staff/centre-b/security", "staff/centre-c/audit"],
                    .countersignatureMissing
                ),
                (["staff/centre-b/security", "staff/centre-b/system"], .countersignatureMissing),
                (["staff/centre-b/audit"], .signatureMissing),
            ])
    }

    @Test func `taking a high role away needs the audit officer as well`() {
        let demoted = Staff(
            id: StaffID("data")!, member: TestConsortium.id("centre-b"), roles: .clerk,
            licence: nil, clearance: 1, key: TestConsortium.key("staff/centre-b/data").verifyingKey,
            from: TestConsortium.founded, until: BlockTime(TestConsortium.founded.value * 2))
        expect(
            EnrolStaff(enrolled: demoted), by: "centre-b", staff: "security",
            accepts: ["staff/centre-b/security", "staff/centre-b/audit"],
            refuses: [(["staff/centre-b/security"], .countersignatureMissing)])
    }

    @Test func `nobody enrols staff of another member`() {
        var ledger = TestLedger(consortium)
        let body = EnrolStaff(enrolled: TestConsortium.staff("centre-c", "new-nurse", .nurse))
        #expect(
            ledger.refusal(
                body, by: "centre-b", staff: "security",
                keys: ["staff/centre-b/security", "staff/centre-b/audit"]) == .quorumMissing)
        // Nor do the others, where it acts for itself.
        #expect(
            ledger.refusal(
                body, by: "centre-b", staff: "security",
                keys: ["hospital-a", "centre-b", "research-r"].map { "governance/\($0)" }
                    + ["staff/centre-b/security"]) == .otherMember)
    }

    @Test func `a person's new key needs security and audit`() {
        let key = TestConsortium.key("fresh").verifyingKey
        expect(
            RotateKey(target: .staff(StaffID("nurse")!), newKey: key), by: "centre-b",
            staff: "security", accepts: ["staff/centre-b/security", "staff/centre-b/audit"],
            refuses: [
                (["staff/centre-b/nurse"], .signatureMissing),
                (["staff/centre-b/security"], .countersignatureMissing),
            ])
        expect(
            RotateKey(target: .staff(StaffID("data")!), newKey: key), by: "centre-b",
            staff: "security", accepts: ["staff/centre-b/security", "staff/centre-b/audit"],
            refuses: [(["staff/centre-b/security"], .countersignatureMissing)])
    }

    @Test func `a member's new key needs the old key and the governance key`() {
        let rotation = RotateKey(
            target: .gateway, newKey: TestConsortium.key("fresh").verifyingKey,
            effective: BlockTime(TestConsortium.founded.value + 3_600_000))
        expect(
            rotation, by: "centre-b", accepts: ["gateway/centre-b", "governance/centre-b"],
            refuses: [
                (["gateway/centre-b"], .signatureMissing),
                (["governance/centre-b"], .signatureMissing),
                (["gateway/centre-b", "governance/centre-c"], .signatureMissing),
                (["seat/centre-b", "governance/centre-b"], .signatureMissing),
            ])
    }

    @Test func `the committee needs a quorum of all members`() {
        let body = AppointCommittee(committee: consortium.genesis.committee)
        let six = consortium.genesis.members.map { "governance/\($0.id)" }
        expect(
            body, by: "hospital-a", accepts: Array(six.prefix(5)),
            refuses: [
                (Array(six.prefix(4)), .quorumMissing), (quorum, .quorumMissing),
            ])
    }

    @Test func `a committee without law, or with two seats of one member, is malformed`() {
        let seats = consortium.genesis.committee.seats
        #expect(throws: Refusal.committeeMalformed) {
            try Committee(seats: Array(seats.prefix(1)) + Array(seats.suffix(1))).validate()
        }
        #expect(throws: Refusal.committeeMalformed) {
            try Committee(seats: [seats[0]] + seats).validate()
        }
        let twice = consortium.genesis.committee.substitutes
        #expect(throws: Refusal.committeeMalformed) {
            try Committee(seats: seats, substitutes: twice + [twice[0]]).validate()
        }
    }

    @Test func `a committee that one member's recusal stops is not appointed`() throws {
        let good = consortium.genesis.committee
        try good.validate()
        let person = TestConsortium.person("centre-b", "clerk")
        let own = CommitteeField.allCases.map {
            CommitteeSeat(person: person, field: $0, until: good.seats[0].until)
        }
        // Nobody stands in, somebody for two fields only, or somebody of the seat's own member.
        for substitutes in [[], Array(good.substitutes.prefix(2)), own] {
            #expect(throws: Refusal.committeeParalysed) {
                try Committee(seats: good.seats, substitutes: substitutes).validate()
            }
        }
    }

    @Test func `subjects and assets are registered by the holder's gateway`() {
        var patient = Samples.subject("p1")
        patient.key = nil
        let subject = RegisterSubject(subject: patient)
        expect(
            subject, by: "centre-b", accepts: ["gateway/centre-b"],
            refuses: [
                (["gateway/centre-c"], .signatureMissing),
                (["staff/centre-b/data"], .signatureMissing),
                (["governance/centre-b"], .signatureMissing),
            ])
        var ledger = TestLedger(consortium)
        #expect(
            ledger.refusal(subject, by: "centre-c", keys: ["gateway/centre-c"]) == .notHolder)
        expect(
            RegisterAsset(description: Samples.asset([])), by: "centre-b", staff: "clerk",
            accepts: ["gateway/centre-b", "staff/centre-b/clerk", "staff/centre-b/data"],
            refuses: [
                (["gateway/hospital-a"], .signatureMissing),
                (["gateway/centre-b", "staff/centre-b/clerk"], .countersignatureMissing),
            ])
    }

    @Test func `a holder does not change a patient's key or word alone`() {
        var ledger = Samples.ledger(consortium)
        func register(_ subject: Subject, _ keys: [String]) -> Refusal? {
            ledger.ledger.refusal(RegisterSubject(subject: subject), by: "centre-b", keys: keys)
        }
        let word = Samples.subject("p1", refusesEmergency: true)
        var taken = Samples.subject("p1")
        taken.key = TestConsortium.key("the holder's own").verifyingKey
        let gateway = "gateway/centre-b"
        #expect(register(word, [gateway]) == .signatureMissing)
        #expect(register(taken, [gateway]) == .signatureMissing)
        #expect(register(taken, [gateway, "subject/p2"]) == .signatureMissing)
        #expect(register(word, [gateway, "subject/p1"]) == nil)
        taken.refusesEmergency = true
        #expect(register(taken, [gateway, "subject/p1"]) == nil)
        taken.attending = [TestConsortium.person("centre-b", "physician")]
        #expect(register(taken, [gateway]) == .witnessMissing)
        #expect(register(taken, [gateway, "staff/centre-b/physician"]) == .witnessMissing)
        let pair = [gateway, "staff/centre-b/clerk", "staff/centre-b/physician"]
        #expect(
            ledger.ledger.refusal(
                RegisterSubject(subject: taken), by: "centre-b", staff: "clerk", keys: pair) == nil)
        // Who treats them no more, the holder says as before.
        taken.attending = []
        #expect(register(taken, [gateway]) == nil)
    }

    @Test func `lowering a level needs the data officer's countersignature`() {
        var ledger = Samples.ledger(consortium)
        func label(_ level: UInt64) -> LabelAsset {
            LabelAsset(
                asset: ledger.assetID,
                label: FieldLabel(field: "glucose", category: .status, level: level))
        }
        let raise = label(4)
        let lower = label(2)
        #expect(
            ledger.ledger.refusal(lower, by: "centre-b", keys: ["gateway/centre-b"])
                == .countersignatureMissing)
        #expect(
            ledger.ledger.refusal(
                lower, by: "centre-b", keys: ["gateway/centre-b", "staff/centre-b/nurse"])
                == .countersignatureMissing)
        // Whoever asks the gateway is the first of the two, and is named.
        let alone = ["gateway/centre-b", "staff/centre-b/data"]
        for staff in [nil, "data"] {
            #expect(
                ledger.ledger.refusal(lower, by: "centre-b", staff: staff, keys: alone)
                    == .countersignatureMissing)
        }
        #expect(
            ledger.ledger.refusal(
                lower, by: "centre-b", staff: "nurse", keys: alone + ["staff/centre-b/nurse"])
                == nil)
        #expect(
            ledger.ledger.refusal(raise, by: "centre-b", keys: ["gateway/centre-b"]) == nil)
        #expect(
            ledger.ledger.refusal(raise, by: "hospital-a", keys: ["gateway/hospital-a"])
                == .notHolder)
    }

    @Test func `labelling an unlabelled field below 4 counts as lowering`() {
        var ledger = Samples.ledger(consortium)
        let body = LabelAsset(
            asset: ledger.assetID,
            label: FieldLabel(field: "imaging", category: .application, level: 3))
        #expect(
            ledger.ledger.refusal(body, by: "centre-b", keys: ["gateway/centre-b"])
                == .countersignatureMissing)
    }

    @Test func `consent is the subject's, or the holder's with a witness`() {
        var ledger = Samples.ledger(consortium)
        func record(own: Bool, _ staff: String?, _ keys: [String]) -> Refusal? {
            ledger.ledger.refusal(
                RecordConsent(terms: Samples.consent("p1", inOwnHand: own)), by: "centre-b",
                staff: staff, keys: keys)
        }
        let holder = ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"]
        #expect(record(own: false, "data", holder) == nil)
        #expect(record(own: true, nil, ["subject/p1"]) == nil)
        #expect(record(own: true, "data", ["subject/p1", "staff/centre-b/data"]) == nil)
        // What is said in own hand is not attested instead, nor the other way round.
        #expect(record(own: true, "data", holder) == .signatureMissing)
        #expect(record(own: true, nil, ["subject/p2"]) == .signatureMissing)
        let cases: [([String], Refusal?)] = [
            (["subject/p1"], .signatureMissing), (holder, .witnessMissing),
            (["gateway/centre-b", "staff/centre-b/nurse"], .witnessMissing),
            (["gateway/centre-b"], .witnessMissing),
            (["gateway/centre-c", "staff/centre-c/nurse"], .signatureMissing),
            (["gateway/centre-b", "staff/centre-c/nurse"], .witnessMissing),
            // Officers are no witnesses of patients' matters.
            (["gateway/centre-b", "staff/centre-b/security"], .witnessMissing),
        ]
        for (keys, refusal) in cases {
            let found = record(own: false, nil, keys)
            #expect(found == refusal, "\(keys)")
        }
    }

    /// Grants are revoked and codes issued by patients too, through any member's node.
    @Test func `what patients may do alone is admitted, and nothing else in anybody's name`() {
        let ledger = Samples.ledger(consortium).ledger
        func check(
            _ body: some LedgerAction, staff: String? = nil, _ keys: [String]
        ) -> Refusal? {
            var reader = ledger.change.reader
            let signed = consortium.signed(
                body, by: "hospital-a", staff: staff, keys: keys, nonce: 4_711, at: ledger.time)
            let state = LedgerState(
                suite: consortium.state.suite, chain: consortium.state.chain,
                height: ledger.height, time: ledger.time,
                map: consortium.state.map.applying(reader.settledWrites),
                frontier: consortium.state.frontier, rules: reader.rules)
            return Admission.check(signed, state, now: ledger.time)
        }
        let own = RecordConsent(terms: Samples.consent("p1"))
        #expect(check(own, ["subject/p1"]) == nil)
        #expect(check(own, staff: "clerk", ["staff/hospital-a/clerk"]) == .actorUnsigned)
        #expect(
            check(own, staff: "clerk", ["staff/hospital-a/clerk", "subject/p2"]) == .actorUnsigned)
        #expect(check(own, staff: "clerk", ["staff/hospital-a/clerk", "subject/p1"]) == nil)
        let emergency = `Overrides`().declaration(
            ledger, approver: TestConsortium.person("hospital-a", "physician-2"), isCosigned: true)
        let first = "staff/hospital-a/physician"
        #expect(check(emergency, staff: "physician", [first]) == .actorUnsigned)
        #expect(
            check(emergency, staff: "physician", [first, "staff/hospital-a/physician-2"]) == nil)
        let revoke = TakeTransition(target: .record(RecordID(.zero)), transition: "revoke")
        let anchor = AnchorDigest(what: .exhibit, digest: .zero)
        #expect(check(revoke, ["subject/p1"]) == nil)
        #expect(
            check(WithdrawConsent(consent: RecordID(.zero), inOwnHand: true), ["subject/p1"]) == nil
        )
        #expect(check(anchor, ["subject/p1"]) == .actorUnsigned)
        #expect(check(anchor, ["gateway/centre-b"]) == .actorUnsigned)
        #expect(check(revoke, ["gateway/centre-b", "subject/p1"]) == .actorUnsigned)
        #expect(
            check(anchor, staff: "clerk", ["gateway/hospital-a"]) == .actorUnsigned)
        #expect(check(anchor, staff: "clerk", ["staff/hospital-a/clerk"]) == nil)
    }

    @Test func `any member submits a withdrawal that the subject signed`() {
        var ledger = Samples.ledger(consortium)
        let receipt = ledger.ledger.run(
            RecordConsent(terms: Samples.consent("p1")), by: "centre-b", keys: ["subject/p1"])
        guard let id = try? RecordID(canonical: receipt.detail) else {
            Issue.record("no consent id")
            return
        }
        let withdrawal = WithdrawConsent(consent: id, inOwnHand: true)
        #expect(
            ledger.ledger.refusal(withdrawal, by: "hospital-a", keys: ["gateway/hospital-a"])
                == .signatureMissing)
        #expect(
            ledger.ledger.refusal(withdrawal, by: "hospital-a", keys: ["subject/p1"]) == nil)
        #expect(
            ledger.ledger.refusal(withdrawal, by: "hospital-a", keys: ["subject/p1"])
                == .consentEnded)
    }

    @Test func `requests are signed in person, and by no officer`() {
        var ledger = Samples.ledger(consortium)
        let request = Samples.request(ledger.assetID)
        let cases: [(staff: String?, key: String, refusal: Refusal?)] = [
            ("physician", "staff/hospital-a/physician", nil),
            ("physician", "staff/hospital-a/physician-2", .signatureMissing),
            ("physician", "gateway/hospital-a", .signatureMissing),
            (nil, "gateway/hospital-a", .staffMissing),
            ("security", "staff/hospital-a/security", .roleMissing),
            ("audit", "staff/hospital-a/audit", .roleMissing),
            ("system", "staff/hospital-a/system", .roleMissing),
        ]
        for (staff, key, refusal) in cases {
            let found = ledger.ledger.refusal(
                request, by: "hospital-a", staff: staff, keys: [key])
            #expect(found == refusal, "\(staff ?? "nobody") \(key)")
        }
    }

    @Test func `acting for another member needs that member's gateway key`() {
        var ledger = Samples.ledger(consortium)
        let request = Samples.request(ledger.assetID)
        let person = "staff/centre-c/physician"
        func ask(_ keys: [String]) -> Refusal? {
            Refusal.named(
                ledger.ledger.run(
                    request, by: "centre-c", staff: "physician", onBehalfOf: "hospital-a",
                    keys: keys
                ).code)
        }
        #expect(ask([person]) == .principalMissing)
        #expect(ask([person, "gateway/centre-c"]) == .principalMissing)
        #expect(ask([person, "gateway/hospital-a"]) == nil)
    }

    @Test func `suspended and expired people sign nothing`() {
        var ledger = Samples.ledger(consortium)
        let request = Samples.request(ledger.assetID)
        func ask() -> Refusal? {
            ledger.ledger.refusal(
                request, by: "hospital-a", staff: "physician",
                keys: ["staff/hospital-a/physician"])
        }
        func set(_ state: EnrolmentState) {
            let refusal = ledger.ledger.refusal(
                Suspend(target: .staff(StaffID("physician")!), state: state), by: "hospital-a",
                staff: "security",
                keys: ["staff/hospital-a/security", "staff/hospital-a/audit"])
            #expect(refusal == nil)
        }
        #expect(ask() == nil)
        set(.suspended)
        #expect(ask() == .staffSuspended)
        set(.active)
        #expect(ask() == nil)
        ledger.ledger.advance(by: .days(1_000))
        #expect(ask() == .staffExpired)
    }

    @Test func `a suspended member does nothing`() {
        var ledger = Samples.ledger(consortium)
        #expect(
            ledger.ledger.refusal(
                Suspend(target: .member(TestConsortium.id("research-r"))), by: "hospital-a",
                keys: quorum) == nil)
        #expect(
            ledger.ledger.refusal(
                RegisterAsset(description: Samples.asset([])), by: "research-r",
                keys: ["gateway/research-r"]) == .memberSuspended)
        #expect(
            ledger.ledger.refusal(
                AnchorDigest(what: .exhibit, digest: .zero), by: "research-r",
                keys: ["gateway/research-r"]) == .memberSuspended)
    }

    @Test func `what none of its signers may ever do is kept out of blocks`() throws {
        let large = ProposeCharter(
            charter: [UInt8](repeating: 0, count: 700_000),
            sources: [SourceText(language: .english, text: Array("a".utf8))])
        let cases: [(any LedgerAction, String?, [String], Refusal?)] = [
            (large, nil, ["gateway/hospital-a"], .signersCannot),
            (large, nil, ["governance/hospital-a"], .signersCannot),
            (large, "compliance", ["staff/hospital-a/compliance"], nil),
            // The role is for the state to say.
            (large, "clerk", ["staff/hospital-a/clerk"], nil),
            (
                Samples.request(RecordID(.zero)), nil, ["gateway/hospital-a"], .signersCannot
            ),
            (
                Release(permit: RecordID(.zero), payload: .zero, masks: [], isEncrypted: true),
                "clerk", ["staff/hospital-a/clerk"], .signersCannot
            ),
            (
                ChangeParameters(parameters: .standard), "security",
                ["staff/hospital-a/security"], .signersCannot
            ),
            (
                RegisterSubject(subject: Samples.subject("p7")), "data",
                ["staff/hospital-a/data", "gateway/centre-b"], .signersCannot
            ),
        ]
        for (body, staff, keys, expected) in cases {
            let signed = consortium.signed(
                body, by: "hospital-a", staff: staff, keys: keys, nonce: 5)
            let found = Admission.check(signed, consortium.state, now: TestConsortium.founded)
            #expect(found == expected, "\(type(of: body).kind.name) \(keys)")
        }
    }

    @Test func `a replaced key admits nothing in its owner's name`() throws {
        let consortium = try TestConsortium()
        var ledger = Samples.ledger(consortium).ledger
        let anchor = consortium.signed(
            AnchorDigest(what: .exhibit, digest: .zero), by: "hospital-a", staff: "physician",
            keys: ["staff/hospital-a/physician"], nonce: 3, at: ledger.time)
        func admitted(_ known: AdmittedTransaction?) throws(Refusal) -> AdmittedTransaction {
            var reader = ledger.change.reader
            let state = LedgerState(
                suite: consortium.state.suite, chain: consortium.state.chain,
                height: ledger.height, time: ledger.time,
                map: consortium.state.map.applying(reader.settledWrites),
                frontier: consortium.state.frontier, rules: reader.rules)
            return try Admission.admit(anchor, state, now: ledger.time, known: known)
        }
        let known = try admitted(nil)
        _ = try admitted(known)
        let rotation = RotateKey(
            target: .staff(StaffID("physician")!),
            newKey: TestConsortium.key("physician, new").verifyingKey)
        #expect(
            ledger.refusal(
                rotation, by: "hospital-a", staff: "security",
                keys: ["staff/hospital-a/security", "staff/hospital-a/audit"]) == nil)
        #expect(throws: Refusal.actorUnsigned) { _ = try admitted(nil) }
        // Not even where it was admitted before the key was replaced.
        #expect(throws: Refusal.actorUnsigned) { _ = try admitted(known) }
    }

    @Test func `a replaced key signs nothing any more`() {
        var ledger = Samples.ledger(consortium)
        let rotation = RotateKey(
            target: .staff(StaffID("physician")!),
            newKey: TestConsortium.key("physician, new").verifyingKey)
        #expect(
            ledger.ledger.refusal(
                rotation, by: "hospital-a", staff: "security",
                keys: [
                    "staff/hospital-a/security", "staff/hospital-a/audit",
                    "staff/hospital-a/physician",
                ]) == nil)
        let request = Samples.request(ledger.assetID)
        #expect(
            ledger.ledger.refusal(
                request, by: "hospital-a", staff: "physician",
                keys: ["staff/hospital-a/physician"]) == .signatureMissing)
        #expect(
            ledger.ledger.refusal(
                request, by: "hospital-a", staff: "physician", keys: ["physician, new"]) == nil)
    }

    @Test func `any member anchors, no stranger does`() {
        let body = AnchorDigest(what: .exhibit, digest: TestConsortium.suite.hash([1]))
        expect(
            body, by: "court-q", accepts: ["gateway/court-q"],
            refuses: [(["gateway/centre-b"], .signatureMissing)])
        expect(
            body, by: "court-q", staff: "clerk", accepts: ["staff/court-q/clerk"],
            refuses: [
                (["subject/p1"], .signatureMissing), (["gateway/court-q"], .signatureMissing),
            ])
    }

    @Test func `every kind has a rule, and kinds of the table are all handled or named`() {
        for kind in TransactionKind.allCases { _ = SigningRule.of(kind) }
        let kinds = (ActionTable.coreActions + ActionTable.caseActions).map { $0.kind }
        #expect(kinds.contains(.request))
        #expect(Set(kinds).count == kinds.count)
        #expect(kinds.allSatisfy { ActionTable.action(of: $0).map { $0.kind } == $0 })
    }
}
