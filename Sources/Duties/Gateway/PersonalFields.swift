import DataProtection
import Governance

/// The fields that leave in no other way than sealed to a person: those of level 5, by the catalogue or
/// by what people labelled. Who labels one lower than the catalogue opens it to nobody.
///
/// Source: docs/internals/decisions/0037-level-five-is-sealed-to-a-person.md.
enum PersonalFields {
    static func contain(_ field: String, labels: [FieldLabel]) -> Bool {
        let five = DataLevel.five.number
        return FieldCatalogue.standard.label(of: field).level.number >= five
            || labels.contains { $0.field == field && $0.level >= five }
    }
}
