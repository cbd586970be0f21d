import LedgerTypes
import Replica

/// Votes at both steps for whatever is proposed, whatever it precommitted before; once each round,
/// so that it never contradicts itself within one.
struct LockBreaker: FaultySeat {
    private var height = Height.genesis
    private var done: Set<Round> = []

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        // Its own machine keeps its lock: those votes stay unsaid.
        if message.vote != nil { return [] }
        let passed = receivers.map { Sending(message: message, receiver: $0) }
        guard let proposal = message.proposal else { return passed }
        return passed + votes(for: proposal, hand)
    }

    mutating func hear(_ message: PeerMessage, _ hand: inout SeatHand) -> [Sending] {
        guard let proposal = message.proposal, proposal.height == hand.height else { return [] }
        return votes(for: proposal, hand)
    }

    private mutating func votes(for proposal: Proposal, _ hand: SeatHand) -> [Sending] {
        if proposal.height != height {
            height = proposal.height
            done = []
        }
        guard done.insert(proposal.round).inserted else { return [] }
        let block = proposal.block.header.id(suite: hand.suite)
        return hand.everyone(
            hand.vote(
                .prevote, round: proposal.round, block: block, validRound: proposal.validRound))
            + hand.everyone(hand.vote(.precommit, round: proposal.round, block: block))
    }
}
