import DataProtection
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Duties

/// What an officer tries beforehand is made as a release is.
@Suite struct `Trial of a release` {
    private static let masker = Masker(key: SecretBytes(Array(7...38)))

    private static func record(note: String = "2型糖尿病") -> [UInt8] {
        Array(
            #"""
            {"resourceType":"Bundle","type":"collection","entry":[
            {"resource":{"resourceType":"Patient","id":"p1","gender":"female",
             "name":[{"text":"林秀英"}],"birthDate":"1958-04-12",
             "telecom":[{"system":"phone","value":"13900007777"}]}},
            {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/p1"},
             "code":{"text":"\#(note)"}}},
            {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/p1"},
             "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"F33.1"}]}}},
            {"resource":{"resourceType":"Observation","status":"final",
             "subject":{"reference":"Patient/p1"},
             "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
             "effectiveDateTime":"2026-01-05T08:00:00+08:00",
             "valueQuantity":{"value":7.8,"unit":"mmol/L"}}}]}
            """#.utf8)
    }

    private func judgement(
        of record: [UInt8], for purpose: String, _ fields: [String]
    ) throws -> ReleaseJudgement {
        let terms = ReleaseTerms(
            trying: fields, for: purpose, at: BlockTime(1_780_000_000_000))
        var making = ReleaseMaking(terms, Self.masker)
        try making.add(PatientDocuments(named: "p1", [record]))
        return making.judged()
    }

    private func fates(_ trial: ReleaseTrial) -> [String: ReleaseTrial.Fate] {
        Dictionary(uniqueKeysWithValues: trial.fields.map { ($0.label.field, $0.fate) })
    }

    @Test func `comes to the payload that a permit comes to`() throws {
        let world = try DutyWorld()
        try world.disks[1].replaceFile("records/p1.json", with: Self.record())
        let fields = ["diagnosis", "gender", "glucose"]
        let asked = try world.signed(
            world.request(of: "p1", at: 1, purpose: "care", fields: fields),
            by: DutyRules.physician, at: 0)
        #expect(try world.commit(asked).outcome == .permit)
        let permit = try #require(world.record(RecordID(asked.id)))
        let draft = ReleaseBuilder(world.gateways[1]).draft(permit, on: world.ledger)
        guard case .payload(let released, _) = draft,
            case .leaves(let tried) = try judgement(of: Self.record(), for: "care", fields).verdict
        else {
            Issue.record("\(draft)")
            return
        }
        #expect(released == tried)
    }

    @Test func `says of each field what becomes of it`() throws {
        let fields = [
            "allergy", "birth_date", "diagnosis", "gender", "glucose", "patient_name", "phone",
            "sensitive_diagnosis",
        ]
        let trial = ReleaseTrial(
            try judgement(of: Self.record(), for: "research", fields), at: 0)
        #expect(trial.fields.map(\.label.field) == fields)
        #expect(
            fates(trial) == [
                "allergy": .absent, "birth_date": .leaves, "diagnosis": .withheld,
                "gender": .leaves, "glucose": .leaves, "patient_name": .leaves, "phone": .masked,
                "sensitive_diagnosis": .sealedOnly,
            ])
        #expect(trial.fields[1].values.map(\.text) == ["1958"])
        #expect(trial.fields[1].mask == .generalise && trial.fields[6].mask == .redact)
        #expect(trial.fields[5].values.allSatisfy { $0.text.hasPrefix("pseudonym:") })
        #expect(trial.fields[2].withheld.map(\.reason) == [.freeText])
        #expect(trial.level == 4 && trial.elsewhere.isEmpty)
    }

    @Test func `names what holds a field back and not what it says`() throws {
        let judgement = try judgement(
            of: Self.record(note: "秀英诉乏力，电话13900007777"), for: "care", ["diagnosis", "glucose"])
        let trial = ReleaseTrial(judgement, at: 0)
        guard case .held = judgement.verdict else {
            Issue.record("an own identifier leaves")
            return
        }
        #expect(fates(trial) == ["diagnosis": .held, "glucose": .leaves])
        let held = try #require(trial.fields.first)
        #expect(held.values.isEmpty)
        #expect(Set(held.findings.map(\.kind)).isSuperset(of: [.mobile]))
        #expect(held.findings.allSatisfy { $0.path == "$[0].fields[0].values[0]" })
        #expect(!"\(trial)".contains("秀英") && !"\(trial)".contains("13900007777"))
    }

    @Test func `places findings with the patient whose they are`() throws {
        let terms = ReleaseTerms(
            trying: ["diagnosis"], for: "care", at: BlockTime(1_780_000_000_000))
        var making = ReleaseMaking(terms, Self.masker)
        try making.add(PatientDocuments(named: "p1", [Self.record()]))
        try making.add(PatientDocuments(named: "p2", [Self.record(note: "电话13900007777")]))
        let judgement = making.judged()
        #expect(fates(ReleaseTrial(judgement, at: 0)) == ["diagnosis": .leaves])
        #expect(fates(ReleaseTrial(judgement, at: 1)) == ["diagnosis": .held])
    }
}
