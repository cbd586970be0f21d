import CanonicalCoding
import Consensus
import Execution
import Governance
import LedgerTypes
import Mutants
import Sealing

/// The height after a lost quorum. Source: docs/internals/decisions/0011-recovery.md.
extension ReplicaMachine {
    /// The installed order, if it is for the height that begins and holds on this state.
    mutating func installedOrder() -> RecoveryOrder? {
        guard let order = configuration.recovery, order.height == ledger.height.next else {
            return nil
        }
        do throws(BlockRefusal) {
            try BlockExecution.judge(
                order, after: head, certificate: lastCommitted?.certificate, on: ledger, at: nil)
        } catch {
            effects.append(.note(.recoveryRefused(order.height, error)))
            if !Mutant.ordersUnchecked.isOn { return nil }
        }
        effects.append(.note(.recovering(order.height, epoch: order.body.epoch)))
        return order
    }

    /// The remaining seats decide, from a round on in which none of them has signed.
    func context(recovering order: RecoveryOrder) -> HeightContext {
        HeightContext(
            suite: ledger.suite, chain: ledger.chain, height: order.height, seats: order.body.seats,
            parameters: ledger.parameters, firstRound: order.body.firstRound)
    }

    /// The one block that is valid at the recovered height, but for its time and proposer.
    func inputs(
        recovering order: RecoveryOrder, at time: BlockTime, proposer: SeatIndex
    ) -> BlockInputs {
        BlockInputs(
            transactions: [order.signed], parentCertificate: lastCommitted?.certificate,
            parent: head, height: order.height, time: max(time, ledger.time.next),
            proposer: proposer)
    }

    /// Whether a block belongs to the seats that decide the height: an order makes the blocks of
    /// the lost seats invalid, and its own is invalid to all who do not decide under it.
    func isOfEpoch(_ block: Block) -> Bool {
        if Mutant.epochUnread.isOn { return true }
        let transactions = block.body.transactions
        guard let recovery else {
            return !transactions.contains { $0.transaction.kind == .recover }
        }
        // By id: copies of one order may carry different quorums of signatures.
        return transactions.map(\.id) == [recovery.id]
    }

    /// Follows a recovery that others completed: its block proves itself by the governance keys of
    /// the seats that were due, and by the votes of those that remain.
    ///
    /// What this seat signed as one of those seats goes along, as at a start: its own signature in
    /// the certificate is known, and nothing is signed twice. A log that does not hold silences it.
    mutating func adoptRecovery(from committed: CommittedBlock) {
        guard committed.height == ledger.height.next, let order = Self.order(in: committed.block),
            order.id != recovery?.id,
            executeOtherOrder(committed) != nil || Mutant.adoptsUncertifiedRecovery.isOn
        else { return }
        recovery = order
        executed = []
        effects.append(.note(.recovering(order.height, epoch: order.body.epoch)))
        let context = context(recovering: order)
        pending += stepRounds(.begin(context, recovered: signedBefore(under: context)))
    }

    /// The result of a recovery block under another order than the installed one: all that makes it
    /// right is in the block and its certificate. Votes for it may stand in the own log.
    func executeOtherOrder(_ committed: CommittedBlock) -> ExecutedBlock? {
        guard let order = Self.order(in: committed.block),
            committed.certificate.round >= order.body.firstRound
                || Mutant.recoveredInAnyRound.isOn,
            mayFollow(committed.block), isCertified(committed, by: order.body.seats)
        else { return nil }
        return BlockExecution.validate(committed.block, parent: head, on: ledger)
    }

    /// What this seat signed of the height, if it was signed as one of those seats.
    ///
    /// What was signed under another order, or as a seat that is gone, is no vote there.
    private func signedBefore(under context: HeightContext) -> [VoteLogRecord] {
        guard let key = configuration.seatKey?.verifyingKey, !Mutant.adoptsWithoutOwnVotes.isOn
        else { return [] }
        guard context.seats.seats.contains(where: { $0.key == key }) else { return [] }
        let known = recovered.filter { $0.height == context.height }
        return known + rounds.signed.filter { !known.contains($0) }
    }

    private static func order(in block: Block) -> RecoveryOrder? {
        guard block.body.transactions.count == 1 else { return nil }
        return RecoveryOrder(block.body.transactions[0])
    }

    private func isCertified(_ committed: CommittedBlock, by seats: SeatSet) -> Bool {
        do {
            try committed.certificate.verify(
                chain: ledger.chain, height: committed.height,
                block: committed.block.header.id(suite: ledger.suite), seats: seats)
            return true
        } catch {
            return false
        }
    }
}
