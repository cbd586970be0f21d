import CanonicalCoding
import LedgerTypes
import Sealing

/// In what relation the one who consents stands to the subject.
package enum GrantorRelation: UInt64, NumberedCase {
    case oneself = 1
    case parent = 2
    case guardian = 3
    case spouse = 4
    case child = 5
    case authorised = 6
}

/// Whose data a consent is about.
package enum ConsentSubject: Hashable, Sendable, CanonicalCodable {
    case subject(Pseudonym)
    /// All members of a cohort asset, as the holder and a witness attest.
    case cohort(RecordID)

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .subject(let pseudonym):
            writer.unsigned(1)
            pseudonym.encode(into: &writer)
        case .cohort(let asset):
            writer.unsigned(2)
            asset.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .subject(try Pseudonym(from: &reader))
        case 2: self = .cohort(try RecordID(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "consent subject")
        }
        reader.endArray()
    }
}

/// What was agreed or refused, as it is recorded.
package struct ConsentTerms: Hashable, Sendable, CanonicalCodable {
    package let about: ConsentSubject
    package let relation: GrantorRelation
    /// False for a refusal: it wins over every permission that it touches.
    package let permits: Bool
    package let scope: ConsentScope
    /// Digest of the notice that was shown.
    package let notice: Digest
    /// Whether sensitive data were agreed to separately (单独同意).
    package let isSeparate: Bool
    /// Salted commitment of the signed document.
    package let document: Digest
    /// An earlier consent of the same subject that this one replaces.
    package let supersedes: RecordID?
    /// Whether the subject's or guardian's own key signs it; otherwise holder and witness attest it.
    /// It is said here so that a signature that is left out on the way changes nothing.
    package let inOwnHand: Bool

    package init(
        about: ConsentSubject, relation: GrantorRelation = .oneself, permits: Bool = true,
        scope: ConsentScope, notice: Digest, isSeparate: Bool, document: Digest,
        supersedes: RecordID? = nil, inOwnHand: Bool = false
    ) {
        self.about = about
        self.relation = relation
        self.permits = permits
        self.scope = scope
        self.notice = notice
        self.isSeparate = isSeparate
        self.document = document
        self.supersedes = supersedes
        self.inOwnHand = inOwnHand
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        about.encode(into: &writer)
        relation.encode(into: &writer)
        writer.flag(permits)
        scope.encode(into: &writer)
        notice.encode(into: &writer)
        writer.flag(isSeparate)
        document.encode(into: &writer)
        writer.optional(supersedes)
        writer.flag(inOwnHand)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        about = try ConsentSubject(from: &reader)
        relation = try GrantorRelation(from: &reader)
        permits = try reader.flag(field: "permits")
        scope = try ConsentScope(from: &reader)
        notice = try Digest(from: &reader)
        isSeparate = try reader.flag(field: "is separate")
        document = try Digest(from: &reader)
        supersedes = try reader.optional()
        inOwnHand = try reader.flag(field: "in own hand")
        reader.endArray()
    }
}

/// Expiry is not stored: it follows from the scope and the block's time.
package enum ConsentState: UInt64, NumberedCase {
    case active = 1
    case withdrawn = 2
    case superseded = 3
}

/// A recorded consent.
package struct Consent: Hashable, Sendable, CanonicalCodable {
    package let id: RecordID
    package let holder: MemberID
    package let terms: ConsentTerms
    package let recorded: BlockTime
    package var state: ConsentState

    package init(
        id: RecordID, holder: MemberID, terms: ConsentTerms, recorded: BlockTime,
        state: ConsentState = .active
    ) {
        self.id = id
        self.holder = holder
        self.terms = terms
        self.recorded = recorded
        self.state = state
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        id.encode(into: &writer)
        holder.encode(into: &writer)
        terms.encode(into: &writer)
        recorded.encode(into: &writer)
        state.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        id = try RecordID(from: &reader)
        holder = try MemberID(from: &reader)
        terms = try ConsentTerms(from: &reader)
        recorded = try BlockTime(from: &reader)
        state = try ConsentState(from: &reader)
        reader.endArray()
    }
}

extension Tables {
    package static let consents = Table<RecordID, Consent>("consent")
    /// Consents of a subject, in the order of recording.
    package static let consentsOfSubject = Table<Pseudonym, RecordList<RecordID>>(
        "subject-consents")
    /// Consents for a cohort asset, in the order of recording.
    package static let consentsOfCohort = Table<RecordID, RecordList<RecordID>>("cohort-consents")
}
