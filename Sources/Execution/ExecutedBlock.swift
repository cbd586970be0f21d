import EvidenceTree
import Governance
import LedgerTypes
import Sealing

/// What a block's transactions led to: the next state, the entries and every digest of the header.
public struct ExecutedBlock: Sendable {
    /// The state after the block; nothing is committed by having it.
    public let state: LedgerState
    public let entries: [Entry]
    /// In the units of `TransactionCost`.
    public let cost: UInt64

    init(state: LedgerState, entries: [Entry], cost: UInt64) {
        self.cost = cost
        self.state = state
        self.entries = entries
    }

    public var height: Height { state.height }
    public var time: BlockTime { state.time }
    public var results: [EntryResult] { entries.map(\.result) }
    public var entryRoot: Digest { state.entryRoot }
    public var entryCount: UInt64 { state.entryCount }
    public var stateRoot: Digest { state.stateRoot }
    public var seatSet: Digest { state.seats.digest(suite: state.suite) }
    public var nextSeatSet: Digest { state.nextSeats.digest(suite: state.suite) }
    public var parameters: Digest { state.parameters.digest(suite: state.suite) }
    public var rules: Digest { state.rulesInForce.digest(suite: state.suite) }
    public var recoveryEpoch: UInt64 { state.recoveryEpoch }
}
