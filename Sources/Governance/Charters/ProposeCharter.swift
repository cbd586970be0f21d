import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// `propose-charter`: canonical bytes with the texts they were compiled from.
///
/// Every node compiles the texts again, so that what people read and vote on is what executes.
package struct ProposeCharter: LedgerAction, Hashable {
    package static let kind = TransactionKind.proposeCharter
    package let charter: [UInt8]
    package let sources: [SourceText]
    /// Digest of the report that compares it with the version in force.
    package let semanticDiff: Digest?

    package init(charter: [UInt8], sources: [SourceText], semanticDiff: Digest? = nil) {
        self.charter = charter
        self.sources = sources
        self.semanticDiff = semanticDiff
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.byteString(charter)
        writer.array(sources)
        writer.optional(semanticDiff)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        charter = try reader.byteString()
        sources = try reader.array(upTo: GovernanceLimits.sources)
        semanticDiff = try reader.optional()
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        try SourceText.validate(sources)
    }

    package struct Resolution: Sendable {
        let charter: Charter
        let digest: Digest
        let author: StaffReference
        let touchesRedLine: Bool
        let effectiveFrom: BlockTime
        let effectiveUntil: BlockTime?
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Resolution {
        guard let staff = call.staff else { throw .staffMissing }
        try CharterLifecycle.checkRoom(of: call.member, &reader)
        guard let proposed = try? Charter(canonical: charter) else { throw .charterUnreadable }
        let digest = proposed.digest(reader.suite)
        try CharterLifecycle.checkNew(digest, &reader)
        guard let vocabulary = reader.activeVocabulary(named: proposed.vocabulary) else {
            throw .vocabularyNotActive
        }
        guard let checked = try? CheckedCharter(charter: proposed, vocabulary: vocabulary) else {
            throw .charterDoesNotCheck
        }
        guard AttributeResolver.unresolvable(in: checked).isEmpty,
            NoticeAudience.unreachable(in: proposed).isEmpty
        else { throw .charterUnresolvable }
        for source in sources {
            let compiled = CharterCompiler.compile(source: source.text, vocabulary: vocabulary)
            guard compiled.charter?.charter == proposed,
                compiled.language == source.language.surface
            else { throw .sourceDiffers }
        }
        let live = reader.activeCharter(named: proposed.id)
        guard CharterLifecycle.follows(proposed, live) else { throw .supersedesWrong }
        let from = BlockTime(UInt64(max(0, proposed.effectiveFrom)))
        let until = proposed.effectiveUntil.map { BlockTime(UInt64(max(0, $0))) }
        if let until, until <= from || until <= reader.time { throw .effectiveTooLate }
        if live == nil, reader.rulesInForce.charters.count >= GovernanceLimits.activeCharters {
            throw .tooManyCharters
        }
        return Resolution(
            charter: proposed, digest: digest,
            author: StaffReference(member: call.member, staff: staff),
            touchesRedLine: live.map { !RedLines.touched(from: $0, to: proposed).isEmpty } ?? false,
            effectiveFrom: from, effectiveUntil: until)
    }

    package func apply(
        _ found: Resolution, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        change.put(Tables.charterTexts, found.digest, ByteString(charter))
        let proposal = RuleProposal(
            id: call.record, text: .charter, name: found.charter.id,
            version: found.charter.version, supersedes: found.charter.supersedes,
            digest: found.digest, sources: SourceText.keep(sources, &change),
            author: found.author, semanticDiff: semanticDiff,
            touchesRedLine: found.touchesRedLine, proposed: change.time,
            effectiveFrom: found.effectiveFrom, effectiveUntil: found.effectiveUntil)
        CharterLifecycle.enter(proposal, &change)
        return Verdict(.accepted, detail: proposal.digest.canonicalBytes)
    }
}

extension SourceLanguage {
    var surface: SurfaceLanguage {
        switch self {
        case .english: .english
        case .chinese: .chinese
        }
    }
}
