import TestSupport
import Testing

@testable import DataProtection

@Suite struct `Value forms` {
    private let catalogue = FieldCatalogue.standard
    private let research = ReleaseUse.secondary(textReviewed: false)

    @Test(arguments: [
        ("birth_year", "1958"), ("gender", "female"), ("gender", "男"), ("marriage", "离婚"),
        ("ethnicity", "维吾尔族"), ("nationality", "CN"), ("occupation", "农民"),
        ("glucose", "7.8 mmol/L"),
        ("glucose", "HI"), ("glucose", "<1.1"), ("hba1c", "8.4 %"),
        ("blood_pressure", "146/88 mmHg"),
        ("weight", "66.8 kg"), ("bmi", "24.1 kg/m2"), ("age", "60-69"), ("age", "90+"),
        ("address_city", "江苏省苏州市"), ("address_city", "天津市"), ("address_district", "天津市和平区"),
        ("address_district", "浙江省杭州市临平区"), ("birth_date", "1958"), ("fees", "1280.50 元"),
        ("diagnosis", "ICD-10 E11.9 (2型糖尿病 · type 2 diabetes mellitus)"),
        ("diagnosis", "ICD-10 K35.8"),
        ("diagnosis", "ICD-10 I63.900x007"), ("medication", "ATC A10BA02 (二甲双胍 · metformin)"),
        ("medication", "RxNorm 860975"), ("surgery", "ICD-9-CM-3 51.23"),
        ("allergy", "SNOMED-CT 91936005"),
        ("lab_result", "LOINC 718-7: 132 g/L"), ("lab_result", "LOINC 5802-4: 阴性"),
        ("lab_result", "LOINC 6690-2: 6.5 10*9/L"), ("lab_name", "LOINC 718-7 (血红蛋白 · hemoglobin)"),
    ])
    func `let what is typed leave for research`(field: String, text: String) {
        #expect(catalogue.label(of: field).leaves(text, for: research))
    }

    @Test(arguments: [
        ("birth_year", "1958-04-12"), ("birth_year", "1758"), ("birth_date", "1958-04-12"),
        ("age", "67"), ("gender", "女（周梅）"), ("glucose", "7.8 周梅"), ("glucose", "0.13912345678"),
        ("hba1c", "1391234 %"), ("address_city", "周梅市"), ("address_city", "天津市和平区"),
        ("address_district", "天津市和平区甘肃路9号"), ("diagnosis", "2型糖尿病"),
        ("diagnosis", "ICD-10 E11.9 (周梅)"), ("diagnosis", "ICD-10 周梅"),
        ("diagnosis", "SNOMED-CT 13912345678"),
        ("diagnosis", "ICD-10  E11.9"), ("medication", "RxNorm 13912345678"),
        ("medication", "ATC A10BA02 饭后"),
        ("lab_result", "周梅: 5.2 mmol/L"), ("lab_result", "LOINC 718-7: 周梅"),
        ("lab_result", "LOINC 718-7: 5 {周梅}"), ("lab_result", "LOINC 718-1: 132 g/L"),
        ("notes", "平稳"),
        ("chief_complaint", "多饮多尿"), ("hospital", "某医院"), ("patient_name", "周梅"),
        ("unique_code", "A-1"), ("fees", "1280.123456789"), ("ethnicity", "周"),
    ])
    func `let nothing else leave for research`(field: String, text: String) {
        #expect(!catalogue.label(of: field).leaves(text, for: research))
    }

    /// Identifiers of many kinds, none of which is a value of any typed field.
    private static let identifiers = [
        "患者周梅", "Zhou Mei", "13912345678", "139-1234-5678", "110105194912310020", "甘肃路9号3单元",
        "mei.zhou@example.org", "住院号 00417733", "微信 zhoumei_7", "津A·7K312", "6222 0200 1234 5678",
        "一三九一二三四五六七八", "MTM5MTIzNDU2Nzg=", "1949年12月31日生", "https://example.org/p/7",
    ]

    @Test func `hold back every identifier placed in any typed field or beside it`() {
        let gate = EgressGate(for: research)
        var placed = 0
        for label in catalogue.labels {
            for identifier in Self.identifiers {
                let record = SelectedRecord(
                    fields: [
                        SelectedField(field: label.field, values: [SelectedValue(identifier)])
                    ],
                    absent: [])
                guard case .blocked = gate.inspect(record) else {
                    Issue.record("\(label.field): \(identifier)")
                    continue
                }
                placed += 1
            }
        }
        #expect(placed == catalogue.labels.count * Self.identifiers.count)
    }

