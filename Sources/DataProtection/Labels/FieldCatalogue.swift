import LedgerTypes

/// The fields that the consortium knows, with their labels; what is not listed counts as level 4.
package struct FieldCatalogue: Sendable {
    /// In the order of the identifiers' bytes.
    package let labels: [CatalogueEntry]
    private let index: [String: Int]

    /// Takes labels of distinct fields.
    package init(labels: [CatalogueEntry]) {
        self.labels = labels.sorted { $0.field.utf8.lexicographicallyPrecedes($1.field.utf8) }
        var index: [String: Int] = [:]
        for (position, label) in self.labels.enumerated() {
            guard index.updateValue(position, forKey: label.field) == nil else {
                preconditionFailure("the catalogue lists `\(label.field)` twice")
            }
        }
        self.index = index
    }

    package func contains(_ field: String) -> Bool { index[field] != nil }

    /// The label of a field; an unknown one is level 4, left out, and never leaves.
    package func label(of field: String) -> CatalogueEntry {
        if let position = index[field] { return labels[position] }
        return CatalogueEntry(field, "未知字段", .attributes, .unlabelled, .redact, .never, .text)
    }

    /// The level of a record with these fields: the highest of its fields, and at least 3 when two
    /// or more quasi-identifiers stand together. An empty record is level 1.
    package func level(ofRecord fields: [String]) -> DataLevel {
        var level = DataLevel.one
        var quasiIdentifiers: Set<String> = []
        for field in fields {
            let label = label(of: field)
            level = max(level, label.level)
            if label.isQuasiIdentifier { quasiIdentifiers.insert(field) }
        }
        return quasiIdentifiers.count >= 2 ? max(level, .three) : level
    }

    /// The category of each field, without repetition, in the order of their numbers.
    package func categories(ofRecord fields: [String]) -> [DataCategory] {
        var found: Set<DataCategory> = []
        for field in fields { found.insert(label(of: field).category) }
        return DataCategory.allCases.filter { found.contains($0) }
    }
}
