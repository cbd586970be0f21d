import CanonicalCoding
import LedgerTypes
import Replica
import Sealing

/// Says things in the name of other seats, under its own key or with their signatures moved to
/// other statements.
struct Impersonator: FaultySeat {
    mutating func hear(_ message: PeerMessage, _ hand: inout SeatHand) -> [Sending] {
        guard let vote = message.vote, hand.random.happens(perMille: 300) else { return [] }
        // A true signature under another block, and another step.
        let moved = Vote(
            step: vote.step == .prevote ? .precommit : .prevote, height: vote.height,
            round: vote.round, block: vote.block, validRound: nil, seat: vote.seat,
            signature: vote.signature)
        return hand.everyone(.consensus(.vote(moved)))
    }

    mutating func turn(_ hand: inout SeatHand) -> [Sending] {
        let victim = SeatIndex(UInt64(hand.random.below(hand.seats.count)))
        guard victim != hand.seat else { return [] }
        let forged = hand.vote(
            .precommit, round: hand.round, block: nil, as: victim)
        return hand.everyone(forged)
            + hand.everyone(.consensus(.certificate(forgedCertificate(hand))))
    }

    /// A certificate of a block that does not exist, all of it in one hand.
    private func forgedCertificate(_ hand: SeatHand) -> CommitCertificate {
        let block = BlockID(hand.suite.hash(Array("no such block".utf8)))
        let lines = SigningTemplate.precommit(
            chain: hand.chain, height: hand.height, round: hand.round, block: block)
        let signature = hand.key.sign(lines)
        return CommitCertificate(
            height: hand.height, round: hand.round, block: block,
            signatures: (0..<hand.seats.quorum).map {
                SeatSignature(seat: SeatIndex(UInt64($0)), signature: signature)
            })
    }
}
