import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Who may read what of patients, by the content alone.
@Suite struct `Standing with patients` {
    private static let patient = TestConsortium.pseudonym("p1")
    private static let other = TestConsortium.pseudonym("p2")

    /// B's patients p1 and p2, p1 treated by B's physician, with a data set of p1.
    private static func ledger() throws -> (ledger: TestLedger, asset: RecordID) {
        var prepared = Samples.ledger(try TestConsortium())
        var treated = Samples.subject("p1")
        treated.attending = [TestConsortium.person("centre-b", "physician")]
        let receipt = prepared.ledger.register(treated)
        #expect(receipt.outcome == .accepted)
        return (prepared.ledger, prepared.assetID)
    }

    private static func state(_ ledger: TestLedger) -> LedgerState { ledger.state }

    private static func staff(_ member: String, _ name: String) -> KeyOwner {
        .staff(TestConsortium.person(member, name))
    }

    @Test func `follows from a recorded relation, and officers have none`() throws {
        let (ledger, _) = try Self.ledger()
        let state = Self.state(ledger)
        let content = PatientContent(patient: Self.patient)
        let cases: [(KeyOwner, PatientStanding?)] = [
            (Self.staff("centre-b", "physician"), .treating),
            (Self.staff("centre-b", "data"), .office), (Self.staff("centre-b", "nurse"), nil),
            (Self.staff("centre-b", "system"), nil), (Self.staff("centre-b", "security"), nil),
            (Self.staff("centre-b", "audit"), nil), (Self.staff("hospital-a", "physician"), nil),
            (Self.staff("hospital-a", "data"), nil),
            (Self.staff("regulator-g", "data"), .regulator),
            (Self.staff("regulator-g", "audit"), nil), (Self.staff("court-q", "nurse"), .court),
            (.gateway(TestConsortium.id("centre-b")), nil),
            (.gateway(TestConsortium.id("regulator-g")), nil),
            (.subject(Self.patient), .patient), (.subject(Self.other), nil),
        ]
        for (reader, expected) in cases {
            let found = Readership(reader, on: state).standing(in: content)
            #expect(found == expected, "\(reader)")
        }
        // Of a patient that nobody registered only those by office may ask.
        let nobody = PatientContent(patient: TestConsortium.pseudonym("p9"))
        for (reader, expected) in cases {
            let found = Readership(reader, on: state).standing(in: nobody)
            let isOffice = expected == .regulator || expected == .court
            #expect(found == (isOffice ? expected : nil), "\(reader)")
        }
    }

    @Test func `of a question about several is a standing with each`() throws {
        let (ledger, _) = try Self.ledger()
        let state = Self.state(ledger)
        var both = PatientContent(patient: Self.patient)
        both.merge(PatientContent(patient: Self.other))
        let physician = Readership(Self.staff("centre-b", "physician"), on: state)
        #expect(physician.standing(in: both) == .treating)
        #expect(physician.standing(inEach: both) == nil)
        let officer = Readership(Self.staff("centre-b", "data"), on: state)
        #expect(officer.standing(inEach: both) == .office)
    }

    @Test func `comes with an override for its physician, and with its case for the panel`() throws
    {
        var ledger = try TestLedger.withSmallRules()
        let overrides = Overrides()
        #expect(overrides.declare(overrides.declaration(ledger), &ledger) == nil)
        let content = PatientContent(patient: TestConsortium.pseudonym("patient"))
        func standing(_ member: String, _ name: String, _ ledger: TestLedger) -> PatientStanding? {
            Readership(Self.staff(member, name), on: Self.state(ledger)).standing(in: content)
        }
        #expect(standing("hospital-a", "physician", ledger) == .override)
        #expect(standing("hospital-a", "physician-2", ledger) == nil)
        let review = try #require(ledger.found(Tables.overrides, ledger.lastRecord)).reviewCase
        let panel = try #require(ledger.found(Tables.cases, review)).panel.seats.map(\.person)
        #expect(!panel.isEmpty)
        for person in panel {
            let found = Readership(.staff(person), on: Self.state(ledger)).standing(in: content)
            #expect(found == .committee || found == .court, "\(person)")
        }
        // Who sits on the committee and not on the panel has none.
        let others = ["hospital-a", "centre-c"].map { TestConsortium.person($0, "committee") }
        for person in others where !panel.contains(person) {
            #expect(standing(person.member.text, "committee", ledger) == nil)
        }
        ledger.advance(by: .hours(6))
        #expect(standing("hospital-a", "physician", ledger) == nil)
    }

