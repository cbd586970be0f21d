import CanonicalCoding
import LedgerTypes
import Sealing

/// A licence as an authority attested it, and what became of it.
package struct LicenceSpan: Hashable, Sendable {
    package var licence: Licence
    /// When the chain learned of it, or of the key: nothing before was licensed by it.
    package var attested: BlockTime
    /// When the person was enrolled under another number; nil while they were not.
    package var ended: BlockTime?
    /// The transaction that took it back, and whose it was.
    package var withdrawal: LicenceWithdrawal?

    /// Whether somebody acted under it at a time, with a key.
    func covers(_ kind: LicenceKind, _ key: KeyID, at time: BlockTime) -> Bool {
        licence.kind == kind && licence.key == key && max(licence.from, attested) <= time
            && time < licence.until && (licence.withdrawn.map { time < $0 } ?? true)
            && (ended.map { time < $0 } ?? true)
    }
}

/// Who took a licence back, in which transaction.
package struct LicenceWithdrawal: Hashable, Sendable, CanonicalCodable {
    package let record: RecordID
    package let authority: MemberID

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        record.encode(into: &writer)
        authority.encode(into: &writer)
    }

    package init(record: RecordID, authority: MemberID) {
        self.record = record
        self.authority = authority
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        record = try RecordID(from: &reader)
        authority = try MemberID(from: &reader)
        reader.endArray()
    }
}

extension LicenceSpan {
    /// In force or to come: neither over, nor taken back, nor of another number by now.
    func stands(at time: BlockTime) -> Bool {
        ended == nil && licence.withdrawn == nil && time < licence.until
    }
}

/// What authorities attested of one person, oldest first: the last that has begun counts now, those
/// before it say what an act was that comes to the chain late.
package struct LicenceRecord: Hashable, Sendable {
    /// Spans that are kept of one person.
    package static let longest = 8

    /// From 1 to `longest`.
    package private(set) var spans: [LicenceSpan]

    package init(_ licence: Licence, attested: BlockTime) {
        spans = [LicenceSpan(licence: licence, attested: attested)]
    }

    /// What was attested last; it may begin later.
    package var latest: LicenceSpan { spans[spans.count - 1] }

    /// The one that counts at a time: of those that have begun the last. A renewal ahead of time leaves
    /// the one before it until it begins.
    func current(at time: BlockTime) -> LicenceSpan {
        spans.last { $0.licence.from <= time } ?? latest
    }

    /// Adds what was attested.
    mutating func add(_ licence: Licence, attested: BlockTime) {
        add(LicenceSpan(licence: licence, attested: attested))
    }

    /// What counts now, and what is to begin, go on with another key, withdrawn where they were.
    mutating func carry(from old: KeyID, to new: KeyID, at time: BlockTime) {
        let now = current(at: time)
        for var span in spans
        where span.licence.key == old && span.ended == nil
            && (span == now || span.licence.from > time)
        {
            span.licence.key = new
            span.attested = time
            add(span)
        }
    }

    /// Of more than may be kept the oldest that counts no more goes, and never the one that counts now.
    private mutating func add(_ span: LicenceSpan) {
        if spans.count >= Self.longest {
            let now = span.attested
            let current = current(at: now)
            let leaving =
                spans.firstIndex { !$0.stands(at: now) } ?? spans.firstIndex { $0 != current } ?? 0
            spans.remove(at: leaving)
        }
        spans.append(span)
    }

    /// Takes back whatever is not taken back yet.
    mutating func withdraw(at time: BlockTime, _ withdrawal: LicenceWithdrawal) {
        for place in spans.indices where spans[place].licence.withdrawn == nil {
            spans[place].licence.withdrawn = time
            spans[place].withdrawal = withdrawal
        }
    }

    /// Ends what is of another number than the person's from now on.
    mutating func end(at time: BlockTime) {
        for place in spans.indices where spans[place].ended == nil {
            spans[place].ended = time
        }
    }
}

extension LicenceSpan: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        licence.encode(into: &writer)
        attested.encode(into: &writer)
        writer.optional(ended)
        writer.optional(withdrawal)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        licence = try Licence(from: &reader)
        attested = try BlockTime(from: &reader)
        ended = try reader.optional()
        withdrawal = try reader.optional()
        reader.endArray()
    }
}

extension LicenceRecord: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.array(spans) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let place = reader.offset
        spans = try reader.array(upTo: Self.longest)
        guard !spans.isEmpty else { throw .invalidValue(at: place, field: "licences") }
    }
}
