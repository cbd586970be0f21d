import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A text as its author wrote it, in one of the two languages.
package struct SourceText: Hashable, Sendable, CanonicalCodable {
    package let language: SourceLanguage
    package let text: [UInt8]

    package init(language: SourceLanguage, text: [UInt8]) {
        self.language = language
        self.text = text
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        language.encode(into: &writer)
        writer.byteString(text)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        language = try SourceLanguage(from: &reader)
        text = try reader.byteString()
        reader.endArray()
    }

    /// One or two, of distinct languages, none larger than a script may be.
    static func validate(_ sources: [SourceText]) throws(Refusal) {
        guard (1...GovernanceLimits.sources).contains(sources.count),
            Set(sources.map(\.language)).count == sources.count,
            sources.allSatisfy({ (1...CharterLimits.sourceBytes).contains($0.text.count) })
        else { throw .sourceMalformed }
    }

    /// Keeps the texts and returns how a proposal names them.
    static func keep(_ sources: [SourceText], _ change: inout StateChange) -> [RuleSource] {
        var kept: [RuleSource] = []
        for source in sources {
            let digest = RuleSource.digest(of: source.text, suite: change.suite)
            change.put(Tables.ruleSources, digest, ByteString(source.text))
            kept.append(RuleSource(language: source.language, digest: digest))
        }
        return kept
    }
}

extension Tables {
    package static let proposals = Table<RecordID, RuleProposal>("proposal")
}
