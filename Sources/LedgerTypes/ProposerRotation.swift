import Mutants

/// Whose turn it is: round robin over the seats in their order, computed from nothing but the
/// height, the round and the set. Source: docs/internals/consensus.md, "Whose turn it is".
package enum ProposerRotation {
    /// The proposer of a round; when all seats are suspended, none is.
    package static func proposer(
        height: Height, round: Round, seats: SeatSet, suspended: [SeatIndex] = []
    ) -> SeatIndex {
        let all = (0..<UInt64(seats.count)).map { SeatIndex($0) }
        let willing = all.filter { !suspended.contains($0) || Mutant.suspendedPropose.isOn }
        let order = willing.isEmpty ? all : willing
        let count = UInt64(order.count)
        let turn = Mutant.rotationIgnoresRound.isOn ? 0 : round.value % count
        return order[Int((height.value % count + turn) % count)]
    }
}
