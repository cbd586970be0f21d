import Replica

/// Hears everything and says nothing.
struct Silent: FaultySeat {
    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] { [] }
}
