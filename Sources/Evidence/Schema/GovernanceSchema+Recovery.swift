import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// Orders of recovery, under the same rule as in the chain.
extension GovernanceSchema {
    package func recovery(_ order: SignedTransaction) -> RecoveryClaim? {
        let latest = order.transaction.validUntil.value
        return RecoveryOrder(order).map {
            RecoveryClaim(
                epoch: $0.body.epoch, last: $0.body.last, block: $0.body.block,
                firstRound: $0.body.firstRound, seats: $0.body.seats,
                earliest: BlockTime(
                    latest - min(latest, GovernanceLimits.recoveryValidity.value)),
                latest: BlockTime(latest))
        }
    }

    package func recoverySigners(
        _ order: SignedTransaction, due: SeatSet, recoveryKeys: UInt64, members: [[UInt8]]
    ) -> [MemberID]? {
        let records = members.compactMap { try? Member(canonical: $0) }
        guard records.map(\.id) == due.seats.map(\.member),
            RecoveryOrder(order)?.isSigned(by: records) == true,
            zip(order.signatures, order.signatures.dropFirst()).allSatisfy({ $0.key < $1.key })
        else { return nil }
        return try? RecoveryRule.signers(
            order.signatures.map(\.key), due: due, recoveryKeys: recoveryKeys
        ) { id in records.first { $0.id == id } }
    }
}
