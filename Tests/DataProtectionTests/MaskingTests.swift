import DataProtection
import Sealing
import Testing

@Suite struct `Masking` {
    private let masker = Masker(key: SecretBytes(Array(1...32)))

    @Test(arguments: [
        ("home_address", "天津市和平区成都道57号3单元402室", "天津市和平区"),
        ("home_address", "浙江省杭州市西湖区文三路478号", "浙江省杭州市西湖区"),
        ("home_address", "江苏省苏州市昆山市玉山镇", "江苏省苏州市昆山市"),
        ("home_address", "北京市朝阳区望京小区3号", "北京市朝阳区"),
        ("address_district", "广东省深圳市南山区", "广东省深圳市"),
        ("birth_date", "1958-04-12", "1958"), ("age", "67", "60-69"), ("age", "93岁", "90+"),
        ("age", "104", "90+"), ("age", "5", "0-9"), ("phone", "13800138001", "138****8001"),
        ("phone", "+86 138 0013 8001", "138****8001"), ("patient_name", "林秀英", "林某"),
        ("patient_name", "欧阳文静", "欧阳某"),
    ])
    func `generalises`(field: String, value: String, expected: String) {
        #expect(masker.masked(value, of: field, by: .generalise) == expected)
    }

    @Test(arguments: [
        ("home_address", "成都道57号"), ("home_address", "12 Main Street"), ("birth_date", "unknown"),
        ("birth_date", "19580412"), ("age", "old"), ("phone", "12345"), ("glucose", "7.8 mmol/L"),
        ("patient_name", "Emet Dummett"), ("national_id", "110105194912310020"),
    ])
    func `leaves out what has no coarser form`(field: String, value: String) {
        #expect(masker.masked(value, of: field, by: .generalise) == nil)
    }

    @Test func `gives one value of one field one pseudonym under one key`() {
        let first = masker.pseudonym(of: "林秀英", field: "patient_name")
        #expect(first == masker.pseudonym(of: "林秀英", field: "patient_name"))
        #expect(first != masker.pseudonym(of: "林秀英", field: "relative_name"))
        #expect(first != masker.pseudonym(of: "林秀荣", field: "patient_name"))
        let other = Masker(key: SecretBytes(Array(2...33)))
        #expect(first != other.pseudonym(of: "林秀英", field: "patient_name"))
        #expect(WrittenPseudonym.isPseudonym(first) && first.utf8.count == 42)
        #expect(!WrittenPseudonym.isPseudonym(first + "a"))
    }

    @Test func `lets the stricter of two demands win and lists what is left out`() throws {
        let record = try ExampleRecords.selection("centre-b/p001")
            .select(["patient_name", "phone", "glucose", "birth_date"])
        let masked = masker.apply(
            [
                MaskingDemand(field: "phone", method: .redact),
                MaskingDemand(field: "phone", method: .generalise),
                MaskingDemand(field: "patient_name", method: .pseudonym),
                MaskingDemand(field: "birth_date", method: .generalise),
            ], to: record)
        #expect(masked.absent == ["phone"])
        #expect(masked["patient_name"]?.mask == .pseudonym)
        #expect(masked["birth_date"]?.values.map(\.text) == ["1958"])
        #expect(masked["glucose"] == record["glucose"])
    }

    @Test func `with the catalogue's own masks every example passes the gate`() throws {
        let fields = FieldCatalogue.standard.labels.map(\.field)
        for path in ExampleRecords.paths {
            let selection = try ExampleRecords.selection(path)
            let record = try selection.select(fields)
            let masked = masker.apply(masker.defaultMasks(for: record), to: record)
            let allowed = masked.fields.map(\.field).filter { $0 != "home_address" }
            let selected = SelectedRecord(
                fields: masked.fields.filter { allowed.contains($0.field) }, absent: masked.absent)
            let gate = EgressGate(
                own: OwnIdentifiers(documents: selection.documents), issued: selected.pseudonyms)
            #expect(gate.inspect(selected) == .released(selected.bytes), "\(path)")
        }
    }
}
