import Governance
import LedgerTypes
import Mutants

extension BlockExecution {
    /// Judges an order on the state before its block: the one judgement of who installs it, of a
    /// start and of a height that begins.
    ///
    /// - Parameters:
    ///   - parent: the last block of the state.
    ///   - time: when its block would come, by the wall clock: a chain that stood still is far
    ///     behind it. Nil of an order that is installed already. That one says who decides as long
    ///     as any block under it may come, whatever a clock shows: a seat that took it for invalid
    ///     one moment would vote with the lost seats against those who took it for valid.
    package static func judge(
        _ order: RecoveryOrder, after parent: BlockID, certificate: CommitCertificate?,
        on state: LedgerState, at time: BlockTime?
    ) throws(BlockRefusal) {
        let last = order.signed.transaction.validUntil
        let inputs = BlockInputs(
            transactions: [order.signed], parentCertificate: certificate, parent: parent,
            height: order.height, time: max(time ?? min(last, .last), state.time.next),
            proposer: SeatIndex(0))
        _ = try execute(inputs, on: state)
    }

    /// Executes the block with which a chain goes on after its quorum was lost.
    ///
    /// It holds the order and nothing else: whatever else it held, the lost seats could have
    /// decided otherwise. Unlike any other transaction an order that is refused makes no entry.
    static func recover(
        _ inputs: BlockInputs, on state: LedgerState
    ) throws(BlockRefusal) -> ExecutedBlock {
        guard inputs.transactions.count == 1,
            inputs.evidence.isEmpty || Mutant.recoveryNotAlone.isOn,
            let order = RecoveryOrder(inputs.transactions[0]),
            order.body.block == inputs.parent || Mutant.recoveryOfAnyParent.isOn
        else { throw .recoveryMisplaced }
        let admitted: AdmittedTransaction
        do throws(Refusal) {
            admitted = try Admission.admitRecovery(order, state, now: inputs.time)
        } catch {
            throw .notAdmitted(at: 0, error)
        }
        let executed = try execute(inputs, admitted: [admitted], on: state)
        guard let receipt = executed.results.first?.receipt,
            receipt.outcome == .accepted || Mutant.refusedRecoveryTaken.isOn
        else {
            throw .recoveryRefused(executed.results.first?.receipt.code ?? .none)
        }
        return executed
    }
}
