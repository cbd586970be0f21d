import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// The rules in force after every block that changed them: what a decision of an earlier height
/// is checked against.
enum RulesHistory {
    static let changes = Table<Only, RecordList<Height>>("rules-changes")
    static let byHeight = Table<Height, RulesInForce>("rules-at")

    /// Changes what is in force from this block on.
    static func replace(with rules: RulesInForce, _ change: inout StateChange) {
        var heights = change.get(changes) ?? RecordList()
        if heights.elements.isEmpty {
            // The first change keeps what genesis put in force.
            change.put(byHeight, .genesis, change.reader.rulesInForce)
            heights.elements.append(.genesis)
        }
        if heights.elements.last != change.height { heights.elements.append(change.height) }
        change.put(changes, heights)
        change.put(byHeight, change.height, rules)
        change.put(Tables.rules, rules)
    }

    /// What was in force after a block.
    static func rules(after height: Height, _ reader: inout StateReader) -> RulesInForce {
        let heights = reader.get(changes)?.elements ?? []
        guard let last = heights.last(where: { $0 <= height }),
            let rules = reader.get(byHeight, last)
        else { return reader.rulesInForce }
        return rules
    }
}

extension Tables {
    /// The latest proposal of each canonical text, by its digest.
    static let proposalDigests = Table<Digest, RecordID>("proposal-digest")
    /// Source texts, by their digest.
    package static let ruleSources = Table<Digest, ByteString>("rule-source")
}

extension StateReader {
    /// The charter of a digest, or nil if the chain never saw it.
    mutating func charter(_ digest: Digest) -> Charter? {
        guard let text = get(Tables.charterTexts, digest) else { return nil }
        return try? Charter(canonical: text.bytes)
    }

    mutating func vocabulary(_ digest: Digest) -> Vocabulary? {
        guard let text = get(Tables.vocabularyTexts, digest) else { return nil }
        return try? Vocabulary(canonical: text.bytes)
    }

    /// The charter in force under an id, or nil.
    mutating func activeCharter(named id: String) -> Charter? {
        rulesInForce.charter(named: id).flatMap { charter($0.digest) }
    }

    /// The vocabulary in force under an id, or nil.
    mutating func activeVocabulary(named id: String) -> Vocabulary? {
        rulesInForce.vocabulary(named: id).flatMap { vocabulary($0.digest) }
    }
}
