import Replica

/// Votes for no block, whatever it sees, and never proposes.
struct Nuller: FaultySeat {
    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        if message.proposal != nil { return [] }
        guard let vote = message.vote else {
            return receivers.map { Sending(message: message, receiver: $0) }
        }
        guard let replaced = hand.vote(vote.step, round: vote.round, block: nil) else { return [] }
        return receivers.map { Sending(message: replaced, receiver: $0) }
    }
}
