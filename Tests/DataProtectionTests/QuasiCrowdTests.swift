import DataProtection
import Testing

@Suite struct `Records beside each other` {
    private func record(_ values: [String: [String]]) -> SelectedRecord {
        SelectedRecord(
            fields: values.map { field, texts in
                SelectedField(field: field, values: texts.map { SelectedValue($0) })
            }, absent: [])
    }

    @Test func `are alike where every quasi-identifier says the same`() {
        var crowd = QuasiCrowd()
        let common = record(["gender": ["female"], "birth_year": ["1958"], "glucose": ["7.1"]])
        let others = [
            record(["birth_year": ["1958"], "gender": ["female"], "diagnosis": ["E11.9"]]),
            record(["gender": ["male"], "birth_year": ["1958"]]), record(["gender": ["female"]]),
            record(["gender": ["female"], "birth_year": ["1958", "1959"]]),
        ]
        for record in [common] + others { crowd.add(record) }
        #expect(crowd.size == 5 && crowd.alike(common) == 2 && crowd.alike(others[0]) == 2)
        #expect(others.dropFirst().allSatisfy { crowd.alike($0) == 1 })
        #expect(crowd.alike(record(["gender": ["other"]])) == 0)
        #expect(crowd.quasiIdentifiers(of: common) == ["birth_year", "gender"])
    }

    @Test func `are all alike without any`() {
        var crowd = QuasiCrowd()
        for reading in ["7.1", "6.4", "9.9"] { crowd.add(record(["glucose": [reading]])) }
        #expect(crowd.alike(record([:])) == 3)
    }
}
