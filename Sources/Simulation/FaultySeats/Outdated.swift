import LedgerTypes
import Replica

/// A node that was left behind: what it says comes late, some of it again and again, and its
/// status tells of a time long ago.
struct Outdated: FaultySeat {
    private var said: [PeerMessage] = []
    private static let remembered = 64

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        if case .status(let status) = message {
            let old = PeerStatus(
                height: .genesis, block: status.block, round: .first, clock: BlockTime(0))
            return receivers.map { Sending(message: .status(old), receiver: $0) }
        }
        if said.count == Self.remembered { said.removeFirst() }
        said.append(message)
        let delay = hand.random.within(500...3_000)
        return receivers.map { Sending(message: message, receiver: $0, delay: delay) }
    }

    mutating func turn(_ hand: inout SeatHand) -> [Sending] {
        guard !said.isEmpty else { return [] }
        return hand.everyone(said[hand.random.below(said.count)])
    }
}
