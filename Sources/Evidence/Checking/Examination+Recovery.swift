import CanonicalCoding
import LedgerTypes
import Sealing

/// Recoveries from a lost quorum: a chain may go on with fewer seats only where the governance keys
/// of the old ones said so.
extension Examination {
    mutating func checkRecoveries(
        _ content: EvidenceContent, claims: [RecoveryClaim], history: SeatHistory,
        genesis: GenesisFacts
    ) throws(CheckFailure) {
        let steps = content.recoveries
        for (place, claim) in claims.enumerated() {
            guard continues(steps[place], claim, due: history.due[place], epoch: UInt64(place))
            else { throw CheckFailure(.recoveryOrders, "after height \(claim.last)") }
        }
        log.passed(.recoveryOrders, "\(steps.count) recoveries")
        for (place, step) in steps.enumerated() {
            let keys = history.due[place].seats.map { schema.memberKey($0.member) }
            guard step.members.map(\.key) == keys else {
                throw CheckFailure(.recoveryMembers, "other members than those of the seats")
            }
            for fact in step.members {
                try prove(fact, root: step.last.header.stateRoot, as: .recoveryMembers)
            }
        }
        log.passed(.recoveryMembers)
        for (place, step) in steps.enumerated() {
            let due = history.due[place]
            guard
                let signers = schema.recoverySigners(
                    step.order, due: due, recoveryKeys: genesis.recoveryKeys,
                    members: step.members.compactMap(\.value))
            else {
                throw CheckFailure(
                    .recoverySignatures, "\(step.order.signatures.count) signatures")
            }
            let claim = claims[place]
            recoveries.append(
                RecoveryFacts(
                    epoch: claim.epoch, height: claim.last.next, time: step.block.header.time,
                    firstRound: claim.firstRound, signers: signers,
                    removed: due.seats.map(\.member).filter { claim.seats.index(of: $0) == nil },
                    remaining: claim.seats.seats.map(\.member)))
        }
        log.passed(
            .recoverySignatures,
            recoveries.map { "epoch \($0.epoch): \($0.signers.count) signed" }
                .joined(separator: ", "))
        for (place, step) in steps.enumerated() {
            try check(step.block, claims[place])
        }
        log.passed(.recoveryBlocks)
    }

    private func continues(
        _ step: RecoveryStep, _ claim: RecoveryClaim, due: SeatSet, epoch: UInt64
    ) -> Bool {
        let header = step.block.header
        return claim.epoch == epoch + 1 && claim.last == step.last.header.height
            && claim.block == step.last.header.id(suite: suite) && header.parent == claim.block
            && header.height == claim.last.next && claim.seats.count < due.count
            && claim.seats.seats.allSatisfy { due.seats.contains($0) }
            && step.order.transaction.chain == header.chain
            && claim.earliest <= header.time && header.time <= claim.latest
    }

    private func check(
        _ block: CommittedHeader, _ claim: RecoveryClaim
    ) throws(CheckFailure) {
        let seats = claim.seats.digest(suite: suite)
        guard block.header.seatSet == seats, block.header.nextSeatSet == seats,
            block.certificate.round >= claim.firstRound
        else { throw CheckFailure(.recoveryBlocks, "height \(block.header.height)") }
        do {
            try block.verify(chain: block.header.chain, suite: suite, seats: claim.seats)
        } catch {
            throw CheckFailure(
                .recoveryBlocks, "height \(block.header.height), \(error.rawValue)")
        }
    }
}