    @Test func `comes with a grant in force, for the member that it is given to`() throws {
        let (ledger, asset) = try Self.ledger()
        var change = ledger.change
        let id = RecordID(TestConsortium.suite.hash([1]))
        let until = BlockTime(ledger.time.value + 1_000)
        let terms = GrantTerms(
            subjects: [Self.patient], holder: TestConsortium.id("centre-b"),
            grantees: [TestConsortium.id("hospital-a")], purposes: ["research"],
            actions: ["train"], maximumLevel: 4, notBefore: ledger.time, notAfter: until,
            maximumUses: 5)
        let charter = ActiveCharter(
            id: "c", version: 1, digest: .zero, vocabulary: .zero)
        func standing(
            _ state: String, at time: BlockTime, _ member: String = "hospital-a",
            of content: PatientContent
        ) -> PatientStanding? {
            change.put(
                Tables.records, id,
                DeclaredRecord(
                    id: id, charter: charter, type: "Grant", state: state, fields: [],
                    terms: terms, created: ledger.time))
            change.put(Tables.grantsOfSubject, Self.patient, RecordList([id]))
            change.put(Tables.grantsOfAsset, asset, RecordList([id]))
            change.settle()
            let now = ledger.consortium.state.advanced(
                to: ledger.height, time: time, by: change,
                frontier: ledger.consortium.state.frontier)
            return Readership(Self.staff(member, "physician"), on: now).standing(in: content)
        }
        let own = PatientContent(patient: Self.patient)
        #expect(standing("active", at: ledger.time, of: own) == .grant)
        #expect(standing("draft", at: ledger.time, of: own) == nil)
        #expect(standing("active", at: until, of: own) == nil)
        #expect(standing("active", at: ledger.time, "centre-c", of: own) == nil)
        let data = PatientContent(asset: asset, in: Self.state(ledger))
        #expect(standing("active", at: ledger.time, of: data) == .grant)
    }

    @Test func `lasts with a permit, of that person, for that patient`() throws {
        let (ledger, _) = try Self.ledger()
        var change = ledger.change
        let id = RecordID(TestConsortium.suite.hash([1]))
        let expires = BlockTime(ledger.time.value + 1_000)
        change.put(
            Tables.permits, id,
            PermitRecord(
                request: Samples.request(nil, subject: "p1"),
                actor: Actor(
                    member: TestConsortium.id("hospital-a"), staff: StaffID("physician")),
                holder: TestConsortium.id("centre-b"), obligations: Obligations(),
                countedGrant: nil, decided: ledger.time, expires: expires))
        change.settle()
        func standing(
            at time: BlockTime, _ patient: Pseudonym, asked: [AskedRequest]
        ) -> PatientStanding? {
            let state = ledger.consortium.state.advanced(
                to: ledger.height, time: time, by: change,
                frontier: ledger.consortium.state.frontier)
            return Readership(
                Self.staff("hospital-a", "physician"), on: state, requests: asked
            ).standing(in: PatientContent(patient: patient))
        }
        let asked = [AskedRequest(id: id, patients: [Self.patient])]
        #expect(standing(at: ledger.time, Self.patient, asked: asked) == .permit)
        #expect(standing(at: ledger.time, Self.other, asked: asked) == nil)
        #expect(standing(at: expires, Self.patient, asked: asked) == nil)
        #expect(standing(at: ledger.time, Self.patient, asked: []) == nil)
        let pending = [
            AskedRequest(id: RecordID(TestConsortium.suite.hash([2])), patients: [Self.patient])
        ]
        #expect(standing(at: ledger.time, Self.patient, asked: pending) == nil)
    }

