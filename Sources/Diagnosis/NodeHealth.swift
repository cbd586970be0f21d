import BlockStore
import Consensus
import Duties
import LedgerTypes
import Links
import Replica

/// How a node does, in numbers and words; taken without asking the parts that may stall.
public struct NodeHealth: Sendable {
    public enum Role: String, Sendable, Hashable {
        case voting
        case observing
        case halted
    }

    /// A wait of consensus and the time until it ends.
    public struct Timeout: Sendable, Hashable {
        public let kind: RoundTimer.Kind
        public let left: Milliseconds
    }

    /// What is known of one seat, with ages instead of times.
    public struct Seat: Sendable, Hashable {
        public let member: MemberID
        public let isOwn: Bool
        public let isLinked: Bool
        /// Time since anything came from it; nil if nothing did since the start.
        public let silence: Milliseconds?
        public let lastVote: ReplicaReport.SeenVote?
        public let tip: Height?
        public let round: Round?
        public let version: String?
        public let clockOffset: Int64?
        public let observes: Bool?
    }

    public let member: MemberID
    public let chain: ChainID
    public let role: Role
    public let height: Height
    public let round: Round
    public let step: RoundStep
    /// True if there is something to decide.
    public let isOpen: Bool
    public let proposer: MemberID?
    public let suspended: [MemberID]
    public let seatReports: [Seat]
    public let missing: ReplicaReport.Missing?
    public let signing: ReplicaReport.Signing
    public let next: Timeout?
    public let blockTime: BlockTime
    public let entryCount: UInt64
    /// Age of the last block by this node's monotonic clock; nil before the first since the start.
    public let sinceLastBlock: Milliseconds?
    /// Time since the loop of consensus last showed that it lives.
    public let heartbeat: Milliseconds
    /// The files on whose disk that loop waits, if it does.
    public let work: String?
    /// Members with a link, ascending.
    public let linked: [MemberID]
    public let seats: Int
    public let quorum: Int
    public let waitingTransactions: Int
    public let waitingBytes: Int
    public let highestClaim: Height?
    /// How the own clock compares with those of the other seats.
    public let clock: ClockStanding
    public let freeBytes: UInt64?
    public let leastFreeBytes: UInt64
    /// Time since the disk last said how much is free.
    public let diskSilence: Milliseconds
    public let voteLogBytes: UInt64
    public let voteLogRecords: UInt64
    /// The last place at which this seat signed, as its register has it.
    public let signedAt: SignerPosition?
    public let scrub: ScrubProgress
    public let counters: NodeCounters
    /// Times that a peer was refused because it broke the protocol.
    public let peersRefused: UInt64
    public let syncFailures: UInt64
    /// When the node was started, by the system's clock.
    public let started: BlockTime
    /// Where the links stand, and why; ascending by member.
    public internal(set) var links: [LinkStanding] = []
    /// Days until the dates of certificates end, below zero where they have: this node's, and those
    /// of peers as far as they were seen.
    public internal(set) var certificateDays: [MemberID: Int64] = [:]
    /// Where all duties stand; nil until the outbox was read.
    package internal(set) var duties: [WorkStanding]?
    /// The worst first.
    public internal(set) var problems: [NodeProblem] = []

    /// True if a quorum of seats can be reached, this one included.
    public let reachesQuorum: Bool
    /// True if no peer tells of a higher block, so that the own state is that of today.
    public var isAtTip: Bool {
        reachesQuorum && (quorum <= 1 || highestClaim.map { $0 <= height.next } ?? false)
    }

    /// 0 all is well, 1 somebody should look, 2 the node or the chain stands still.
    public var verdict: Int32 {
        if problems.contains(where: { $0.severity == .halted || HealthRules.stops($0) }) {
            return 2
        }
        return problems.isEmpty ? 0 : 1
    }
}

extension Duration {
    /// Whole milliseconds, not below zero.
    package var milliseconds: Milliseconds {
        let (seconds, rest) = components
        guard seconds >= 0, rest >= 0 else { return Milliseconds(0) }
        return Milliseconds(UInt64(seconds) * 1_000 + UInt64(rest / 1_000_000_000_000_000))
    }
}
