import LedgerTypes
import Replica

/// Tells another time to everyone it speaks to, and stamps its blocks with one of them.
struct ClockLiar: FaultySeat {
    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        switch message {
        case .status(let status):
            return receivers.map { receiver in
                let lie = Self.lie(about: status.clock, &hand.random)
                return Sending(
                    message: .status(
                        PeerStatus(
                            height: status.height, block: status.block, round: status.round,
                            clock: lie)),
                    receiver: receiver)
            }
        case .consensus(.proposal(let proposal)) where proposal.validRound == nil:
            var block = proposal.block
            block.header.time = Self.lie(about: block.header.time, &hand.random)
            guard let changed = hand.proposal(block, round: proposal.round) else { return [] }
            return receivers.map { Sending(message: changed, receiver: $0) }
        default:
            return receivers.map { Sending(message: message, receiver: $0) }
        }
    }

    private static func lie(about time: BlockTime, _ random: inout SeededRandom) -> BlockTime {
        let shift = random.within(0...120_000)
        return BlockTime(random.below(2) == 0 ? time.value + shift : time.value - shift)
    }
}
