import EvidenceTree
import Governance
import LedgerTypes
import Sealing

/// What a block's transactions led to: the next state, the entries and every digest of the header.
package struct ExecutedBlock: Sendable {
    /// The state after the block; nothing is committed by having it.
    package let state: LedgerState
    package let entries: [Entry]
    /// What each entry cost, in the units of `TransactionCost`.
    package let costs: [UInt64]
    /// What they cost together.
    package var cost: UInt64 { costs.reduce(0, +) }

    init(state: LedgerState, entries: [Entry], costs: [UInt64]) {
        self.costs = costs
        self.state = state
        self.entries = entries
    }

    package var height: Height { state.height }
    package var time: BlockTime { state.time }
    package var results: [EntryResult] { entries.map(\.result) }
    package var entryRoot: Digest { state.entryRoot }
    package var entryCount: UInt64 { state.entryCount }
    package var stateRoot: Digest { state.stateRoot }
    package var seatSet: Digest { state.seats.digest(suite: state.suite) }
    package var nextSeatSet: Digest { state.nextSeats.digest(suite: state.suite) }
    package var parameters: Digest { state.parameters.digest(suite: state.suite) }
    package var rules: Digest { state.rulesInForce.digest(suite: state.suite) }
    package var recoveryEpoch: UInt64 { state.recoveryEpoch }
}
