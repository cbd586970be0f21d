import Consensus
import LedgerTypes
import Replica
import Sealing

/// Sends more than anybody needs: votes of rounds far ahead, requests for every block, statuses of
/// heights that nobody has, and its own messages over and over.
struct Flooder: FaultySeat {
    private var last: PeerMessage?

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        last = message
        return receivers.map { Sending(message: message, receiver: $0) }
    }

    mutating func turn(_ hand: inout SeatHand) -> [Sending] {
        var sent: [Sending] = []
        for _ in 0..<6 {
            let round = Round(hand.round.value + hand.random.within(1...200))
            sent += hand.everyone(
                hand.vote(
                    hand.random.below(2) == 0 ? .prevote : .precommit, round: round,
                    block: BlockID(hand.suite.hash(hand.random.bytes(8)))))
        }
        let height = Height(hand.height.value + hand.random.within(1...1_000))
        sent += hand.everyone(
            .status(
                PeerStatus(
                    height: height, block: BlockID(hand.suite.hash(hand.random.bytes(8))),
                    round: .first, clock: hand.now)))
        sent += hand.everyone(
            .blockRequest(BlockRequest(from: Height(1), maximumBytes: UInt64.max)))
        if let last { for _ in 0..<4 { sent += hand.everyone(last) } }
        return sent
    }
}
