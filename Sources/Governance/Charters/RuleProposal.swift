import CanonicalCoding
import LedgerTypes
import Sealing

/// What is proposed.
package enum ProposedText: UInt64, NumberedCase {
    case vocabulary = 1
    case charter = 2
}

package enum ProposalState: UInt64, NumberedCase {
    /// Waits for the gate reports of the seats.
    case gate = 1
    /// Before the committee.
    case ballot = 2
    /// Approved; becomes active at its effective time.
    case approved = 3
    case active = 4
    case rejected = 5
    case withdrawn = 6
    /// The committee was silent.
    case lapsed = 7
    /// The seats' reports failed, or cannot agree any more.
    case gateFailed = 8
    /// Another version became active first, so `supersedes` no longer holds.
    case outrun = 9
    /// Its effective time has ended.
    case expired = 10

    package var isFinal: Bool {
        switch self {
        case .gate, .ballot, .approved: false
        default: true
        }
    }
}

/// A source text from which the canonical bytes were compiled.
package struct RuleSource: Hashable, Sendable, CanonicalCodable {
    package let language: SourceLanguage
    package let digest: Digest

    package init(language: SourceLanguage, digest: Digest) {
        self.language = language
        self.digest = digest
    }

    private static let domain = DigestDomain("tally/rule-source/v1")

    package static func digest(of text: [UInt8], suite: CryptoSuite) -> Digest {
        suite.digest(domain, text)
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        language.encode(into: &writer)
        digest.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        language = try SourceLanguage(from: &reader)
        digest = try Digest(from: &reader)
        reader.endArray()
    }
}

package enum SourceLanguage: UInt64, NumberedCase {
    case english = 1
    case chinese = 2
}

/// A charter or vocabulary on its way from its author to the rules in force.
package struct RuleProposal: Hashable, Sendable {
    /// The proposing transaction.
    package let id: RecordID
    package let text: ProposedText
    /// The charter's or vocabulary's own id.
    package let name: String
    /// 1 for vocabularies: a new version has a new id.
    package let version: UInt64
    /// The version it replaces; for vocabularies 1 where it extends one.
    package let supersedes: UInt64?
    /// Digest under which the canonical bytes are kept.
    package let digest: Digest
    package let sources: [RuleSource]
    package let author: StaffReference
    package let semanticDiff: Digest?
    /// Whether it removes or changes a red line of the version it replaces.
    package let touchesRedLine: Bool
    package let proposed: BlockTime
    package let effectiveFrom: BlockTime
    package let effectiveUntil: BlockTime?
    /// Ascending by member, one a seat.
    package var reports: [GateReportRecord]
    package var caseID: RecordID?
    package var state: ProposalState

    package init(
        id: RecordID, text: ProposedText, name: String, version: UInt64, supersedes: UInt64?,
        digest: Digest, sources: [RuleSource], author: StaffReference, semanticDiff: Digest?,
        touchesRedLine: Bool, proposed: BlockTime, effectiveFrom: BlockTime,
        effectiveUntil: BlockTime?
    ) {
        self.id = id
        self.text = text
        self.name = name
        self.version = version
        self.supersedes = supersedes
        self.digest = digest
        self.sources = sources
        self.author = author
        self.semanticDiff = semanticDiff
        self.touchesRedLine = touchesRedLine
        self.proposed = proposed
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
        reports = []
        caseID = nil
        state = .gate
    }
}

extension RuleProposal: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 16)
        id.encode(into: &writer)
        text.encode(into: &writer)
        writer.text(name)
        writer.unsigned(version)
        writer.optional(supersedes)
        digest.encode(into: &writer)
        writer.array(sources)
        author.encode(into: &writer)
        writer.optional(semanticDiff)
        writer.flag(touchesRedLine)
        proposed.encode(into: &writer)
        effectiveFrom.encode(into: &writer)
        writer.optional(effectiveUntil)
        writer.array(reports)
        writer.optional(caseID)
        state.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 16)
        id = try RecordID(from: &reader)
        text = try ProposedText(from: &reader)
        name = try reader.text()
        version = try reader.unsigned()
        supersedes = try reader.optional()
        digest = try Digest(from: &reader)
        sources = try reader.array(upTo: GovernanceLimits.sources)
        author = try StaffReference(from: &reader)
        semanticDiff = try reader.optional()
        touchesRedLine = try reader.flag(field: "touches red line")
        proposed = try BlockTime(from: &reader)
        effectiveFrom = try BlockTime(from: &reader)
        effectiveUntil = try reader.optional()
        reports = try reader.array(upTo: LedgerTypes.Limits.maximumSeats)
        caseID = try reader.optional()
        state = try ProposalState(from: &reader)
        reader.endArray()
    }
}
