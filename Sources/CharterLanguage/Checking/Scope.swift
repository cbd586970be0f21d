/// What a name means where it stands: the attributes of a vocabulary, or the fields of a record
/// and `now`.
struct Scope: Sendable {
    struct Entry: Sendable {
        let id: String
        let slot: Int
        let kind: ValueKind
    }

    let entries: [Entry]
    private let slots: [String: Int]

    private init(_ entries: [Entry]) {
        self.entries = entries
        slots = Dictionary(
            entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The attributes of a vocabulary.
    init(_ index: VocabularyIndex) {
        self.init(
            index.vocabulary.attributes.enumerated().map { slot, attribute in
                Entry(id: attribute.name.id, slot: slot, kind: index.kinds[slot])
            })
    }

    /// The fields of a record, and `now` behind them where the vocabulary has it.
    init(_ record: RecordType, _ index: VocabularyIndex) {
        var entries: [Entry] = []
        for (slot, field) in record.fields.enumerated() {
            guard let kind = index.kind(of: field.type) else { continue }
            entries.append(Entry(id: field.id, slot: slot, kind: kind))
        }
        if let now = index.attribute(named: "now"), index.kinds[now] == .instant {
            entries.append(Entry(id: "now", slot: record.fields.count, kind: .instant))
        }
        self.init(entries)
    }

    func entry(_ id: String) -> Entry? { slots[id].map { entries[$0] } }

    var names: [String] { entries.map(\.id) }

    /// The smallest and the largest value of a slot; nil where values have no order.
    func range(ofSlot slot: Int) -> ClosedRange<Int64>? {
        guard let entry = entries.first(where: { $0.slot == slot }) else { return nil }
        return entry.kind.range
    }
}

extension ValueKind {
    /// The range of a number or a time; nil for everything else.
    var range: ClosedRange<Int64>? {
        switch self {
        case .integer(let low, let high): low <= high ? low...high : nil
        case .instant: CivilTime.instants
        default: nil
        }
    }
}
