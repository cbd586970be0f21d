import CanonicalCoding
import EvidenceTree
import LedgerTypes

/// One recovery from a lost quorum: where the old seats ended, who ordered it, and what the
/// remaining ones decided.
public struct RecoveryStep: Hashable, Sendable, CanonicalCodable {
    /// The last block of the old seats.
    public var last: CommittedHeader
    /// The recovery block, decided by the seats that remain.
    public var block: CommittedHeader
    /// The transaction in that block, with the signatures of governance keys.
    public var order: SignedTransaction
    /// The records of all members whose seats were due, proven to the state after `last`; in the
    /// order of the seats.
    public var members: [StateFact]

    public init(
        last: CommittedHeader, block: CommittedHeader, order: SignedTransaction,
        members: [StateFact]
    ) {
        self.last = last
        self.block = block
        self.order = order
        self.members = members
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        last.encode(into: &writer)
        block.encode(into: &writer)
        order.encode(into: &writer)
        writer.array(members)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        last = try CommittedHeader(from: &reader)
        block = try CommittedHeader(from: &reader)
        order = try SignedTransaction(from: &reader)
        members = try reader.array(upTo: LedgerTypes.Limits.maximumSeats)
        reader.endArray()
    }
}
