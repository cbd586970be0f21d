import EvidenceTree
import Governance
import LedgerTypes
import Sealing

/// Why a block cannot be executed, so that no honest seat votes for it.
public enum BlockRefusal: Error, Hashable, Sendable {
    /// Not the height after the state's.
    case wrongHeight(expected: Height, found: Height)
    /// Block time strictly rises.
    case timeNotAfterParent
    case tooManyTransactions(Int)
    /// The transaction at a position may not be in a block.
    case notAdmitted(at: Int, Refusal)

    /// A stable number for logs and messages.
    public var code: UInt64 {
        switch self {
        case .wrongHeight: 4001
        case .timeNotAfterParent: 4002
        case .tooManyTransactions: 4003
        case .notAdmitted: 4004
        }
    }
}

/// The transition function of the chain: state and transactions in, state and receipts out.
///
/// Pure: the same input gives the same bytes in every process, on every machine.
public enum BlockExecution {
    /// Admits and executes transactions in their order, on the state before the block.
    ///
    /// - Parameter known: an earlier admission of the same signed transaction, by id; saves
    ///   verifying its signatures again.
    public static func execute(
        _ transactions: [SignedTransaction], height: Height, time: BlockTime,
        proposer: SeatIndex, on state: LedgerState,
        known: (TransactionID) -> AdmittedTransaction? = { _ in nil }
    ) throws(BlockRefusal) -> ExecutedBlock {
        guard transactions.count <= LedgerTypes.Limits.maximumTransactions else {
            throw .tooManyTransactions(transactions.count)
        }
        var admitted: [AdmittedTransaction] = []
        admitted.reserveCapacity(transactions.count)
        for (position, signed) in transactions.enumerated() {
            do throws(Refusal) {
                admitted.append(
                    try Admission.admit(signed, state, now: time, known: known(signed.id)))
            } catch {
                throw .notAdmitted(at: position, error)
            }
        }
        return try execute(admitted, height: height, time: time, proposer: proposer, on: state)
    }

    /// Executes transactions that were admitted against this state and time.
    public static func execute(
        _ transactions: [AdmittedTransaction], height: Height, time: BlockTime,
        proposer: SeatIndex, on state: LedgerState
    ) throws(BlockRefusal) -> ExecutedBlock {
        guard height == state.height.next else {
            throw .wrongHeight(expected: state.height.next, found: height)
        }
        guard time > state.time else { throw .timeNotAfterParent }
        var change = StateChange(state, height: height, time: time)
        var frontier = state.frontier
        var entries: [Entry] = []
        entries.reserveCapacity(transactions.count)
        BlockFrame.begin(&change)
        for transaction in transactions {
            let entry = TransactionRunner.run(
                transaction, entry: EntryIndex(frontier.count), &change)
            frontier.append(frontier.hasher.leaf(entry.canonicalBytes))
            entries.append(entry)
        }
        BlockFrame.end(entries, &change)
        let next = state.advanced(to: height, time: time, by: change, frontier: frontier)
        return ExecutedBlock(state: next, entries: entries)
    }
}