    @Test func `hold identifiers back in typed fields for care too`() {
        let gate = EgressGate(permitting: catalogue.labels.map(\.field))
        for label in catalogue.labels where !label.form.isOpen {
            for identifier in Self.identifiers {
                let record = SelectedRecord(
                    fields: [
                        SelectedField(field: label.field, values: [SelectedValue(identifier)])
                    ],
                    absent: [])
                guard case .blocked(let found) = gate.inspect(record) else {
                    Issue.record("\(label.field): \(identifier)")
                    continue
                }
                #expect(found.contains { $0.kind == .valueForm })
            }
        }
    }

    @Test(arguments: [
        #"{"absent":["周梅"],"fields":[],"format":"tally/record/v1"}"#,
        #"{"absent":[],"fields":[],"format":"周梅"}"#,
        #"{"fields":[{"field":"glucose","values":["7.8 mmol/L"],"times":["周梅"]}]}"#,
        #"{"fields":[{"field":"glucose","values":["7.8 mmol/L"],"mask":"周梅"}]}"#,
        #"{"fields":[{"field":"glucose","values":["7.8 mmol/L"],"note":"平稳"}]}"#,
        #"{"fields":[{"field":"glucose","values":[{"text":"平稳"}]}]}"#,
        #"{"summary":"平稳"}"#, #"["平稳"]"#, #"{"n":7}"#,
    ])
    func `leave no place for a text beside the values`(payload: String) {
        guard case .blocked(let found) = EgressGate(for: research).inspect(Array(payload.utf8))
        else {
            Issue.record("released \(payload)")
            return
        }
        #expect(found.contains { $0.kind == .valueForm })
    }

    @Test func `let no sensitive code leave, and pass text that was reviewed`() {
        func verdict(_ text: String, _ use: ReleaseUse) -> Bool {
            let record = SelectedRecord(
                fields: [SelectedField(field: "diagnosis", values: [SelectedValue(text)])],
                absent: ["phone", "shoe_size"])
            if case .released = EgressGate(for: use).inspect(record) { return true }
            return false
        }
        #expect(verdict("ICD-10 E11.9", research))
        #expect(!verdict("ICD-10 F32.9", research))
        #expect(!verdict("ICD-10 C50", research) && !verdict("ATC N05AH03", research))
        #expect(!verdict("糖尿病周围神经病变", research))
        #expect(verdict("糖尿病周围神经病变", .secondary(textReviewed: true)))
        #expect(!verdict("重度抑郁", .secondary(textReviewed: true)))
        #expect(!verdict("姓名：周梅，糖尿病", .secondary(textReviewed: true)))
    }

    @Test(arguments: [
        "2026", "2026-03", "2024-02-29", "2026-03-01T08:00:00+08:00", "2026-03-01T08:00:00.123456Z",
        "2026-03-01T08:00",
    ])
    func `read the dates of FHIR`(text: String) { #expect(FHIRDate.isValid(text)) }

    @Test(arguments: [
        "", "26", "2026-13", "2026-02-29", "2026-03-01T", "2026-03-01T08:00:00.1234567Z",
        "2026-3-1",
        "2026-03-01T08:00:00+08:00周梅", "13912345678", "2026-03-01 08:00", "0026-01-01",
    ])
    func `read no other`(text: String) { #expect(!FHIRDate.isValid(text)) }

    @Test(arguments: [
        "mmol/L", "mg/dL", "10*9/L", "kg/m2", "ug/L", "m[IU]/L", "mL/min/{1.73_m2}", "/min",
        "mm[Hg]", "%",
        "umol/L", "g/24h", "U/L", "{score}", "[pH]", "/100{WBC}", "fL", "pg/mL",
    ])
    func `read units of UCUM`(text: String) { #expect(UCUMUnit.isValid(text)) }

    @Test(arguments: [
        "", "周梅", "zhou", "{zhou}", "13912345678", "mmol/周", "mg/dL/", "12345", "a@b",
    ])
    func `read no other units`(text: String) { #expect(!UCUMUnit.isValid(text)) }
}
