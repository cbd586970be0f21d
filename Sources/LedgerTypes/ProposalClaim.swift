import CanonicalCoding
import Sealing

/// What a proposer signed for a round, without the block: enough to show that two differ.
package struct ProposalClaim: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let block: BlockID
    package let validRound: Round?
    package let seat: SeatIndex
    package let signature: Signature

    package init(
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
    package init(_ proposal: Proposal, suite: CryptoSuite) {
        self.init(
            height: proposal.height, round: proposal.round,
            block: proposal.block.header.id(suite: suite), validRound: proposal.validRound,
            seat: proposal.seat, signature: proposal.signature)
    }

    /// The lines that the seat signs.
    package func signedBytes(chain: ChainID) -> [UInt8] {
        SigningTemplate.proposal(
            chain: chain, height: height, round: round, block: block, validRound: validRound)
    }

    /// Checks the signature under the seat of the set.
    package func isSigned(chain: ChainID, seats: SeatSet) -> Bool {
        seats[seat]?.key.verifiesAdmitted(signature, over: signedBytes(chain: chain)) ?? false
    }
}

extension ProposalClaim: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        height.encode(into: &writer)
        round.encode(into: &writer)
        block.encode(into: &writer)
        writer.optional(validRound)
        seat.encode(into: &writer)
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
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
