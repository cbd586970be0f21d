import DataProtection
import Sealing
import TestSupport
import Testing

@Suite struct `Egress gate` {
    private let gate = EgressGate()

    private func findings(_ payload: String) -> [GateFinding] {
        guard case .blocked(let findings) = gate.inspect(Array(payload.utf8)) else { return [] }
        return findings
    }

    @Test func `releases its own writing of the content, narratives dropped`() {
        let payload =
            #"{ "text":{"status":"generated","div":"<div>林秀英 13800138001</div>"}, "b":1, "a":[ "x" ] }"#
        let expected = Array(#"{"a":["x"],"b":1}"#.utf8)
        #expect(gate.inspect(Array(payload.utf8)) == .released(expected))
        #expect(gate.inspect(expected) == .released(expected))
    }

    @Test func `tells kind and place and never the value`() {
        let found = findings(#"{"rows":[{"note":"ok"},{"note":"林秀英女士，手机13800138001"}]}"#)
        #expect(found.contains(GateFinding(kind: .mobile, path: "$.rows[1].note")))
        for finding in found {
            let words = finding.english + finding.chinese
            #expect(!words.contains("13800138001") && !words.contains("林秀英"))
        }
        let named = findings(#"{"rows":{"手机13800138001":"x"}}"#)
        #expect(named.contains(GateFinding(kind: .mobile, path: "$.rows.{0}")))
        #expect(named.allSatisfy { !$0.path.contains("138") })
    }

    @Test func `gives every kind its own code and words in both languages`() {
        #expect(Set(FindingKind.allCases.map(\.code)).count == FindingKind.allCases.count)
        #expect(Set(FindingKind.allCases.map(\.english)).count == FindingKind.allCases.count)
        #expect(Set(FindingKind.allCases.map(\.chinese)).count == FindingKind.allCases.count)
    }

    @Test func `opens a permitted field for its own kind only`() {
        let record = SelectedRecord(
            fields: [SelectedField(field: "patient_name", values: [SelectedValue("林秀英")])],
            absent: [])
        let opened = EgressGate(permitting: ["patient_name"])
        #expect(opened.inspect(record) == .released(record.bytes))
        #expect(gate.inspect(record) != .released(record.bytes))
        let smuggled = SelectedRecord(
            fields: [
                SelectedField(field: "patient_name", values: [SelectedValue("林秀英13800138001")])
            ],
            absent: [])
        guard case .blocked(let found) = opened.inspect(smuggled) else {
            Issue.record("a phone left in the name")
            return
        }
        #expect(found.map(\.kind) == [.mobile])
    }

    @Test func `opens no hard field, whatever the permit says`() throws {
        for path in ExampleRecords.paths {
            for field in ["home_address", "phone", "national_id", "patient_name"] {
                let record = try ExampleRecords.selection(path).select([field, "hba1c"])
                let gate = EgressGate(permitting: ["home_address", "phone", "national_id"])
                guard case .blocked = gate.inspect(record) else {
                    Issue.record("\(field) of \(path) left")
                    continue
                }
            }
        }
    }

    @Test func `releases the clinical fields of every example`() throws {
        for path in ExampleRecords.paths {
            let record = try ExampleRecords.selection(path).select(ExampleRecords.clinicalFields)
            #expect(record.fields.count >= 6)
            #expect(gate.inspect(record) == .released(record.bytes), "\(path)")
        }
    }

    @Test func `blocks every example as it lies in the folder`() throws {
        for path in ExampleRecords.paths {
            guard case .blocked(let found) = gate.inspect(try ExampleRecords.bytes(path)) else {
                Issue.record("\(path) left whole")
                continue
            }
            let kinds = Set(found.map(\.kind))
            #expect(kinds.isSuperset(of: [.mobile, .nationalID, .homeAddress, .personName]))
        }
    }

    @Test(.enabled(if: SharedData.isThere("fhir/t2d")))
    func `releases the clinical fields of the shared bundles and blocks the rest`() throws {
        let masker = Masker(key: SecretBytes(Array(1...32)))
        for path in ExampleRecords.bundles {
            let bytes = try #require(SharedData.bytes(path))
            let selection = try RecordSelection(reading: [bytes])
            let clinical = try selection.select(ExampleRecords.clinicalFields)
            #expect(clinical.fields.count >= 10)
            let masked = masker.apply(masker.defaultMasks(for: clinical), to: clinical)
            #expect(gate.inspect(masked) == .released(clinical.bytes), "\(path)")
            for field in ["patient_name", "unique_code", "physician_name"] {
                let forced = try selection.select([field, "hba1c"])
                guard forced.absent.isEmpty, case .blocked = gate.inspect(forced) else {
                    Issue.record("\(field) of \(path) left")
                    continue
                }
            }
            guard case .blocked = gate.inspect(bytes) else {
                Issue.record("\(path) left whole")
                continue
            }
        }
    }
}

@Suite struct `Clean records` {
    private let gate = EgressGate()

    @Test func `pass the gate, for seeded records`() {
        var generator = SeededGenerator(seed: 2026)
        for _ in 0..<150 {
            let record = CleanRecords.record(&generator)
            #expect(gate.inspect(record) == .released(record.bytes))
        }
    }

    @Test func `fail once an identifier is planted anywhere, for seeded records`() {
        var generator = SeededGenerator(seed: 77)
        for _ in 0..<150 {
            let planted = CleanRecords.planted(&generator)
            guard case .blocked = gate.inspect(planted) else {
                Issue.record("released \(String(decoding: planted.bytes, as: UTF8.self))")
                continue
            }
        }
    }

    @Test(arguments: [
        #"{"glucose":[138,126,110,98,133,141,129,155]}"#,
        #"{"mean":7.866666666666667,"sd":2.2134567890123456}"#,
        #"{"loss":[0.6931471805599453,0.5123,0.48]}"#,
        #"{"n":"空腹血糖7.8，餐后2小时13.9，糖化8.2%"}"#,
        #"{"n":"患者高血压10年，于3月1日复诊，血糖控制良好"}"#,
        #"{"n":"尿路感染3天，消化道症状2次，镇痛1次"}"#,
        #"{"n":"参考范围:3.9-6.1 mmol/L"}"#,
        #"{"n":"杜仲 10g, 何首乌 15g, 丁香 3g"}"#,
        #"{"n":"天津市和平区"}"#,
        #"{"n":"HI","times":["2026-03-01T08:00:00+08:00","2026-03-01T08:00:00.123Z"]}"#,
        #"{"n":"133/76 mmHg","m":"E11.65","l":"4548-4","a":"A10BA02"}"#,
        #"{"n":"Type 2 diabetes mellitus with hyperglycemia [E11.65]"}"#,
        #"{"n":"insulin-glargine-300-units-per-ml, 14 units at bedtime"}"#,
        #"{"system":"http://loinc.org","code":"4548-4"}"#, #"{"phone":null,"email":"","fax":[]}"#,
        #"{"n":"20260301080000"}"#,
    ])
    func `pass the gate, case by case`(payload: String) {
        if case .blocked(let findings) = gate.inspect(Array(payload.utf8)) {
            Issue.record("\(payload): \(findings)")
        }
    }
}
