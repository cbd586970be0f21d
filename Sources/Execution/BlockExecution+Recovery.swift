import Governance
import LedgerTypes
import Mutants

extension BlockExecution {
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
            admitted = try Admission.admitRecovery(order.signed, state, now: inputs.time)
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
