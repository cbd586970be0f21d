import CanonicalCoding
import Governance
import LedgerTypes
import Mutants
import Sealing

extension BlockExecution {
    /// The header of an executed block: proposer and voters build it here, and a proposal is right
    /// exactly if the two are equal.
    package static func buildHeader(_ executed: ExecutedBlock, of inputs: BlockInputs) -> Header {
        let suite = executed.state.suite
        return Header(
            chain: executed.state.chain, height: executed.height, parent: inputs.parent,
            parentCertificate: inputs.parentCertificate?.digest(suite: suite) ?? .zero,
            time: executed.time, proposer: inputs.proposer, entryRoot: executed.entryRoot,
            entryCount: executed.entryCount, stateRoot: executed.stateRoot,
            seatSet: executed.seatSet, nextSeatSet: executed.nextSeatSet,
            parameters: executed.parameters, rules: executed.rules,
            recoveryEpoch: executed.recoveryEpoch)
    }

    /// Executes a proposed block and compares its header; nil if it is not what follows.
    package static func validate(
        _ block: Block, parent: BlockID, on state: LedgerState,
        known: (SignedTransaction) -> AdmittedTransaction? = { _ in nil }
    ) -> ExecutedBlock? {
        let inputs = BlockInputs(block)
        guard inputs.parent == parent || Mutant.parentUnread.isOn,
            let executed = try? execute(inputs, on: state, known: known)
        else { return nil }
        let isRight =
            buildHeader(executed, of: inputs) == block.header || Mutant.executedHeaderUnread.isOn
        return isRight ? executed : nil
    }
}
