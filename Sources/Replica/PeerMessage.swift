import CanonicalCoding
import Consensus
import LedgerTypes

/// Asks for committed blocks in order, the first at `from`, as many as fit but at least one.
package struct BlockRequest: Hashable, Sendable, CanonicalCodable {
    package let from: Height
    package let maximumBytes: UInt64

    package init(from: Height, maximumBytes: UInt64) {
        self.from = from
        self.maximumBytes = maximumBytes
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        from.encode(into: &writer)
        writer.unsigned(maximumBytes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        from = try Height(from: &reader)
        maximumBytes = try reader.unsigned()
        reader.endArray()
    }
}

/// Asks for the block that votes of a height name.
package struct BodyRequest: Hashable, Sendable, CanonicalCodable {
    package let height: Height
    package let block: BlockID

    package init(height: Height, block: BlockID) {
        self.height = height
        self.block = block
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        height.encode(into: &writer)
        block.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        height = try Height(from: &reader)
        block = try BlockID(from: &reader)
        reader.endArray()
    }
}

/// What nodes say to one another about the ledger.
///
/// Shape: [version, kind, payload]. A link must refuse frames above `maximumBytes` unread.
package enum PeerMessage: Hashable, Sendable {
    case consensus(ConsensusMessage)
    case status(PeerStatus)
    case transactions([SignedTransaction])
    case blockRequest(BlockRequest)
    case blocks([CommittedBlock])
    case bodyRequest(BodyRequest)
    case ownVotesRequest(OwnVotesRequest)
    case ownVotes(OwnVotes)
    case evidence([MisbehaviourEvidence])

    package static let version: UInt64 = 1
    /// Largest message in canonical form, in bytes.
    package static let maximumBytes = Limits.peerMessageBytes

    /// An answer with the first of these blocks: as many as one message may hold. Whoever is further
    /// behind asks again.
    package static func answer(_ blocks: [CommittedBlock]) -> PeerMessage {
        .blocks(Array(blocks.prefix(Limits.blocksPerMessage)))
    }
}

extension PeerMessage: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(Self.version)
        switch self {
        case .consensus(let message):
            writer.unsigned(1)
            message.encode(into: &writer)
        case .status(let status):
            writer.unsigned(2)
            status.encode(into: &writer)
        case .transactions(let transactions):
            writer.unsigned(3)
            writer.array(transactions)
        case .blockRequest(let request):
            writer.unsigned(4)
            request.encode(into: &writer)
        case .blocks(let blocks):
            writer.unsigned(5)
            writer.array(blocks)
        case .bodyRequest(let request):
            writer.unsigned(6)
            request.encode(into: &writer)
        case .ownVotesRequest(let request):
            writer.unsigned(7)
            request.encode(into: &writer)
        case .ownVotes(let votes):
            writer.unsigned(8)
            votes.encode(into: &writer)
        case .evidence(let evidence):
            writer.unsigned(9)
            writer.array(evidence)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        guard try reader.unsigned() == Self.version else {
            throw .invalidValue(at: reader.offset, field: "peer message version")
        }
        switch try reader.unsigned() {
        case 1: self = .consensus(try ConsensusMessage(from: &reader))
        case 2: self = .status(try PeerStatus(from: &reader))
        case 3: self = .transactions(try reader.array(upTo: Limits.transactionsPerMessage))
        case 4: self = .blockRequest(try BlockRequest(from: &reader))
        case 5: self = .blocks(try reader.array(upTo: Limits.blocksPerMessage))
        case 6: self = .bodyRequest(try BodyRequest(from: &reader))
        case 7: self = .ownVotesRequest(try OwnVotesRequest(from: &reader))
        case 8: self = .ownVotes(try OwnVotes(from: &reader))
        case 9:
            self = .evidence(try reader.array(upTo: LedgerTypes.Limits.maximumEvidence))
        default: throw .invalidValue(at: reader.offset, field: "peer message")
        }
        reader.endArray()
    }
}
