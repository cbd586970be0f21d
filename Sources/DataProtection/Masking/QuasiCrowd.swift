import WrittenText

/// Records beside each other: how many look the same to whoever knows nothing but what their
/// quasi-identifiers say.
package struct QuasiCrowd: Sendable {
    private let catalogue: FieldCatalogue
    private var counts: [[UInt8]: Int] = [:]
    /// Records that were taken in.
    package private(set) var size = 0

    package init(catalogue: FieldCatalogue = .standard) { self.catalogue = catalogue }

    /// Takes in a record as it would leave, masks done; each patient once.
    package mutating func add(_ record: SelectedRecord) {
        size += 1
        counts[key(record), default: 0] += 1
    }

    /// The k of k-anonymity: records that were taken in and say the same in every quasi-identifier,
    /// what is absent counting as a value; 0 for a record of which none has its like.
    package func alike(_ record: SelectedRecord) -> Int { counts[key(record)] ?? 0 }

    /// Fields of a record that identify together with others of their kind, by their ids.
    package func quasiIdentifiers(of record: SelectedRecord) -> [String] {
        record.fields.map(\.field).filter { catalogue.label(of: $0).isQuasiIdentifier }
    }

    private func key(_ record: SelectedRecord) -> [UInt8] {
        let fields = record.fields.filter { catalogue.label(of: $0.field).isQuasiIdentifier }
        return JSONWriter.write(
            .array(
                fields.map { field in
                    .array(
                        [.text(field.field)]
                            + Set(field.values.map(\.text)).sorted().map { .text($0) })
                }))
    }
}
