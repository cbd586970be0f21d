import CanonicalCoding
import LedgerTypes

/// A node that has just started asks what its own seat last said.
/// Source: docs/internals/consensus.md, "What a start trusts".
public struct OwnVotesRequest: Hashable, Sendable, CanonicalCodable {
    /// The height that it decides next: older votes do not matter.
    public let from: Height

    public init(from: Height) { self.from = from }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 1)
        from.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 1)
        from = try Height(from: &reader)
        reader.endArray()
    }
}

/// The latest votes of the receiver's own seat that the sender has heard.
public struct OwnVotes: Hashable, Sendable, CanonicalCodable {
    /// The last height that the sender committed.
    public let height: Height
    /// At most a few; the receiver checks its own signature under each.
    public let votes: [Vote]

    public init(height: Height, votes: [Vote]) {
        self.height = height
        self.votes = votes
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        height.encode(into: &writer)
        writer.array(votes)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        height = try Height(from: &reader)
        votes = try reader.array(upTo: Limits.ownVotesPerAnswer)
        reader.endArray()
    }
}
