import CanonicalCoding
import LedgerTypes

/// `label`: a field of an asset has another label from now on.
package struct LabelAsset: LedgerAction, Hashable {
    package static let kind = TransactionKind.label
    package let asset: RecordID
    package let label: FieldLabel

    package init(asset: RecordID, label: FieldLabel) {
        self.asset = asset
        self.label = label
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        asset.encode(into: &writer)
        label.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        asset = try RecordID(from: &reader)
        label = try FieldLabel(from: &reader)
        reader.endArray()
    }

    package func validate() throws(Refusal) { try label.validate() }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.assets, asset) else { throw .unknownAsset }
        var facts = SigningFacts()
        facts.holder = found.holder
        facts.lowersLevel = Labelling.lowers(label, in: found.description, &reader)
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Asset {
        guard var found = reader.get(Tables.assets, asset) else { throw .unknownAsset }
        if try signingFacts(call, &reader).lowersLevel {
            try SubjectRecoveryRegister.requireNoneOpen(
                of: found.description.members.explicit, &reader)
        }
        var labels = found.description.labels.filter { $0.field != label.field }
        labels.append(label)
        guard labels.count <= GovernanceLimits.fieldLabels else { throw .tooMany }
        found.description.labels = labels.sorted {
            $0.field.utf8.lexicographicallyPrecedes($1.field.utf8)
        }
        return found
    }

    package func apply(_ labelled: Asset, _ call: Call, _ change: inout StateChange) -> Verdict {
        let before = change.get(Tables.assets, asset)?.description.labels.first {
            $0.field == label.field
        }
        Labelling.recount(label, before: before, in: labelled.description, &change)
        change.put(Tables.assets, asset, labelled)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(asset: asset, &reader)
    }
}
