import LedgerTypes

/// How a node does, in numbers and words; taken without asking the parts that may stall.
public struct NodeHealth: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable {
        case voting
        case observing
        case halted
    }

    public let member: MemberID
    public let chain: ChainID
    public let role: Role
    public let height: Height
    public let round: Round
    public let blockTime: BlockTime
    public let entryCount: UInt64
    /// Age of the last block by this node's monotonic clock; nil before the first since the start.
    public let sinceLastBlock: Milliseconds?
    /// Members with a link, ascending.
    public let linked: [MemberID]
    public let seats: Int
    public let quorum: Int
    public let waitingTransactions: Int
    public let freeBytes: UInt64?
    /// The worst first.
    public let problems: [NodeProblem]

    /// True if a quorum of seats can be reached, this one included.
    public let reachesQuorum: Bool
}
