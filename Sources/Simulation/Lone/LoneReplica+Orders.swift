import Governance
import LedgerTypes
import Sealing

extension LoneReplica {
    /// An order of recovery after the script's last block, signed by the governance keys of these
    /// members; a quorum of all, the first survivor among them, if not said.
    func order(
        leaving survivors: [Int], keys: [Int]? = nil, epoch: UInt64 = 1, block: BlockID? = nil,
        firstRound: Round = Round(5), seats: SeatSet? = nil, number: Int = 1
    ) -> RecoveryOrder? {
        let due = chain.state.nextSeats
        let chosen = survivors.compactMap { survivor in
            due.seats.first { $0.member == consortium.members[survivor] }
        }
        guard let remaining = seats ?? (try? SeatSet(checking: chosen)) else { return nil }
        let body = Recover(
            epoch: epoch, last: chain.tip, block: block ?? chain.head, firstRound: firstRound,
            seats: remaining)
        let rest = (0..<due.count).filter { $0 != survivors[0] }
        let signers = keys ?? Array(([survivors[0]] + rest).prefix(due.count * 2 / 3 + 1))
        let until = clock.value - Consortium.founded.value + 3_600_000
        return RecoveryOrder(
            consortium.governed(
                body, (number, 7), by: signers.map { consortium.members[$0] }, validUntil: until))
    }
}
