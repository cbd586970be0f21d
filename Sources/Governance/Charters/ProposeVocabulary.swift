import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// `propose-vocabulary`: a new vocabulary, or one that extends another by adding at its ends.
///
/// Its gate is its own static check, which every node runs here; so its ballot opens at once.
package struct ProposeVocabulary: LedgerAction, Hashable {
    package static let kind = TransactionKind.proposeVocabulary
    package let vocabulary: [UInt8]
    package let source: [UInt8]
    /// Id of the vocabulary in force that it extends.
    package let extends: String?

    package init(vocabulary: [UInt8], source: [UInt8], extends: String? = nil) {
        self.vocabulary = vocabulary
        self.source = source
        self.extends = extends
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.byteString(vocabulary)
        writer.byteString(source)
        writer.optional(extends)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        vocabulary = try reader.byteString()
        source = try reader.byteString()
        extends = try reader.optional()
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        guard (1...CharterLimits.sourceBytes).contains(source.count) else {
            throw .sourceMalformed
        }
    }

    package struct Resolution: Sendable {
        let vocabulary: Vocabulary
        let digest: Digest
        let author: StaffReference
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Resolution {
        guard let staff = call.staff else { throw .staffMissing }
        try CharterLifecycle.checkRoom(of: call.member, &reader)
        guard let proposed = try? Vocabulary(canonical: vocabulary) else {
            throw .charterUnreadable
        }
        guard VocabularyCompiler.compile(source: source).0 == proposed else {
            throw .sourceDiffers
        }
        if reader.activeVocabulary(named: proposed.id) != nil { throw .vocabularyNameTaken }
        if let extends {
            guard let old = reader.activeVocabulary(named: extends) else {
                throw .vocabularyNotActive
            }
            guard VocabularyUpgrade.onlyAdds(proposed, to: old) else {
                throw .vocabularyTakesAway
            }
        }
        let digest = proposed.digest(reader.suite)
        try CharterLifecycle.checkNew(digest, &reader)
        return Resolution(
            vocabulary: proposed, digest: digest,
            author: StaffReference(member: call.member, staff: staff))
    }

    package func apply(
        _ found: Resolution, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        change.put(Tables.vocabularyTexts, found.digest, ByteString(vocabulary))
        let digest = RuleSource.digest(of: source, suite: change.suite)
        change.put(Tables.ruleSources, digest, ByteString(source))
        var proposal = RuleProposal(
            id: call.record, text: .vocabulary, name: found.vocabulary.id, version: 1,
            supersedes: extends == nil ? nil : 1, digest: found.digest,
            sources: [RuleSource(language: .english, digest: digest)], author: found.author,
            semanticDiff: nil, touchesRedLine: false, proposed: change.time,
            effectiveFrom: change.time, effectiveUntil: nil)
        CharterLifecycle.openBallot(&proposal, openedBy: call.id, &change)
        change.put(Tables.proposalDigests, proposal.digest, proposal.id)
        CharterLifecycle.save(proposal, &change)
        return Verdict(.accepted, detail: proposal.digest.canonicalBytes)
    }
}
