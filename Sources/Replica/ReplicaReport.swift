import Consensus
import LedgerTypes

/// Where a replica stands and what it waits for: a plain copy, for people and monitors.
public struct ReplicaReport: Hashable, Sendable {
    /// A vote that was heard.
    public struct SeenVote: Hashable, Sendable {
        public let height: Height
        public let round: Round
        public let step: VoteStep
        /// Nil for a vote for no block.
        public let block: BlockID?
    }

    /// What is known of one seat.
    public struct Seat: Hashable, Sendable {
        public let member: MemberID
        public let isOwn: Bool
        public let isConnected: Bool
        /// When anything last came from it, by the own clock; nil if nothing did since the start.
        public let heard: BlockTime?
        public let lastVote: SeenVote?
        /// Where it says that it is.
        public let tip: Height?
        public let round: Round?
        public let step: RoundStep?
        public let version: String?
        /// Milliseconds by which its clock is ahead of the own one.
        public let clockOffset: Int64?
        public let observes: Bool?
    }

    /// Votes that a quorum lacks in the present round.
    public struct Missing: Hashable, Sendable {
        public let step: VoteStep
        public let have: Int
        public let need: Int
        /// Whose votes are not here, in the order of the seats.
        public let members: [MemberID]
        /// True if the round's proposal is not here either.
        public let awaitsProposal: Bool
    }

    /// Whether the own seat votes.
    public enum Signing: String, Hashable, Sendable {
        case signs
        /// No seat, or its key is not used.
        case observes
        /// It asks the other seats what it last said.
        case asks
        /// Somebody else was seen to sign with its key.
        case silenced
    }

    public let now: BlockTime
    public let committed: Height
    public let committedTime: BlockTime
    public let round: Round
    public let step: RoundStep
    /// False while there is nothing to decide.
    public let isOpen: Bool
    public let proposer: MemberID?
    public let suspended: [MemberID]
    public let seats: [Seat]
    /// Nil while nothing is to be decided.
    public let missing: Missing?
    public let signing: Signing
    public let waitingTransactions: Int
    public let waitingBytes: Int
    /// Of whom blocks were asked; nil if nothing is under way.
    public let syncSource: MemberID?
    /// The highest height that a connected peer claims.
    public let highestClaim: Height?
    /// How the own clock compares with those of the other seats.
    public let clock: ClockStanding
}

/// What a replica has done since it was made, in numbers.
public struct ReplicaCounts: Hashable, Sendable {
    /// Blocks that were executed: built, judged or taken.
    public var executions: UInt64 = 0
    /// Times that a peer did not give the blocks it was asked for.
    public var syncFailures: UInt64 = 0
}
