import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

extension Genesis {
    /// Decodes and checks the founding texts.
    func checkRules() throws(GenesisFault) {
        _ = try decodedRules()
    }

    /// Writes the founding vocabularies and charters; they are in force from the start.
    func foundRules(_ change: inout StateChange) throws(GenesisFault) -> RulesInForce {
        let decoded = try decodedRules()
        var rules = RulesInForce()
        for (vocabulary, text) in zip(decoded.vocabularies, vocabularies) {
            let digest = vocabulary.vocabulary.digest(suite)
            change.put(Tables.vocabularyTexts, digest, text)
            change.reader.rules.keep(vocabulary, digest)
            rules.activate(ActiveVocabulary(id: vocabulary.vocabulary.id, digest: digest))
        }
        for (checked, text) in zip(decoded.charters, charters) {
            let digest = checked.digest(suite)
            change.put(Tables.charterTexts, digest, text)
            change.reader.rules.keep(CharterInForce(checked: checked, digest: digest))
            rules.activate(
                ActiveCharter(
                    id: checked.charter.id, version: checked.charter.version, digest: digest,
                    vocabulary: checked.vocabulary.digest(suite)))
        }
        return rules
    }

    private func decodedRules() throws(GenesisFault) -> (
        vocabularies: [VocabularyIndex], charters: [CheckedCharter]
    ) {
        var indexes: [VocabularyIndex] = []
        for (position, text) in vocabularies.enumerated() {
            guard let vocabulary = try? Vocabulary(canonical: text.bytes),
                let index = try? VocabularyIndex(vocabulary),
                !indexes.contains(where: { $0.vocabulary.id == vocabulary.id })
            else { throw .vocabularyRefused(position) }
            indexes.append(index)
        }
        var checked: [CheckedCharter] = []
        for (position, text) in charters.enumerated() {
            guard let charter = try? Charter(canonical: text.bytes),
                let index = indexes.first(where: { $0.vocabulary.id == charter.vocabulary }),
                let found = try? CheckedCharter(charter: charter, index: index),
                !checked.contains(where: { $0.charter.id == charter.id }),
                AttributeResolver.unresolvable(in: found).isEmpty,
                NoticeAudience.unreachable(in: charter).isEmpty
            else { throw .charterRefused(position) }
            checked.append(found)
        }
        return (indexes, checked)
    }
}
