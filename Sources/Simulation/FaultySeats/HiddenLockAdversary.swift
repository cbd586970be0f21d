import LedgerTypes
import Replica

/// Shows its prevote for a block to one seat alone, so that this one locks and nobody knows why;
/// to all others it says nothing of the round.
/// Source: docs/internals/consensus.md, "Why something is decided".
struct HiddenLockAdversary: FaultySeat {
    private var victims: [Round: Int] = [:]
    private var height = Height.genesis

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        if hand.height != height {
            height = hand.height
            victims = [:]
        }
        switch message {
        case .consensus(.vote(let vote)):
            // Precommits and votes for nothing stay unsaid: nobody is helped forward.
            guard vote.step == .prevote, vote.block != nil else { return [] }
            return show(message, round: vote.round, to: receivers, &hand)
        // A polka would tell of the lock.
        case .consensus(.polka), .consensus(.certificate): return []
        case .consensus(.proposal(let proposal)) where proposal.validRound != nil: return []
        default: return receivers.map { Sending(message: message, receiver: $0) }
        }
    }

    private mutating func show(
        _ message: PeerMessage, round: Round, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        let victim = victims[round] ?? hand.others[hand.random.below(max(1, hand.others.count))]
        victims[round] = victim
        return receivers.filter { $0 == victim }.map { Sending(message: message, receiver: $0) }
    }
}
