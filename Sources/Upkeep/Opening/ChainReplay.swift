import Bilingual
import BlockStore
import Diagnosis
import EvidenceTree
import Execution
import Governance
import LedgerTypes

/// Executes the stored blocks again, from genesis: what the node believes at its start rests on
/// nothing but the blocks and their certificates.
package struct ChainReplay {
    private(set) var ledger: LedgerState
    private(set) var last: CommittedBlock?
    let index: ChainIndex
    /// The header at height 0, parent of the first block.
    let genesisBlock: BlockID

    init(_ genesis: Genesis, of member: MemberID? = nil) throws(NodeProblem) {
        do {
            ledger = try genesis.initialState()
        } catch {
            throw .refusedGenesis(code: error.code)
        }
        genesisBlock = genesis.header(ledger).id(suite: genesis.suite)
        index = ChainIndex(suite: genesis.suite, of: member)
    }

    var parent: BlockID { last?.block.header.id(suite: ledger.suite) ?? genesisBlock }

    /// Takes all blocks of a store. `progress` is told each height.
    mutating func run(
        _ store: ChainStore, progress: (Height) -> Void = { _ in }
    ) throws(NodeProblem) {
        while ledger.height < store.tip {
            let blocks: [StoredBlock]
            do {
                blocks = try store.blocks(
                    from: ledger.height.next, maximumBytes: Limits.replayWindowBytes)
            } catch {
                throw .store(error)
            }
            for block in blocks {
                try take(block)
                progress(block.height)
            }
        }
    }

    /// Takes the next block: its certificate, its roots and its results must all hold.
    mutating func take(_ block: StoredBlock) throws(NodeProblem) {
        let executed = try Self.verify(block.committed, on: ledger, parent: parent)
        guard executed.results == block.results else { throw .blockDoesNotExecute(block.height) }
        index.append(block, state: executed.state, before: ledger)
        ledger = executed.state
        last = block.committed
    }

    /// Checks a committed block against the state before it.
    package static func verify(
        _ committed: CommittedBlock, on ledger: LedgerState, parent: BlockID
    ) throws(NodeProblem) -> ExecutedBlock {
        let header = committed.block.header
        guard header.parent == parent,
            let executed = BlockExecution.validate(committed.block, parent: parent, on: ledger)
        else { throw .blockDoesNotExecute(committed.height) }
        // The seats of a block are those announced by the one before it, or those that an order of
        // recovery in it leaves.
        do {
            try committed.certificate.verify(
                chain: ledger.chain, height: committed.height,
                block: header.id(suite: ledger.suite), seats: executed.state.seats)
        } catch {
            throw .blockNotCertified(
                committed.height,
                Wording(english: "code \(error.rawValue)", chinese: "代码 \(error.rawValue)"))
        }
        if let record = executed.state.get(Tables.recovery), record.height == committed.height,
            committed.certificate.round < record.firstRound
        {
            throw .blockNotCertified(
                committed.height,
                Wording(english: "below the first round of its recovery", chinese: "轮次低于恢复令的首轮"))
        }
        return executed
    }
}
