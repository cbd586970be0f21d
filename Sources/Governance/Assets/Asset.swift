import CanonicalCoding
import LedgerTypes
import Sealing

package enum AssetKind: UInt64, NumberedCase {
    case raw = 1
    case cleaned = 2
    case derived = 3
    case deidentified = 4
    case anonymised = 5
    case model = 6
    case statistic = 7

    package var name: String {
        switch self {
        case .raw: "raw"
        case .cleaned: "cleaned"
        case .derived: "derived"
        case .deidentified: "deidentified"
        case .anonymised: "anonymised"
        case .model: "model"
        case .statistic: "statistic"
        }
    }
}

/// Whose data an asset holds.
package enum AssetMembers: Hashable, Sendable {
    /// Named one by one, ascending: each subject's own chain shows every entry of the asset.
    case subjects([Pseudonym])
    /// A group too large to name: root of a tree of salted pseudonyms.
    case cohort(Digest)
    /// Nobody's: resources, statistics.
    case nobody

    package var explicit: [Pseudonym] {
        if case .subjects(let subjects) = self { subjects } else { [] }
    }
}

/// What a holder says of a data set; the data stay where they are.
package struct AssetDescription: Hashable, Sendable {
    package let kind: AssetKind
    package var category: DataCategory
    package var level: UInt64
    /// Ids of scenarios, ascending.
    package let scenarios: [String]
    package let schema: Digest
    /// Salted commitment of the content.
    package let content: Digest
    package let rows: UInt64
    /// Assets it was made from, ascending.
    package let derivedFrom: [RecordID]
    /// 0 … 100.
    package let quality: UInt64
    package let retention: BlockTime?
    package let members: AssetMembers
    /// Ascending by the bytes of the field.
    package var labels: [FieldLabel]

    package init(
        kind: AssetKind, category: DataCategory, level: UInt64, scenarios: [String] = [],
        schema: Digest, content: Digest, rows: UInt64, derivedFrom: [RecordID] = [],
        quality: UInt64 = 100, retention: BlockTime? = nil, members: AssetMembers,
        labels: [FieldLabel]
    ) {
        self.kind = kind
        self.category = category
        self.level = level
        self.scenarios = Names.sorted(scenarios)
        self.schema = schema
        self.content = content
        self.rows = rows
        self.derivedFrom = derivedFrom.sorted()
        self.quality = quality
        self.retention = retention
        self.members = members
        self.labels = labels.sorted {
            $0.field.utf8.lexicographicallyPrecedes($1.field.utf8)
        }
    }

    func validate() throws(Refusal) {
        guard (1...5).contains(level), quality <= 100, Names.areWellFormed(scenarios),
            Names.areAscending(derivedFrom),
            derivedFrom.count <= GovernanceLimits.explicitSubjects,
            labels.count <= GovernanceLimits.fieldLabels,
            Names.areWellFormed(labels.map(\.field))
        else { throw .assetMalformed }
        for label in labels { try label.validate() }
        if case .subjects(let subjects) = members {
            guard (1...GovernanceLimits.explicitSubjects).contains(subjects.count),
                Names.areAscending(subjects)
            else { throw .assetMalformed }
        }
    }
}

/// A registered data set.
package struct Asset: Hashable, Sendable {
    package let id: RecordID
    package let holder: MemberID
    package var description: AssetDescription
    package var state: EnrolmentState

    package init(
        id: RecordID, holder: MemberID, description: AssetDescription,
        state: EnrolmentState = .active
    ) {
        self.id = id
        self.holder = holder
        self.description = description
        self.state = state
    }
}

extension Tables {
    package static let assets = Table<RecordID, Asset>("asset")
}
