import CanonicalCoding
import Sealing

/// What a proposer signed for a round, without the block: enough to show that two differ.
public struct ProposalClaim: Hashable, Sendable {
    public let height: Height
    public let round: Round
    public let block: BlockID
    public let validRound: Round?
    public let seat: SeatIndex
    public let signature: Signature

    public init(
        height: Height, round: Round, block: BlockID, validRound: Round?, seat: SeatIndex,
        signature: Signature
    ) {
        self.height = height
        self.round = round
        self.block = block
        self.validRound = validRound
        self.seat = seat
        self.signature = signature
    }

    /// The claim of a proposal.
    public init(_ proposal: Proposal, suite: CryptoSuite) {
        self.init(
            height: proposal.height, round: proposal.round,
            block: proposal.block.header.id(suite: suite), validRound: proposal.validRound,
            seat: proposal.seat, signature: proposal.signature)
    }

    /// The lines that the seat signs.
    public func signedBytes(chain: ChainID) -> [UInt8] {
        SigningTemplate.proposal(
            chain: chain, height: height, round: round, block: block, validRound: validRound)
    }

    /// Checks the signature under the seat of the set.
    public func isSigned(chain: ChainID, seats: SeatSet) -> Bool {
        seats[seat]?.key.verifiesAdmitted(signature, over: signedBytes(chain: chain)) ?? false
    }
}

extension ProposalClaim: CanonicalCodable {
    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        height.encode(into: &writer)
        round.encode(into: &writer)
        block.encode(into: &writer)
        writer.optional(validRound)
        seat.encode(into: &writer)
        signature.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 6)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        block = try BlockID(from: &reader)
        validRound = try reader.optional()
        seat = try SeatIndex(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}
