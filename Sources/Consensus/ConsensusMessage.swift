import CanonicalCoding
import LedgerTypes

/// What seats say to one another about one height.
package enum ConsensusMessage: Hashable, Sendable {
    case proposal(Proposal)
    case vote(Vote)
    case polka(Polka)
    /// A certificate whose block the receiver may hold already.
    case certificate(CommitCertificate)
    /// A block that somebody asked for because votes name it.
    case body(Block)
    case decision(CommittedBlock)
    /// Asks for the votes that the sender lacks.
    case roundState(RoundState)

    package var height: Height {
        switch self {
        case .proposal(let proposal): proposal.height
        case .vote(let vote): vote.height
        case .polka(let polka): polka.height
        case .certificate(let certificate): certificate.height
        case .body(let block): block.header.height
        case .decision(let committed): committed.height
        case .roundState(let state): state.height
        }
    }
}

extension ConsensusMessage {
    /// The round of its votes; nil for a block alone.
    var round: Round? {
        switch self {
        case .proposal(let proposal): proposal.round
        case .vote(let vote): vote.round
        case .polka(let polka): polka.round
        case .certificate(let certificate): certificate.round
        case .body: nil
        case .decision(let committed): committed.certificate.round
        case .roundState(let state): state.round
        }
    }
}

extension ConsensusMessage: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .proposal(let proposal):
            writer.unsigned(1)
            proposal.encode(into: &writer)
        case .vote(let vote):
            writer.unsigned(2)
            vote.encode(into: &writer)
        case .polka(let polka):
            writer.unsigned(3)
            polka.encode(into: &writer)
        case .certificate(let certificate):
            writer.unsigned(4)
            certificate.encode(into: &writer)
        case .body(let block):
            writer.unsigned(5)
            block.encode(into: &writer)
        case .decision(let committed):
            writer.unsigned(6)
            committed.encode(into: &writer)
        case .roundState(let state):
            writer.unsigned(7)
            state.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .proposal(try Proposal(from: &reader))
        case 2: self = .vote(try Vote(from: &reader))
        case 3: self = .polka(try Polka(from: &reader))
        case 4: self = .certificate(try CommitCertificate(from: &reader))
        case 5: self = .body(try Block(from: &reader))
        case 6: self = .decision(try CommittedBlock(from: &reader))
        case 7: self = .roundState(try RoundState(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "consensus message")
        }
        reader.endArray()
    }
}
