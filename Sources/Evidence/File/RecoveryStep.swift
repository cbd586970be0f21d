import CanonicalCoding
import EvidenceTree
import LedgerTypes

/// One recovery from a lost quorum: where the old seats ended, who ordered it, and what the
/// remaining ones decided.
package struct RecoveryStep: Hashable, Sendable, CanonicalCodable {
    /// The last block of the old seats.
    package var last: CommittedHeader
    /// The recovery block, decided by the seats that remain.
    package var block: CommittedHeader
    /// The transaction in that block, with the signatures of governance keys.
    package var order: SignedTransaction
    /// The records of all members whose seats were due, proven to the state after `last`; in the
    /// order of the seats.
    package var members: [StateFact]

    package init(
        last: CommittedHeader, block: CommittedHeader, order: SignedTransaction,
        members: [StateFact]
    ) {
        self.last = last
        self.block = block
        self.order = order
        self.members = members
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        last.encode(into: &writer)
        block.encode(into: &writer)
        order.encode(into: &writer)
        writer.array(members)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        last = try CommittedHeader(from: &reader)
        block = try CommittedHeader(from: &reader)
        order = try SignedTransaction(from: &reader)
        members = try reader.array(upTo: LedgerTypes.Limits.maximumSeats)
        reader.endArray()
    }
}
