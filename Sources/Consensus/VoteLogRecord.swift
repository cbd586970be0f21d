import CanonicalCoding
import LedgerTypes
import Sealing

/// Something a seat signed itself.
package enum SignedMessage: Hashable, Sendable {
    case proposal(Proposal)
    case vote(Vote)

    package var height: Height { message.height }

    package var round: Round {
        switch self {
        case .proposal(let proposal): proposal.round
        case .vote(let vote): vote.round
        }
    }

    /// Order of signing within a round: 0 proposal, 1 prevote, 2 precommit.
    package var stepNumber: UInt64 {
        switch self {
        case .proposal: 0
        case .vote(let vote): vote.step.rawValue
        }
    }

    package var signature: Signature {
        switch self {
        case .proposal(let proposal): proposal.signature
        case .vote(let vote): vote.signature
        }
    }

    /// The block that is proposed or voted for; nil is a vote for no block.
    package func block(suite: CryptoSuite) -> BlockID? {
        switch self {
        case .proposal(let proposal): proposal.block.header.id(suite: suite)
        case .vote(let vote): vote.block
        }
    }

    /// True if this is a vote that says the same as the other.
    package func isSameStatement(as other: Vote) -> Bool {
        if case .vote(let vote) = self { vote.isSameStatement(as: other) } else { false }
    }

    /// The lines under the signature.
    package func signedBytes(chain: ChainID, suite: CryptoSuite) -> [UInt8] {
        switch self {
        case .vote(let vote): vote.signedBytes(chain: chain)
        case .proposal(let proposal):
            ProposalClaim(proposal, suite: suite).signedBytes(chain: chain)
        }
    }

    /// The same message as it is sent.
    package var message: ConsensusMessage {
        switch self {
        case .proposal(let proposal): .proposal(proposal)
        case .vote(let vote): .vote(vote)
        }
    }
}

/// A block with the round in which a quorum prevoted for it.
package struct RoundBlock: Hashable, Sendable, CanonicalCodable {
    package let round: Round
    package let block: BlockID

    package init(round: Round, block: BlockID) {
        self.round = round
        self.block = block
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        round.encode(into: &writer)
        block.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        round = try Round(from: &reader)
        block = try BlockID(from: &reader)
        reader.endArray()
    }
}

/// What must be on disk before the message in it leaves the node.
/// Source: docs/internals/consensus.md, "Durable before it leaves".
package struct VoteLogRecord: Hashable, Sendable {
    package let signed: SignedMessage
    package let locked: RoundBlock?
    package let valid: RoundBlock?
    /// The quorum behind `valid`.
    package let polka: Polka?
    /// The block of the lock or of `valid`, in the first record that needs it.
    package let body: Block?

    package init(
        signed: SignedMessage, locked: RoundBlock?, valid: RoundBlock?, polka: Polka?, body: Block?
    ) {
        self.signed = signed
        self.locked = locked
        self.valid = valid
        self.polka = polka
        self.body = body
    }

    package var height: Height { signed.height }
}

extension VoteLogRecord: CanonicalCodable {
    private static let version: UInt64 = 1

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        writer.unsigned(Self.version)
        signed.message.encode(into: &writer)
        writer.optional(locked)
        writer.optional(valid)
        writer.optional(polka)
        writer.optional(body)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 6)
        guard try reader.unsigned() == Self.version else {
            throw .invalidValue(at: reader.offset, field: "vote log version")
        }
        switch try ConsensusMessage(from: &reader) {
        case .proposal(let proposal): signed = .proposal(proposal)
        case .vote(let vote): signed = .vote(vote)
        case .polka, .certificate, .body, .decision, .roundState:
            throw .invalidValue(at: reader.offset, field: "signed message")
        }
        locked = try reader.optional()
        valid = try reader.optional()
        polka = try reader.optional()
        body = try reader.optional()
        reader.endArray()
    }
}
