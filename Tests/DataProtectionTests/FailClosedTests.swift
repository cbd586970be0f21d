import DataProtection
import Testing
import WrittenText

@Suite struct `Whose a resource is` {
    private func selection(
        _ resource: String, url: String = "", patientURL: String = ""
    ) throws -> RecordSelection {
        func entry(_ url: String, _ resource: String) -> String {
            let name = url.isEmpty ? "" : #""fullUrl":"\#(url)","#
            return "{\(name)\"resource\":\(resource)}"
        }
        let patient = entry(patientURL, #"{"resourceType":"Patient","id":"a7"}"#)
        let text = #"{"resourceType":"Bundle","entry":[\#(patient),\#(entry(url, resource))]}"#
        return try RecordSelection(reading: [Array(text.utf8)])
    }

    private func observation(_ members: String) -> String {
        #"{"resourceType":"Observation","status":"final",\#(members)"code":{"coding":[{"system":"#
            + #""http://loinc.org","code":"4548-4"}]},"valueQuantity":{"value":7.1,"unit":"%"}}"#
    }

    @Test(arguments: [
        "", #""subject":{},"#, #""subject":{"display":"赵敏"},"#, #""subject":[],"#,
        #""subject":{"identifier":{"value":"A7"}},"#, ##""subject":{"reference":"#p"},"##,
        #""subject":{"reference":"Patient/a8"},"#, #""subject":{"reference":"Group/a7"},"#,
        #""subject":{"reference":"https://b.example/fhir/Patient/a7"},"#,
        #""subject":{"reference":"urn:uuid:a7"},"#, #""subject":{"reference":"Patient?name=a7"},"#,
        #""subject":{"reference":"Patient/a7","type":"Group"},"#,
        #""subject":{"reference":"Patient/a7"},"focus":[{"reference":"Patient/a9"}],"#,
        #""subject":{"reference":"Patient/a7"},"focus":[{"display":"胎儿"}],"#,
        #""subject":{"reference":"Patient/a7"},"patient":{"reference":"Patient/a8"},"#,
    ])
    func `a subject that does not lead to the patient is refused`(members: String) {
        #expect(throws: RecordFault.foreignResource(kind: "Observation")) {
            try selection(observation(members))
        }
    }

    @Test(arguments: [
        ("Coverage", "beneficiary"), ("AllergyIntolerance", "patient"), ("Condition", "subject"),
        ("FamilyMemberHistory", "patient"), ("Encounter", "subject"), ("Procedure", "subject"),
    ])
    func `whatever the member is called`(kind: String, member: String) throws {
        let mine = #"{"resourceType":"\#(kind)","\#(member)":{"reference":"Patient/a7"}}"#
        _ = try selection(mine)
        for other in [#""\#(member)":{"reference":"Patient/a8"}"#, #""id":"x""#] {
            #expect(throws: RecordFault.foreignResource(kind: kind)) {
                try selection(#"{"resourceType":"\#(kind)",\#(other)}"#)
            }
        }
    }

    @Test func `an address leads to the patient where the bundle lists it so`() throws {
        let home = "https://a.example/fhir/"
        for reference in ["Patient/a7", home + "Patient/a7", "Patient/a7/_history/2"] {
            let resource = observation(#""subject":{"reference":"\#(reference)"},"#)
            _ = try selection(
                resource, url: home + "Observation/1", patientURL: home + "Patient/a7")
        }
        #expect(throws: RecordFault.foreignResource(kind: "Observation")) {
            try selection(
                observation(#""subject":{"reference":"Patient/a7"},"#),
                url: "https://b.example/fhir/Observation/1", patientURL: home + "Patient/a7")
        }
    }

    @Test(arguments: [
        #"{"resourceType":"MedicationRequest","medication":{"concept":{"text":"x"}}}"#,
        #"{"resourceType":"Encounter","class":[{"text":"x"}]}"#,
        #"{"resourceType":"Procedure","occurrenceDateTime":"2026-01-01"}"#,
        #"{"resourceType":"MedicationUsage"}"#,
    ])
    func `content of another release is named`(resource: String) {
        #expect(throws: RecordFault.self) { try selection(resource) }
        do {
            _ = try selection(resource)
        } catch {
            #expect((error as? RecordFault)?.code == 6056)
        }
    }

    @Test func `an entry without a resource is named`() {
        let text = #"{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1"}]}"#
        #expect(throws: RecordFault.notFHIR) {
            try RecordSelection(reading: [Array(text.utf8)])
        }
    }
}

@Suite struct `What is not so` {
    private func medication(_ members: String) throws -> SelectedRecord {
        let text = #"""
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"a7"}},
            {"resource":{"resourceType":"MedicationRequest",\#(members)
            "subject":{"reference":"Patient/a7"},"medicationCodeableConcept":{"coding":[
            {"system":"http://www.whocc.no/atc","code":"A10BA02"}],"text":"二甲双胍"}}}]}
            """#
        return try RecordSelection(reading: [Array(text.utf8)]).select(["medication"])
    }

    @Test(arguments: [
        #""status":"active","doNotPerform":true,"#, #""status":"draft","intent":"order","#,
        #""status":"active","intent":"proposal","#, #""status":"active","intent":"plan","#,
        #""status":"Entered-In-Error ","#, #""status":"unknown","#,
        #""status":"active","modifierExtension":[{"url":"urn:x","valueBoolean":true}],"#,
    ])
    func `is not given as given`(members: String) throws {
        #expect(try medication(members).absent == ["medication"])
    }

    @Test func `and an order is`() throws {
        #expect(try medication(#""status":"active","intent":"order","#).absent.isEmpty)
    }

    @Test(arguments: [
        #"{"coding":[{"code":"confirmed"},{"code":"refuted"}]}"#,
        #"{"coding":[{"code":"entered-in-error"}]}"#, #"{"text":"Refuted"}"#,
    ])
    func `a refuted diagnosis is none, whichever coding says it`(verification: String) throws {
        let text = #"""
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"a7"}},
            {"resource":{"resourceType":"Condition","verificationStatus":\#(verification),
            "subject":{"reference":"Patient/a7"},"code":{"coding":[
            {"system":"http://hl7.org/fhir/sid/icd-10","code":"E11.9"}],"text":"2型糖尿病"}}}]}
            """#
        let record = try RecordSelection(reading: [Array(text.utf8)]).select(["diagnosis"])
        #expect(record.absent == ["diagnosis"])
    }
}
