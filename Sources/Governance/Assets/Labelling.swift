import LedgerTypes

/// Which labels lower what is known of a field, and what is kept so that this can be said.
///
/// Source: docs/internals/decisions/0028-judges-labels-and-words.md.
package enum Labelling {
    /// Whether a data set that is registered takes protection away: then a second person signs.
    static func lowers(_ asset: AssetDescription, _ reader: inout StateReader) -> Bool {
        for id in asset.derivedFrom {
            guard let source = reader.get(Tables.assets, id) else { continue }
            for before in source.description.labels {
                let label = asset.labels.first { $0.field == before.field }
                if lowers(label, before) { return true }
            }
        }
        switch asset.members {
        case .nobody:
            // Nobody is asked for consent to it.
            return true
        case .cohort:
            // Whose fields these are is not said, so that nothing is known of them elsewhere.
            return asset.labels.contains { $0.level < FieldLabel.unknownLevel }
        case .subjects(let subjects):
            let names = reader.names(of: subjects)
            for label in asset.labels {
                if isLowered(label, under: names, &reader) { return true }
            }
            return false
        }
    }

    /// Whether a label of one field of a registered data set takes protection away.
    static func lowers(
        _ label: FieldLabel, in asset: AssetDescription, _ reader: inout StateReader
    ) -> Bool {
        if let before = asset.labels.first(where: { $0.field == label.field }) {
            return lowers(label, before)
        }
        return label.level < FieldLabel.unknownLevel
            || isLowered(label, under: reader.names(of: asset.members.explicit), &reader)
    }

    /// Without a label a field counts as level 4, of a category that is not known.
    private static func lowers(_ label: FieldLabel?, _ before: FieldLabel) -> Bool {
        guard let label else { return FieldLabel.unknownLevel < before.level }
        return label.level < before.level || label.category != before.category
            || (before.isQuasiIdentifier && !label.isQuasiIdentifier)
    }

    private static func isLowered(
        _ label: FieldLabel, under names: [Pseudonym], _ reader: inout StateReader
    ) -> Bool {
        for subject in names {
            let standing = reader.get(Tables.fieldStandings, SubjectField(subject, label.field))
            if standing?.isLowered(by: label) ?? false { return true }
        }
        return false
    }

    /// Counts a data set's labels among those of each patient whom it names.
    static func count(_ asset: AssetDescription, _ change: inout StateChange) {
        for label in asset.labels { recount(label, before: nil, in: asset, &change) }
    }

    /// Counts a field's new label instead of the one before it.
    static func recount(
        _ label: FieldLabel, before: FieldLabel?, in asset: AssetDescription,
        _ change: inout StateChange
    ) {
        guard asset.kind.isOfPatients else { return }
        for subject in asset.members.explicit {
            let key = SubjectField(subject, label.field)
            var standing = change.get(Tables.fieldStandings, key) ?? FieldStanding()
            if let before { standing.remove(before) }
            standing.add(label)
            change.put(Tables.fieldStandings, key, standing)
        }
    }

    /// What the patients' data sets say of the fields, whichever of them is asked for, and under
    /// whichever of their names.
    package static func labels(
        of fields: [String], _ subjects: [Pseudonym], _ reader: inout StateReader
    ) -> [FieldLabel] {
        var labels: [FieldLabel] = []
        let names = reader.names(of: subjects)
        for field in fields {
            for subject in names {
                let key = SubjectField(subject, field)
                labels += reader.get(Tables.fieldStandings, key)?.labels(of: field) ?? []
            }
        }
        return labels
    }
}
