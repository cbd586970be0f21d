import LedgerTypes
import Replica

/// Signs a second, contradicting vote beside each of its own; who hears which is left to chance.
struct DoubleVoter: FaultySeat {
    /// Another block that was proposed at the height.
    private var proposed: [BlockID] = []
    private var height = Height.genesis

    mutating func hear(_ message: PeerMessage, _ hand: inout SeatHand) -> [Sending] {
        if hand.height != height {
            height = hand.height
            proposed = []
        }
        if let proposal = message.proposal, proposal.height == height {
            proposed.append(proposal.block.header.id(suite: hand.suite))
        }
        return []
    }

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        guard let vote = message.vote else {
            return receivers.map { Sending(message: message, receiver: $0) }
        }
        let other = vote.block == nil ? proposed.last : proposed.first { $0 != vote.block }
        guard let second = hand.vote(vote.step, round: vote.round, block: other) else { return [] }
        return receivers.flatMap { receiver -> [Sending] in
            switch hand.random.below(3) {
            case 0: [Sending(message: message, receiver: receiver)]
            case 1: [Sending(message: second, receiver: receiver)]
            default:
                [
                    Sending(message: message, receiver: receiver),
                    Sending(message: second, receiver: receiver),
                ]
            }
        }
    }
}
