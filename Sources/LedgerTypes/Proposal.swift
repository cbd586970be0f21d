import CanonicalCoding
import Sealing

/// A proposer's block for one round; a repeated block carries the polka that justifies it.
package struct Proposal: Hashable, Sendable {
    package let round: Round
    package let validRound: Round?
    package let block: Block
    /// Present exactly when `validRound` is.
    package let polka: Polka?
    package let seat: SeatIndex
    package let signature: Signature

    package init(
        round: Round, validRound: Round?, block: Block, polka: Polka?, seat: SeatIndex,
        signature: Signature
    ) {
        self.round = round
        self.validRound = validRound
        self.block = block
        self.polka = polka
        self.seat = seat
        self.signature = signature
    }

    package var height: Height { block.header.height }
}

extension Proposal: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        round.encode(into: &writer)
        writer.optional(validRound)
        block.encode(into: &writer)
        writer.optional(polka)
        seat.encode(into: &writer)
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 6)
        round = try Round(from: &reader)
        validRound = try reader.optional()
        block = try Block(from: &reader)
        polka = try reader.optional()
        guard (validRound == nil) == (polka == nil) else {
            throw .invalidValue(at: reader.offset, field: "polka")
        }
        seat = try SeatIndex(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}
