import LedgerTypes
import Replica

/// Proposes two blocks in each of its rounds, one to each half, and votes for both.
struct EquivocatingProposer: FaultySeat {
    private var second: [Round: Block] = [:]
    private var height = Height.genesis

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        if hand.height != height {
            height = hand.height
            second = [:]
        }
        if let proposal = message.proposal, proposal.validRound == nil {
            return propose(proposal, to: receivers, hand)
        }
        guard let vote = message.vote, let other = second[vote.round], vote.block != nil,
            let replaced = hand.vote(
                vote.step, round: vote.round, block: other.header.id(suite: hand.suite))
        else { return receivers.map { Sending(message: message, receiver: $0) } }
        return receivers.map {
            Sending(message: $0 % 2 == 0 ? message : replaced, receiver: $0)
        }
    }

    private mutating func propose(
        _ proposal: Proposal, to receivers: [Int], _ hand: SeatHand
    ) -> [Sending] {
        var other = proposal.block
        // An empty block a millisecond later: valid for who executes it, if the first was empty.
        other.header.time = other.header.time.next
        second[proposal.round] = other
        let first = PeerMessage.consensus(.proposal(proposal))
        guard let changed = hand.proposal(other, round: proposal.round) else { return [] }
        return receivers.map { Sending(message: $0 % 2 == 0 ? first : changed, receiver: $0) }
    }
}
