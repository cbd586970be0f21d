import CanonicalCoding
import Sealing

/// The two steps of voting.
package enum VoteStep: UInt64, Sendable, Hashable, CaseIterable {
    case prevote = 1
    case precommit = 2
}

/// What one seat says at one step of one round. Source: docs/reference/ledger-formats.md.
package struct Vote: Hashable, Sendable {
    package let step: VoteStep
    package let height: Height
    package let round: Round
    /// Nil is a vote for no block.
    package let block: BlockID?
    /// Prevotes only: the round whose polka the vote follows; nil means none.
    package let validRound: Round?
    package let seat: SeatIndex
    package let signature: Signature

    package init(
        step: VoteStep, height: Height, round: Round, block: BlockID?, validRound: Round?,
        seat: SeatIndex, signature: Signature
    ) {
        precondition(step == .prevote || validRound == nil, "only prevotes name a valid round")
        self.step = step
        self.height = height
        self.round = round
        self.block = block
        self.validRound = validRound
        self.seat = seat
        self.signature = signature
    }

    /// The lines that the seat signs.
    package func signedBytes(chain: ChainID) -> [UInt8] {
        switch step {
        case .prevote:
            SigningTemplate.prevote(
                chain: chain, height: height, round: round, block: block, validRound: validRound)
        case .precommit:
            SigningTemplate.precommit(chain: chain, height: height, round: round, block: block)
        }
    }

    /// True if both say the same: the signed lines do not hold the seat's number, so that anybody
    /// can copy a vote under another one.
    package func isSameStatement(as other: Vote) -> Bool {
        step == other.step && height == other.height && round == other.round
            && block == other.block && validRound == other.validRound
    }

    /// Checks the signature under the seat of the set.
    package func isSigned(chain: ChainID, seats: SeatSet) -> Bool {
        seats[seat]?.key.verifiesAdmitted(signature, over: signedBytes(chain: chain)) ?? false
    }
}

extension Vote: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        writer.unsigned(step.rawValue)
        height.encode(into: &writer)
        round.encode(into: &writer)
        writer.optional(block)
        writer.optional(validRound)
        seat.encode(into: &writer)
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 7)
        guard let step = VoteStep(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "step")
        }
        self.step = step
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        block = try reader.optional()
        validRound = try reader.optional()
        guard step == .prevote || validRound == nil else {
            throw .invalidValue(at: reader.offset, field: "valid round")
        }
        seat = try SeatIndex(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}

/// The fixed ASCII lines that seats sign: built from fields, never parsed; a judge can read them.
///
/// Each line ends with a line feed. No time, no weight: signing again gives the same bytes.
package enum SigningTemplate {
    package static func precommit(
        chain: ChainID, height: Height, round: Round, block: BlockID?
    ) -> [UInt8] {
        Array(
            """
            tally/precommit/v1
            chain \(chain)
            height \(height)
            round \(round)
            block \(block.map(\.description) ?? "nil")

            """.utf8)
    }

    package static func prevote(
        chain: ChainID, height: Height, round: Round, block: BlockID?, validRound: Round?
    ) -> [UInt8] {
        withValidRound("tally/prevote/v1", chain, height, round, block, validRound)
    }

    package static func proposal(
        chain: ChainID, height: Height, round: Round, block: BlockID, validRound: Round?
    ) -> [UInt8] {
        withValidRound("tally/proposal/v1", chain, height, round, block, validRound)
    }

    private static func withValidRound(
        _ line: String, _ chain: ChainID, _ height: Height, _ round: Round, _ block: BlockID?,
        _ validRound: Round?
    ) -> [UInt8] {
        Array(
            """
            \(line)
            chain \(chain)
            height \(height)
            round \(round)
            block \(block.map(\.description) ?? "nil")
            valid-round \(validRound.map(\.description) ?? "none")

            """.utf8)
    }
}
