import DataProtection
import Governance

/// Labels of fields by the standard catalogue, in the ledger's terms.
enum CatalogueLabels {
    /// One label a field; a field that the catalogue does not know is level 4.
    static func labels(_ fields: [String]) -> [FieldLabel] {
        fields.map { field in
            let entry = FieldCatalogue.standard.label(of: field)
            return FieldLabel(
                field: field,
                category: entry.category,
                level: entry.level.number, rule: "catalogue@1", authority: "GB/T-39725-2020")
        }
    }
}
