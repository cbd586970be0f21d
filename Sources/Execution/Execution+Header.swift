import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

extension BlockExecution {
    /// The header of an executed block: proposer and voters build it here, and a proposal is right
    /// exactly if the two are equal.
    public static func buildHeader(
        _ executed: ExecutedBlock, parent: BlockID, parentCertificate: CommitCertificate?,
        proposer: SeatIndex
    ) -> Header {
        let suite = executed.state.suite
        return Header(
            chain: executed.state.chain, height: executed.height, parent: parent,
            parentCertificate: parentCertificate?.digest(suite: suite) ?? .zero,
            time: executed.time, proposer: proposer, entryRoot: executed.entryRoot,
            entryCount: executed.entryCount, stateRoot: executed.stateRoot,
            seatSet: executed.seatSet, nextSeatSet: executed.nextSeatSet,
            parameters: executed.parameters, rules: executed.rules,
            recoveryEpoch: executed.recoveryEpoch)
    }

    /// Executes a proposed block and compares its header; nil if it is not what follows.
    public static func validate(
        _ block: Block, parent: BlockID, on state: LedgerState,
        known: (TransactionID) -> AdmittedTransaction? = { _ in nil }
    ) -> ExecutedBlock? {
        let header = block.header
        guard
            let executed = try? execute(
                block.body.transactions, height: header.height, time: header.time,
                proposer: header.proposer, on: state, known: known)
        else { return nil }
        let expected = buildHeader(
            executed, parent: parent, parentCertificate: block.body.parentCertificate,
            proposer: header.proposer)
        return expected == header ? executed : nil
    }
}
