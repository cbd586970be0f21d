import CanonicalCoding
import LedgerTypes

/// A node that has just started asks what its own seat last said.
/// Source: docs/internals/consensus.md, "What a start trusts".
package struct OwnVotesRequest: Hashable, Sendable, CanonicalCodable {
    /// The height that it decides next: older votes do not matter.
    package let from: Height

    package init(from: Height) { self.from = from }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 1)
        from.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 1)
        from = try Height(from: &reader)
        reader.endArray()
    }
}

/// The latest votes of the receiver's own seat that the sender has heard.
package struct OwnVotes: Hashable, Sendable, CanonicalCodable {
    /// The last height that the sender committed.
    package let height: Height
    /// At most a few; the receiver checks its own signature under each.
    package let votes: [Vote]

    package init(height: Height, votes: [Vote]) {
        self.height = height
        self.votes = votes
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        height.encode(into: &writer)
        writer.array(votes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        height = try Height(from: &reader)
        votes = try reader.array(upTo: Limits.ownVotesPerAnswer)
        reader.endArray()
    }
}
