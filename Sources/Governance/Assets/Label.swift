import CanonicalCoding
import LedgerTypes

/// How a label was found.
package enum LabelSource: UInt64, NumberedCase {
    case rule = 1
    case person = 2
    case imported = 3
}

/// What a field is: its category, its level 1 … 5 and by which rule.
package struct FieldLabel: Hashable, Sendable, CanonicalCodable {
    /// Id of the field in the vocabulary.
    package let field: String
    package let category: DataCategory
    package let level: UInt64
    package let source: LabelSource
    /// Sensitivity tags, ascending; `quasi` marks a quasi-identifier.
    package let tags: [String]
    /// Code of the labelling rule and its version, such as `glucose@3`; empty if a person labelled.
    package let rule: String
    /// Code of the catalogue, such as `GB/T-39725-2020`; empty without one.
    package let authority: String

    package static let quasiIdentifier = "quasi"
    /// The level of a field that nobody labelled: fails closed.
    package static let unknownLevel: UInt64 = 4

    package init(
        field: String, category: DataCategory, level: UInt64, source: LabelSource = .rule,
        tags: [String] = [], rule: String = "", authority: String = ""
    ) {
        self.field = field
        self.category = category
        self.level = level
        self.source = source
        self.tags = Names.sorted(tags)
        self.rule = rule
        self.authority = authority
    }

    package var isQuasiIdentifier: Bool { tags.contains(Self.quasiIdentifier) }

    func validate() throws(Refusal) {
        guard Names.isWellFormed(field), (1...5).contains(level), Names.areWellFormed(tags),
            rule.isEmpty || Names.isCode(rule), authority.isEmpty || Names.isCode(authority)
        else { throw .labelMalformed }
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        writer.text(field)
        category.encode(into: &writer)
        writer.unsigned(level)
        source.encode(into: &writer)
        writer.array(tags)
        writer.text(rule)
        writer.text(authority)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 7)
        field = try reader.text()
        category = try DataCategory(from: &reader)
        level = try reader.unsigned()
        source = try LabelSource(from: &reader)
        tags = try reader.array(upTo: GovernanceLimits.scopeNames)
        rule = try reader.text()
        authority = try reader.text()
        reader.endArray()
    }
}

/// What the labels say of the fields that a request names.
package struct LabelSummary: Hashable, Sendable {
    /// Maximum over the fields, here and elsewhere; 2 becomes 3 where two or more are quasi-identifiers.
    package let level: UInt64
    /// Ascending by number; without those of unlabelled fields.
    package let categories: [DataCategory]
    /// Whether some field has no label.
    package let hasUnknown: Bool

    /// A field that is labelled elsewhere only counts as unlabelled, and not below its level there.
    ///
    /// Source: docs/reference/transactions.md, "Where facts come from".
    package init(fields: [String], labels: [FieldLabel], elsewhere: [FieldLabel] = []) {
        var level: UInt64 = 1
        var quasi = 0
        var categories: [DataCategory] = []
        var hasUnknown = false
        for field in fields {
            let found = labels.filter { $0.field == field }
            if found.isEmpty {
                hasUnknown = true
                level = max(level, FieldLabel.unknownLevel)
            }
            let all = found + elsewhere.filter { $0.field == field }
            for label in all {
                level = max(level, label.level)
                if !categories.contains(label.category) { categories.append(label.category) }
            }
            if all.contains(where: \.isQuasiIdentifier) { quasi += 1 }
        }
        self.level = level == 2 && quasi >= 2 ? 3 : level
        self.categories = categories.sorted { $0.rawValue < $1.rawValue }
        self.hasUnknown = hasUnknown
    }
}
