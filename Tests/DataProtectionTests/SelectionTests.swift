import DataProtection
import Testing
import WrittenText

@Suite struct `Record selection` {
    private func record(_ fields: String...) throws -> SelectedRecord {
        try ExampleRecords.selection("centre-b/p001").select(fields)
    }

    @Test func `takes the asked fields with values and times, and nothing else`() throws {
        let record = try record("hba1c", "allergy", "medication", "blood_pressure")
        #expect(record.fields.map(\.field) == ["allergy", "blood_pressure", "hba1c", "medication"])
        #expect(
            record["hba1c"]?.values == [
                SelectedValue("8.4 %", time: "2026-01-06T07:30:00+08:00"),
                SelectedValue("7.3 %", time: "2026-03-03T07:30:00+08:00"),
            ])
        #expect(record["allergy"]?.values == [SelectedValue("青霉素", time: "2009-05-11")])
        #expect(record["blood_pressure"]?.values.first?.text == "146/88 mmHg")
        #expect(
            record["medication"]?.values.map(\.text) == [
                "盐酸二甲双胍片, 0.5g 口服 每日3次 餐中", "苯磺酸氨氯地平片, 5mg 口服 每日1次",
            ])
        #expect(record.absent.isEmpty)
    }

    @Test func `puts glucose of several codes together in the order of time`() throws {
        let values = try #require(try record("glucose")["glucose"]?.values)
        #expect(values.count == 8)
        #expect(values.compactMap(\.time) == values.compactMap(\.time).sorted())
        #expect(values[0].text == "8.6 mmol/L")
    }

    @Test func `reads names, addresses, numbers and dates where they are asked for`() throws {
        let record = try record(
            "patient_name", "home_address", "address_district", "address_city", "phone",
            "national_id", "medical_record_number", "birth_date", "birth_year", "gender",
            "relative_name")
        func first(_ field: String) -> String? { record[field]?.values.first?.text }
        #expect(first("patient_name") == "林秀英")
        #expect(first("home_address") == "天津市和平区成都道57号3单元402室")
        #expect(first("address_district") == "天津市和平区")
        #expect(first("address_city") == "天津市")
        #expect(first("phone") == "13800138001")
        #expect(first("national_id").map(ResidentIdentity.isValid) == true)
        #expect(first("medical_record_number") == "MZ20260017")
        #expect(first("birth_date") == "1958-04-12" && first("birth_year") == "1958")
        #expect(first("gender") == "female" && first("relative_name") == "高建国")
    }

    @Test func `lists as absent what is asked for and not there`() throws {
        let record = try record("hba1c", "fax", "shoe_size")
        #expect(record.absent == ["fax", "shoe_size"])
        #expect(record.fields.count == 1)
    }

    @Test func `keeps special diseases apart from ordinary diagnoses`() throws {
        let record = try ExampleRecords.selection("centre-b/p005")
            .select(["diagnosis", "sensitive_diagnosis"])
        #expect(record["diagnosis"]?.values.map(\.text) == ["2型糖尿病 [E11.9]"])
        #expect(record["sensitive_diagnosis"]?.values.map(\.text) == ["抑郁发作 [F32.9]"])
        #expect(record.level(in: .standard) == .five)
    }

    @Test func `writes the same document whatever the order of question and resources`() throws {
        let bytes = try ExampleRecords.bytes("centre-b/p002")
        let tree = try JSONReader.read(bytes)
        let reversed = JSONValue.object(
            tree.members.map {
                $0.name == "entry"
                    ? JSONMember("entry", .array($0.value.elements.reversed())) : $0
            })
        let first = try RecordSelection(documents: [tree]).select(["hba1c", "glucose", "fax"])
        let second = try RecordSelection(documents: [reversed]).select(["fax", "glucose", "hba1c"])
        #expect(first.bytes == second.bytes)
    }

    @Test func `leaves out withdrawn results`() throws {
        func bundle(_ status: String) -> JSONValue {
            let observation = #"""
                {"resourceType":"Observation","status":"\#(status)","subject":{"reference":"Patient/a"},"code":{"coding":[
                {"system":"http://loinc.org","code":"4548-4"}]},"valueQuantity":{"value":7.1,"unit":"%"}}
                """#
            let text =
                #"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"a"}},"#
                + #"{"resource":"# + observation + "}]}"
            return (try? JSONReader.read(Array(text.utf8))) ?? .null
        }
        #expect(try RecordSelection(documents: [bundle("final")]).select(["hba1c"]).absent == [])
        let withdrawn = try RecordSelection(documents: [bundle("entered-in-error")])
            .select(["hba1c"])
        #expect(withdrawn.absent == ["hba1c"])
    }

    @Test func `refuses records of several patients, of none, and strangers' resources`() throws {
        func selection(_ text: String) throws(RecordFault) -> RecordSelection {
            try RecordSelection(reading: [Array(text.utf8)])
        }
        let patient = #"{"resource":{"resourceType":"Patient","id":"a"}}"#
        #expect(throws: RecordFault.severalPatients(count: 2)) {
            try selection(#"{"resourceType":"Bundle","entry":[\#(patient),\#(patient)]}"#)
        }
        #expect(throws: RecordFault.noPatient) {
            try selection(#"{"resourceType":"Bundle","entry":[]}"#)
        }
        #expect(throws: RecordFault.notFHIR) { try selection(#"{"a":1}"#) }
        #expect(throws: RecordFault.foreignResource(kind: "Observation")) {
            try selection(
                #"{"resourceType":"Bundle","entry":[\#(patient),{"resource":{"resourceType":"#
                    + #""Observation","subject":{"reference":"Patient/b"}}}]}"#)
        }
        #expect(throws: RecordFault.notJSON(.truncated(at: 1))) { try selection("{") }
        #expect(throws: RecordFault.noFieldsAsked) {
            try ExampleRecords.selection("hospital-a/p001").select([])
        }
    }
}
