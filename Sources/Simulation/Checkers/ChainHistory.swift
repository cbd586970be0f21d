import Execution
import Governance
import LedgerTypes
import Mutants

/// The chain as the auditor derives it: executed again from genesis, block by block, apart from
/// all nodes.
struct ChainHistory {
    /// A height that somebody committed.
    struct Step {
        let id: BlockID
        let state: LedgerState
        /// The seats that decided it.
        let seats: SeatSet
        /// The seats that were announced for it: others than those only where an order of recovery
        /// came between.
        let due: SeatSet
        /// Canonical bytes of the block and its results.
        let bytes: [UInt8]
        /// Its transactions with what came of them.
        let entries: [(id: TransactionID, code: ReceiptCode)]
    }

    private(set) var steps: [Step] = []
    let genesis: LedgerState
    private let genesisBlock: BlockID

    init(genesis: LedgerState, genesisBlock: BlockID) {
        self.genesis = genesis
        self.genesisBlock = genesisBlock
    }

    var tip: Height { Height(UInt64(steps.count)) }
    var state: LedgerState { steps.last?.state ?? genesis }
    var head: BlockID { steps.last?.id ?? genesisBlock }

    subscript(height: Height) -> Step? {
        height > .genesis && height <= tip ? steps[Int(height.value) - 1] : nil
    }

    /// The seats that decide a height; nil above the next one.
    func seats(at height: Height) -> SeatSet? {
        if let step = self[height] { return step.seats }
        return height == tip.next ? state.nextSeats : nil
    }

    /// How often other seats decided than at the height before, recoveries apart.
    var seatChanges: Int {
        zip([genesis.seats] + steps.map(\.seats), steps).count {
            $0 != $1.seats && $1.seats == $1.due
        }
    }

    var recoveries: Int { Int(clamping: state.recoveryEpoch) }

    /// Executes the next block; the text says what is wrong with it.
    mutating func extend(_ block: Block, bytes: [UInt8]) -> String? {
        let before = state
        let header = block.header
        guard header.height == tip.next else { return "height \(header.height) after \(tip)" }
        guard header.parent == head else { return "the parent is another block" }
        // The nodes may be broken on purpose; what is judged by is not.
        guard
            let executed = Mutant.with(
                nil, { BlockExecution.validate(block, parent: head, on: before) })
        else {
            return "the block does not execute to its header"
        }
        // Only an order of recovery seats others than those that were announced.
        let isRecovery = executed.recoveryEpoch > before.recoveryEpoch
        steps.append(
            Step(
                id: header.id(suite: before.suite), state: executed.state,
                seats: isRecovery ? executed.state.seats : before.nextSeats,
                due: before.nextSeats, bytes: bytes,
                entries: zip(block.body.transactions, executed.results).map {
                    ($0.id, $1.receipt.code)
                }))
        return nil
    }

    /// Drops the last block: a recovery goes on below it.
    mutating func dropLast() -> Step { steps.removeLast() }
}
