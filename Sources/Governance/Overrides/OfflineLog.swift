import CanonicalCoding
import LedgerTypes
import Sealing

/// One anchored record in its holder's chain.
package struct OfflineLink: Hashable, Sendable, CanonicalCodable {
    package let sequence: UInt64
    package let record: Digest
    package let previous: Digest

    package init(sequence: UInt64, record: Digest, previous: Digest) {
        self.sequence = sequence
        self.record = record
        self.previous = previous
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(sequence)
        record.encode(into: &writer)
        previous.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        sequence = try reader.unsigned()
        record = try Digest(from: &reader)
        previous = try Digest(from: &reader)
        reader.endArray()
    }
}

/// A run of sequence numbers that were never anchored: visible evidence.
package struct SequenceGap: Hashable, Sendable, CanonicalCodable {
    package let from: UInt64
    package let through: UInt64

    package init(from: UInt64, through: UInt64) {
        self.from = from
        self.through = through
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(from)
        writer.unsigned(through)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        from = try reader.unsigned()
        through = try reader.unsigned()
        guard from >= 1, from <= through else {
            throw .invalidValue(at: reader.offset, field: "gap")
        }
        reader.endArray()
    }
}

/// Why a record does not fit into its holder's chain.
package enum OfflineChainFault: Error, Hashable, Sendable {
    case sequenceTaken
    /// A neighbour's digest says otherwise.
    case linkBroken
    case tooManyGaps
}

/// What the chain knows of one holder's offline records.
package struct OfflineLog: Hashable, Sendable {
    /// The highest sequence anchored; 0 before the first.
    package private(set) var last: UInt64
    /// Ascending, apart, all below `last`.
    package private(set) var gaps: [SequenceGap]

    package init() {
        last = 0
        gaps = []
    }

    package init(last: UInt64, gaps: [SequenceGap]) {
        self.last = last
        self.gaps = gaps
    }

    /// Numbers missing right before a sequence.
    package func missing(before sequence: UInt64) -> UInt64 {
        if sequence > last { return sequence - last - 1 }
        guard let gap = gaps.first(where: { $0.from <= sequence && sequence <= $0.through }) else {
            return 0
        }
        return sequence - gap.from
    }

    /// Takes a record in; neighbours that are anchored already must agree with its links.
    package mutating func take(
        _ link: OfflineLink, before: OfflineLink?, after: OfflineLink?
    ) throws(OfflineChainFault) {
        let sequence = link.sequence
        let expected = sequence == 1 ? OfflineRecord.origin : before?.record
        if let expected, expected != link.previous { throw .linkBroken }
        if let after, after.previous != link.record { throw .linkBroken }
        if sequence > last {
            if sequence > last + 1 {
                guard gaps.count < GovernanceLimits.offlineGaps else { throw .tooManyGaps }
                gaps.append(SequenceGap(from: last + 1, through: sequence - 1))
            }
            last = sequence
            return
        }
        guard let place = gaps.firstIndex(where: { $0.from <= sequence && sequence <= $0.through })
        else { throw .sequenceTaken }
        let gap = gaps[place]
        var rest: [SequenceGap] = []
        if gap.from < sequence { rest.append(SequenceGap(from: gap.from, through: sequence - 1)) }
        if sequence < gap.through {
            rest.append(SequenceGap(from: sequence + 1, through: gap.through))
        }
        // A record in the middle of a gap makes two of one.
        guard gaps.count - 1 + rest.count <= GovernanceLimits.offlineGaps else {
            throw .tooManyGaps
        }
        gaps.replaceSubrange(place...place, with: rest)
    }
}

extension OfflineLog: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(last)
        writer.array(gaps)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        last = try reader.unsigned()
        gaps = try reader.array(upTo: GovernanceLimits.offlineGaps + 1)
        reader.endArray()
    }
}
