import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A charter that decides, checked, with where its attributes come from.
package final class CharterInForce: Sendable {
    package let checked: CheckedCharter
    package let digest: Digest
    /// Attributes that its rules read, with what resolves them.
    let attributes: [(slot: Int, attribute: Attribute)]

    init(checked: CheckedCharter, digest: Digest) {
        self.checked = checked
        self.digest = digest
        attributes = checked.attributesRead.map { ($0, checked.vocabulary.attributes[$0]) }
    }
}

/// Charters that were decoded and checked once, by digest; derived from state, never agreed on.
package struct RuleBook: Sendable {
    // INVARIANT: look-up only; the order of a dictionary never reaches a result.
    private var charters: [Digest: CharterInForce] = [:]
    private var vocabularies: [Digest: VocabularyIndex] = [:]

    package init() {}

    func charter(_ digest: Digest) -> CharterInForce? { charters[digest] }
    func vocabulary(_ digest: Digest) -> VocabularyIndex? { vocabularies[digest] }

    mutating func keep(_ charter: CharterInForce) { charters[charter.digest] = charter }
    mutating func keep(_ index: VocabularyIndex, _ digest: Digest) { vocabularies[digest] = index }
}

extension StateReader {
    /// The checked charter of a digest with its vocabulary's; checked at first use.
    // INVARIANT: only charters that passed the full check come into force or own records.
    mutating func checked(_ charter: Digest, vocabulary: Digest) -> CharterInForce {
        if let known = rules.charter(charter) { return known }
        do {
            guard let text = unrecorded(Tables.charterTexts, charter) else {
                preconditionFailure("the text of charter \(charter) is not in state")
            }
            let checked = try CheckedCharter(
                charter: try Charter(canonical: text.bytes), index: vocabularyIndex(vocabulary))
            let inForce = CharterInForce(checked: checked, digest: charter)
            rules.keep(inForce)
            return inForce
        } catch {
            preconditionFailure("charter \(charter) came into force unchecked: \(error)")
        }
    }

    /// The vocabulary of a digest with its names ready for look-up.
    mutating func vocabularyIndex(_ digest: Digest) -> VocabularyIndex {
        if let known = rules.vocabulary(digest) { return known }
        do {
            guard let text = unrecorded(Tables.vocabularyTexts, digest) else {
                preconditionFailure("the text of vocabulary \(digest) is not in state")
            }
            let index = try VocabularyIndex(try Vocabulary(canonical: text.bytes))
            rules.keep(index, digest)
            return index
        } catch {
            preconditionFailure("vocabulary \(digest) came into force unchecked: \(error)")
        }
    }

    /// The charters that decide at the reader's time, ascending by id.
    package mutating func chartersInForce() -> [CharterInForce] {
        var result: [CharterInForce] = []
        for active in rulesInForce.charters {
            let charter = checked(active.digest, vocabulary: active.vocabulary)
            if charter.checked.charter.isEffective(at: time.signed) { result.append(charter) }
        }
        return result
    }
}

extension BlockTime {
    /// As charters count: signed milliseconds.
    var signed: Int64 { Int64(clamping: value) }
}
