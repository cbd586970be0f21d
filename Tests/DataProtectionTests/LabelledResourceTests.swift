import DataProtection
import Testing
import WrittenText

@Suite struct `Labels and subjects of resources` {
    private func selection(_ resource: String) throws -> RecordSelection {
        let patient =
            #"{"resourceType":"Patient","id":"k4","name":[{"text":"樊素云"}],"#
            + #""identifier":[{"value":"QM40817"}]}"#
        let text =
            #"{"resourceType":"Bundle","entry":[{"resource":"# + patient
            + #"},{"resource":"# + resource + "}]}"
        return try RecordSelection(reading: [Array(text.utf8)])
    }

    private func observation(_ rest: String) -> String {
        #"{"resourceType":"Observation","status":"final",\#(rest)"code":{"coding":[{"system":"#
            + #""http://loinc.org","code":"2339-0"}]},"valueQuantity":{"value":5.9,"#
            + #""unit":"mmol/L"}}"#
    }

    @Test(arguments: [
        "右肺MT待手术", "肝CA切除后", "PPD强阳性", "精分二十年", "割腕后缝合", "人流术后腹痛", "流产后出血",
        "started HAART", "PLWH since 2015", "advanced NSCLC", "mets to bone", "viral load rising",
    ])
    func `short words of level 5 are level 5`(text: String) {
        #expect(SensitivityTerminology.category(ofText: text) != nil)
    }

    @Test(arguments: ["病人流鼻血", "酒精分解", "门诊人流量", "胃CA199 正常"])
    func `and what only holds their characters is not`(text: String) {
        #expect(SensitivityTerminology.category(ofText: text) == nil)
    }

    @Test(arguments: [
        #"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"V"}"#,
        #"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}"#,
        #"{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"HIV"}"#,
        #"{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"NODSCLCD"}"#,
        #"{"display":"艾滋病"}"#,
    ])
    func `a restricted resource is level 5`(label: String) throws {
        let mine = #""subject":{"reference":"Patient/k4"},"#
        let labelled = try selection(
            observation(#""meta":{"security":[\#(label)]},"# + mine))
        for use in [ReleaseUse.care, .secondary(textReviewed: false)] {
            let record = try labelled.select(["glucose"], for: use)
            #expect(record["glucose"] == nil)
            #expect(record.withheld.map(\.reason) == [.sensitive])
            let plain = try selection(observation(mine)).select(["glucose"], for: use)
            #expect(plain["glucose"]?.values.count == 1)
        }
    }

    @Test(arguments: [
        #""subject":{"reference":"Patient/k4","identifier":{"value":"QM40818"}},"#,
        #""subject":{"reference":"Patient/k4","display":"樊素芝"},"#,
        #""subject":{"reference":"Patient/k4"},"contained":[{"resourceType":"Specimen","#
            + #""subject":{"reference":"Patient/k5"}}],"#,
    ])
    func `a subject of two persons is refused`(members: String) {
        #expect(throws: RecordFault.foreignResource(kind: "Observation")) {
            try selection(observation(members))
        }
    }

    @Test(arguments: [
        #""subject":{"reference":"Patient/k4","identifier":{"value":"QM-40817"}},"#,
        #""subject":{"reference":"Patient/k4","display":"Fan Suyun"},"#,
        #""subject":{"reference":"Patient/k4","display":"患者"},"#,
        #""subject":{"reference":"Patient/k4"},"contained":[{"resourceType":"Specimen","#
            + #""subject":{"reference":"Patient/k4"}}],"#,
    ])
    func `one that names the patient twice is not`(members: String) throws {
        _ = try selection(observation(members))
    }
}
