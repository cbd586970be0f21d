import Foundation
import Sealing
import TestSupport
import Testing
import WrittenText

@testable import DataProtection

/// What selection takes from a record outside care, and what it does with level 5.
@Suite struct `Typed selection` {
    private static let patient =
        #"{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1961-07-05"}"#

    private func selection(_ resources: String...) throws -> RecordSelection {
        let entries = ([Self.patient] + resources).map { #"{"resource":\#($0)}"# }
        let text = #"{"resourceType":"Bundle","entry":[\#(entries.joined(separator: ","))]}"#
        return try RecordSelection(reading: [Array(text.utf8)])
    }

    private func observation(_ code: String, _ rest: String) -> String {
        #"{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},"#
            + #""category":[{"coding":[{"code":"laboratory"}]}],"code":\#(code),\#(rest)}"#
    }

    private func condition(_ code: String) -> String {
        #"{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":\#(code)}"#
    }

    private func texts(_ record: SelectedRecord, _ field: String) -> [String] {
        record[field]?.values.map(\.text) ?? []
    }

    private let research = ReleaseUse.secondary(textReviewed: false)

    @Test func `takes codes in place of what people wrote`() throws {
        let coded = condition(
            #"{"text":"糖尿病（周梅口述）","coding":[{"system":"urn:his","code":"D1","display":"周梅"},"#
                + #"{"system":"https://hl7.org/fhir/sid/icd-10/","code":"E11.9","display":"周梅"}]}"#)
        let written = condition(#"{"text":"头晕待查"}"#)
        let local = condition(#"{"text":"头晕","coding":[{"system":"urn:his","code":"R1"}]}"#)
        let drug =
            #"{"resourceType":"MedicationRequest","subject":{"reference":"Patient/p"},"#
            + #""medicationCodeableConcept":{"text":"二甲双胍","coding":[{"system":"#
            + #""http://www.whocc.no/atc","code":"A10BA02"}]},"dosageInstruction":[{"text":"早晚各一片"}]}"#
        let record = try selection(coded, written, local, drug)
            .select(["diagnosis", "medication"], for: research)
        #expect(
            texts(record, "diagnosis") == ["ICD-10 E11.9 (2型糖尿病 · type 2 diabetes mellitus)"])
        #expect(texts(record, "medication") == ["ATC A10BA02 (二甲双胍 · metformin)"])
        #expect(
            record.withheld == [
                WithheldValues(field: "diagnosis", reason: .freeText, count: 1),
                WithheldValues(field: "diagnosis", reason: .unknownMeaning, count: 1),
                WithheldValues(field: "medication", reason: .freeText, count: 1),
            ])
        #expect(EgressGate(for: research).inspect(record) == .released(record.bytes))
        let care = try selection(coded, written, local, drug).select(["diagnosis", "medication"])
        #expect(texts(care, "diagnosis").count == 3 && care.withheld.isEmpty)
    }

    @Test func `takes results as numbers with their unit under the code of the examination`() throws
    {
        let hemoglobin = observation(
            #"{"text":"血红蛋白","coding":[{"system":"http://loinc.org","code":"718-7"}]}"#,
            #""valueQuantity":{"value":131.98765432,"unit":"克每升","code":"g/L"}"#)
        let ketones = observation(
            #"{"coding":[{"system":"http://loinc.org","code":"5797-6","display":"Ketones"}]}"#,
            #""valueString":"阴性""#)
        let prose = observation(
            #"{"coding":[{"system":"http://loinc.org","code":"5778-6","display":"Color"}]}"#,
            #""valueString":"深黄，家属诉隔夜留置""#)
        let glucose = observation(
            #"{"coding":[{"system":"http://loinc.org","code":"2345-7"}]}"#,
            #""effectiveDateTime":"昨日","valueQuantity":{"value":7.1,"unit":"mmol/L"}"#)
        let asked = ["glucose", "lab_name", "lab_result"]
        let record = try selection(hemoglobin, ketones, prose, glucose).select(asked, for: research)
        #expect(
            texts(record, "lab_result") == ["LOINC 5797-6: 阴性", "LOINC 718-7: 131.9876 g/L"])
        #expect(record["glucose"]?.values == [SelectedValue("7.1 mmol/L")])
        #expect(texts(record, "lab_name").contains("LOINC 718-7 (血红蛋白 · hemoglobin)"))
        #expect(
            record.withheld.contains(
                WithheldValues(field: "lab_result", reason: .freeText, count: 1)))
        #expect(
            record.withheld.contains(
                WithheldValues(field: "glucose", reason: .timeNotOfForm, count: 1)))
        #expect(EgressGate(for: research).inspect(record) == .released(record.bytes))
    }

    @Test(arguments: [
        (#"{"text":"艾滋病病毒抗体"}"#, #""valueString":"阴性""#),
        (#"{"text":"术前检查"}"#, #""component":[{"code":{"text":"anti-HCV"},"valueString":"-"}]"#),
        (
            #"{"text":"组合"}"#,
            #""component":[{"code":{"coding":[{"system":"http://loinc.org","code":"5195-3"}]}}]"#
        ),
        (#"{"text":"涂片"}"#, #""valueString":"查见淋球菌""#),
        (#"{"text":"病理"}"#, #""valueCodeableConcept":{"text":"鳞状细胞癌"}"#),
        (
            #"{"coding":[{"system":"urn:oid:2.16.840.1.113883.6.1","code":"20507-0"}]}"#,
            #""valueInteger":1"#
        ),
    ])
    func `keeps results of special diseases apart`(code: String, rest: String) throws {
        let selection = try selection(observation(code, rest))
        for use in [ReleaseUse.care, research, .secondary(textReviewed: true)] {
            let record = try selection.select(["lab_result", "lab_name"], for: use)
            #expect(record.absent == ["lab_name", "lab_result"])
            #expect(
                record.withheld.contains { $0.field == "lab_result" && $0.reason == .sensitive })
        }
        let asked = ["lab_name", "lab_result", "sensitive_result"]
        let record = try selection.select(asked)
        #expect(record["lab_result"] == nil && record["lab_name"] == nil)
    }

    @Test func `keeps every field free of special diseases`() throws {
        let resources = [
            #"{"resourceType":"Procedure","subject":{"reference":"Patient/p"},"code":{"text":"宫颈癌根治术"}}"#,
            #"{"resourceType":"FamilyMemberHistory","patient":{"reference":"Patient/p"},"condition":[{"code":{"text":"母亲精神分裂症"}}]}"#,
            #"{"resourceType":"Encounter","subject":{"reference":"Patient/p"},"reasonCode":[{"text":"梅毒复查"}]}"#,
            #"{"resourceType":"MedicationStatement","subject":{"reference":"Patient/p"},"medicationCodeableConcept":{"text":"抗病毒治疗","#
                + #""coding":[{"system":"http://www.whocc.no/atc","code":"J05AF10"}]}}"#,
            #"{"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/p"},"code":{"text":"化疗药物过敏"}}"#,
            condition(#"{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C7A.1"}]}"#),
        ]
        let entries = ([Self.patient] + resources).map { #"{"resource":\#($0)}"# }
        let text = #"{"resourceType":"Bundle","entry":[\#(entries.joined(separator: ","))]}"#
        let selection = try RecordSelection(reading: [Array(text.utf8)])
        let fields = [
            "allergy", "chief_complaint", "diagnosis", "family_history", "medication", "surgery",
        ]
        for use in [ReleaseUse.care, research] {
            let record = try selection.select(fields, for: use)
            #expect(record.absent == fields)
            #expect(record.withheld.map(\.field) == fields)
            #expect(record.withheld.allSatisfy { $0.reason == .sensitive })
        }
        let all = try selection.select(fields + ["sensitive_diagnosis"])
        #expect(all.absent == fields && texts(all, "sensitive_diagnosis").count == 6)
    }

    @Test func `tells drugs of special diseases by name where their system has no order`() throws {
        let drug =
            #"{"resourceType":"MedicationStatement","subject":{"reference":"Patient/p"},"medicationCodeableConcept":{"coding":[{"system":"#
            + #""http://www.nlm.nih.gov/research/umls/rxnorm","code":"312079","display":"olanzapine 10 MG"}]}}"#
        let record = try selection(drug).select(["medication"], for: research)
        #expect(record.absent == ["medication"] && record.withheld.map(\.reason) == [.sensitive])
        #expect(try selection(drug).select(["medication"]).absent.isEmpty)
    }

    @Test func `selects no value that is not of its field's form`() throws {
        let patient =
            #"{"resourceType":"Patient","id":"q","gender":"周梅","birthDate":"周梅生于夏","#
            + #""maritalStatus":{"text":"与周梅同住"},"address":[{"city":"周梅家"}]}"#
        let fields = ["address_city", "birth_date", "birth_year", "gender", "marriage"]
        for use in [ReleaseUse.care, research] {
            let record = try RecordSelection(reading: [Array(patient.utf8)]).select(
                fields, for: use)
            #expect(record.absent == fields)
            #expect(record.withheld.map(\.field) == fields)
            #expect(record.withheld.allSatisfy { $0.reason == .notOfForm })
        }
    }

    /// Where a record of FHIR has room for a text; `@` is where it stands.
    private static let places = [
        #"{"resourceType":"Patient","id":"p","gender":"@"}"#,
        #"{"resourceType":"Patient","id":"p","birthDate":"@"}"#,
        #"{"resourceType":"Patient","id":"p","birthDate":"1961-07-05@"}"#,
        #"{"resourceType":"Patient","id":"p","maritalStatus":{"text":"@"}}"#,
        #"{"resourceType":"Patient","id":"p","address":[{"text":"@","city":"@","district":"@"}]}"#,
        #"{"resourceType":"Patient","id":"p","name":[{"text":"@"}],"telecom":[{"value":"@"}]}"#,
        #"{"resourceType":"Patient","id":"p","identifier":[{"value":"@"}],"photo":[{"title":"@"}]}"#,
        #"{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"text":"@"},"onsetDateTime":"@"}"#,
        #"{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"@","code":"@","display":"@"}]}}"#,
        #"{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"text":"@","coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"I10","display":"@"}]},"onsetDateTime":"@"}"#,
        #"{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"I10 @"}]}}"#,
        #"{"resourceType":"Procedure","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"@","display":"@"}]}}"#,
        #"{"resourceType":"Encounter","subject":{"reference":"Patient/p"},"reasonCode":[{"text":"@"}],"period":{"start":"@"}}"#,
        #"{"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/p"},"code":{"text":"@"},"recordedDate":"@"}"#,
        #"{"resourceType":"MedicationRequest","subject":{"reference":"Patient/p"},"medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"A10BA02","display":"@"}]},"dosageInstruction":[{"text":"@"}],"authoredOn":"@"}"#,
        #"{"resourceType":"Observation","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}]},"valueQuantity":{"value":7.1,"unit":"@"}}"#,
        #"{"resourceType":"Observation","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}]},"valueQuantity":{"value":7.1,"comparator":"@","code":"mmol/L"}}"#,
        #"{"resourceType":"Observation","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}]},"valueString":"@"}"#,
        #"{"resourceType":"Observation","subject":{"reference":"Patient/p"},"category":[{"coding":[{"code":"laboratory"}]}],"code":{"text":"@","coding":[{"system":"http://loinc.org","code":"718-7","display":"@"}]},"valueQuantity":{"value":7.1,"unit":"@","code":"@"}}"#,
        #"{"resourceType":"Observation","subject":{"reference":"Patient/p"},"category":[{"coding":[{"code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"718-7","display":"x"}]},"valueCodeableConcept":{"text":"@","coding":[{"code":"@"}]},"effectiveDateTime":"@"}"#,
        #"{"resourceType":"Observation","subject":{"reference":"Patient/p"},"category":[{"coding":[{"code":"laboratory"}]}],"code":{"text":"@"},"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"718-7"}],"text":"@"},"valueQuantity":{"value":1,"unit":"g/L {@}"}}]}"#,
        #"{"resourceType":"Organization","name":"@"}"#,
        #"{"resourceType":"Device","patient":{"reference":"Patient/p"},"serialNumber":"@"}"#,
        #"{"resourceType":"Practitioner","name":[{"text":"@"}]}"#,
        #"{"resourceType":"Coverage","beneficiary":{"reference":"Patient/p"},"subscriberId":"@"}"#,
        #"{"resourceType":"FamilyMemberHistory","patient":{"reference":"Patient/p"},"condition":[{"code":{"text":"@"}}]}"#,
    ]

    @Test func `lets no text leave for research, wherever it stands in the record`() throws {
        let asked = Int(ProcessInfo.processInfo.environment["TALLY_FORM_RECORDS"] ?? "") ?? 120
        var generator = SeededGenerator(seed: 1_202)
        let masker = Masker(key: SecretBytes(Array(1...32)))
        let gate = EgressGate(for: research)
        let fields = FieldCatalogue.standard.labels.map(\.field)
        // Words that no detector minds: the forms alone keep them.
        let scraps = ["随访", "平稳", "丁香", "饭后", "Autumn", "leaf", "家属", "清晨", "7", "A", "、"]
        for _ in 0..<asked {
            let text =
                "秋"
                + (0..<(1 + generator.below(4))).map { _ in
                    scraps[generator.below(scraps.count)]
                }.joined() + "叶"
            var resources = (0..<3).map { _ in
                Self.places[7 + generator.below(Self.places.count - 7)]
            }
            resources.append(Self.places[generator.below(7)])
            let entries = resources.map {
                #"{"resource":\#($0.replacingOccurrences(of: "@", with: text))}"#
            }
            let bundle = #"{"resourceType":"Bundle","entry":[\#(entries.joined(separator: ","))]}"#
            let record = try RecordSelection(reading: [Array(bundle.utf8)])
                .select(fields, for: research)
            let masked = masker.apply(masker.defaultMasks(for: record), to: record)
            let written = String(decoding: masked.bytes, as: UTF8.self)
            #expect(!written.contains(text), "\(bundle)")
            #expect(gate.inspect(masked) == .released(masked.bytes), "\(written)")
        }
    }
}
