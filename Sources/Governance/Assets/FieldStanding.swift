import CanonicalCoding
import LedgerTypes

/// A field of one patient, over all data sets that name them.
package struct SubjectField: Hashable, Sendable, TableKey {
    package let subject: Pseudonym
    /// Id of the field in the vocabulary.
    package let field: String

    package init(_ subject: Pseudonym, _ field: String) {
        self.subject = subject
        self.field = field
    }

    // A pseudonym has one length, so the pair is unique.
    package var keyBytes: [UInt8] { subject.keyBytes + [0x2f] + Array(field.utf8) }
}

/// How a field of one patient is labelled in the data sets that hold it as it is: how many labels
/// there are of each level and category.
///
/// Kept as counts, so that a label that goes takes its level with it and nothing is read again.
package struct FieldStanding: Hashable, Sendable, CanonicalCodable {
    /// Labels of level 1 … 5, in this order.
    private(set) var levels = [UInt64](repeating: 0, count: 5)
    /// Labels of each category, in the order of their numbers.
    private(set) var categories = [UInt64](repeating: 0, count: DataCategory.allCases.count)
    /// Labels that mark a quasi-identifier.
    private(set) var quasi: UInt64 = 0

    package init() {}

    /// The highest level that some data set gives the field; 0 without any.
    package var level: UInt64 { UInt64((levels.lastIndex { $0 > 0 } ?? -1) + 1) }

    var isEmpty: Bool { level == 0 }

    /// Whether a label says less of the field than the patient's other data sets do: a lower level,
    /// a category that it has nowhere, or no quasi-identifier where it is one.
    func isLowered(by label: FieldLabel) -> Bool {
        guard !isEmpty else { return false }
        return label.level < level || categories[Self.place(label.category)] == 0
            || (quasi > 0 && !label.isQuasiIdentifier)
    }

    /// The field with its highest level, once for each category that it has.
    func labels(of field: String) -> [FieldLabel] {
        let tags = quasi > 0 ? [FieldLabel.quasiIdentifier] : []
        return DataCategory.allCases.filter { categories[Self.place($0)] > 0 }.map {
            FieldLabel(field: field, category: $0, level: level, tags: tags)
        }
    }

    mutating func add(_ label: FieldLabel) {
        levels[Int(label.level) - 1] += 1
        categories[Self.place(label.category)] += 1
        if label.isQuasiIdentifier { quasi += 1 }
    }

    // INVARIANT: what is removed was added, with the data set or with an earlier label.
    mutating func remove(_ label: FieldLabel) {
        levels[Int(label.level) - 1] -= 1
        categories[Self.place(label.category)] -= 1
        if label.isQuasiIdentifier { quasi -= 1 }
    }

    private static func place(_ category: DataCategory) -> Int { Int(category.rawValue) - 1 }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: levels.count + categories.count + 1)
        for count in levels + categories + [quasi] { writer.unsigned(count) }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: levels.count + categories.count + 1)
        for place in levels.indices { levels[place] = try reader.unsigned() }
        for place in categories.indices { categories[place] = try reader.unsigned() }
        quasi = try reader.unsigned()
        reader.endArray()
    }
}

extension Tables {
    package static let fieldStandings = Table<SubjectField, FieldStanding>("subject-field")
}

extension AssetKind {
    /// Whether a data set holds its patients' fields as they are: the same field of the same patient
    /// then has the same level everywhere. What was de-identified has levels of its own.
    package var isOfPatients: Bool {
        switch self {
        case .raw, .cleaned, .derived: true
        case .deidentified, .anonymised, .model, .statistic: false
        }
    }
}