    @Test func `finds patients in entries, refused ones too, and in what they name`() throws {
        var (ledger, asset) = try Self.ledger()
        ledger.run(
            RecordConsent(terms: Samples.consent("p1")), by: "centre-b", keys: ["subject/p1"])
        // Refused: no head is linked, and the bytes name the patient all the same.
        let refused = ledger.run(
            RecordConsent(terms: Samples.consent("p2")), by: "centre-b", keys: ["subject/p1"])
        #expect(refused.outcome == .refused)
        let state = Self.state(ledger)
        let found = ledger.entries.map { PatientContent($0, in: state) }
        #expect(found.suffix(2).map(\.patients) == [[Self.patient], [Self.other]])
        #expect(found.allSatisfy { $0.isOfPatients })
        #expect(found.contains { $0.assets == [asset] && $0.patients == [Self.patient] })
    }

    @Test func `finds patients in keys and values of the state`() throws {
        let (ledger, asset) = try Self.ledger()
        let state = Self.state(ledger)
        func content(_ key: [UInt8]) -> PatientContent { PatientContent(stateKey: key, in: state) }
        for key in [
            Tables.subjects.stateKey(Self.patient), Tables.heads.stateKey(.subject(Self.patient)),
            Tables.assetsOfSubject.stateKey(Self.patient),
            Tables.keys.stateKey(TestConsortium.key("subject/p1").verifyingKey.id),
        ] {
            #expect(content(key).patients == [Self.patient])
        }
        #expect(content(Tables.assets.stateKey(asset)).assets == [asset])
        #expect(content(Tables.assets.stateKey(asset)).patients == [Self.patient])
        for key in [
            Tables.members.stateKey(TestConsortium.id("centre-b")),
            Tables.members.stateKey(TestConsortium.id("nobody")),
            Tables.keys.stateKey(TestConsortium.key("gateway/centre-b").verifyingKey.id),
        ] {
            #expect(!content(key).isOfPatients)
        }
        // What is not there, and what no table is known for, is about patients: unknown is not no.
        for key in [
            Tables.subjects.stateKey(TestConsortium.pseudonym("p9")),
            Tables.keys.stateKey(TestConsortium.key("nobody").verifyingKey.id), [0], [],
        ] {
            #expect(content(key).isOfPatients && content(key).patients.isEmpty)
        }
    }

    @Test func `knows the tables of a founding, and takes others for patients'`() throws {
        let (ledger, _) = try Self.ledger()
        let state = Self.state(ledger)
        // What a founding writes is of institutions, their keys and rules.
        let founded = Set(
            ledger.consortium.state.map.entries.map { entry in
                String(decoding: entry.key.prefix { $0 != 0x2f }, as: UTF8.self)
            })
        let technical: Set = ["due", "seen", "seen-block", "seen-oldest"]
        #expect(
            founded.subtracting(technical).subtracting(PatientTables.mixed)
                .subtracting(PatientTables.ofInstitutions) == [])
        #expect(PatientTables.ofInstitutions.isDisjoint(with: PatientTables.mixed))
        for key in [
            Tables.subjects.name, Tables.consents.name, Tables.permits.name,
            Tables.overrides.name, Tables.heads.name, Tables.assets.name, Tables.codes.name,
        ] {
            #expect(!PatientTables.ofInstitutions.contains(key))
            #expect(!PatientTables.mixed.contains(key))
        }
        #expect(state.get(Tables.subjects, Self.patient) != nil)
    }
}
