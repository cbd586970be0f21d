import CanonicalCoding
import DataProtection
import LedgerTypes
import Testing

@Suite struct `Field catalogue` {
    private let catalogue = FieldCatalogue.standard

    @Test func `gives an unknown field level 4 and no way out`() {
        let label = catalogue.label(of: "shoe_size")
        #expect(label.level == .four && label.egress == .never && label.treatment == .redact)
    }

    @Test func `takes the highest level of its fields for a record`() {
        #expect(catalogue.level(ofRecord: []) == .one)
        #expect(catalogue.level(ofRecord: ["hospital"]) == .one)
        #expect(catalogue.level(ofRecord: ["medication", "diagnosis"]) == .two)
        #expect(catalogue.level(ofRecord: ["medication", "glucose"]) == .three)
        #expect(catalogue.level(ofRecord: ["glucose", "phone"]) == .four)
        #expect(catalogue.level(ofRecord: ["phone", "sensitive_result"]) == .five)
    }

    @Test func `raises two quasi-identifiers to level 3`() {
        #expect(catalogue.level(ofRecord: ["gender"]) == .two)
        #expect(catalogue.level(ofRecord: ["gender", "gender"]) == .two)
        #expect(catalogue.level(ofRecord: ["gender", "birth_year"]) == .three)
        #expect(catalogue.level(ofRecord: ["gender", "medication"]) == .two)
    }

    @Test func `stops every hard field and keeps sensitive ones sealed`() {
        for field in EgressGate.hardFields.sorted() {
            #expect(catalogue.contains(field))
            #expect(catalogue.label(of: field).egress == .never)
            #expect(catalogue.label(of: field).level == .four)
        }
        for label in catalogue.labels where label.level == .five {
            #expect(label.treatment == .sealOnly && label.egress == .never)
        }
        for label in catalogue.labels where label.level == .four {
            #expect(label.egress == .never && label.treatment != .keep)
        }
    }

    @Test func `covers all six categories with names in both languages`() {
        let all = catalogue.labels.map(\.field)
        let without = Set(DataCategory.allCases)
            .subtracting(catalogue.categories(ofRecord: all))
        #expect(without.isEmpty)
        #expect(catalogue.labels.allSatisfy { !$0.chinese.isEmpty })
    }

    @Test func `codes levels, categories and methods canonically`() throws {
        for number: UInt64 in 0...7 {
            let bytes = [UInt8(number)]
            #expect((try? DataLevel(canonical: bytes))?.number == DataLevel(number)?.number)
            #expect(
                (try? DataCategory(canonical: bytes)) == DataCategory(rawValue: number))
            #expect((try? MaskingMethod(canonical: bytes)) == MaskingMethod(rawValue: number))
        }
        #expect(DataLevel.five.canonicalBytes == [5])
        #expect(MaskingMethod(name: "redact")?.canonicalBytes == [3])
    }
}
