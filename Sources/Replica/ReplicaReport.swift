import Consensus
import LedgerTypes

/// Where a replica stands and what it waits for: a plain copy, for people and monitors.
package struct ReplicaReport: Hashable, Sendable {
    /// A vote that was heard.
    package struct SeenVote: Hashable, Sendable {
        package let height: Height
        package let round: Round
        package let step: VoteStep
        /// Nil for a vote for no block.
        package let block: BlockID?
    }

    /// What is known of one seat.
    package struct Seat: Hashable, Sendable {
        package let member: MemberID
        package let isOwn: Bool
        package let isConnected: Bool
        /// When anything last came from it, by the own clock; nil if nothing did since the start.
        package let heard: BlockTime?
        package let lastVote: SeenVote?
        /// Where it says that it is.
        package let tip: Height?
        /// The highest block that it offers over its present link, for blocks only or for all; nil
        /// where it has said nothing.
        package let claim: Height?
        package let round: Round?
        package let step: RoundStep?
        package let version: String?
        /// Milliseconds by which its clock is ahead of the own one.
        package let clockOffset: Int64?
        package let observes: Bool?
    }

    /// Votes that a quorum lacks in the present round.
    package struct Missing: Hashable, Sendable {
        package let step: VoteStep
        package let have: Int
        package let need: Int
        /// Whose votes are not here, in the order of the seats.
        package let members: [MemberID]
        /// True if the round's proposal is not here either.
        package let awaitsProposal: Bool
    }

    /// Whether the own seat votes.
    package enum Signing: String, Hashable, Sendable {
        case signs
        /// No seat, or its key is not used.
        case observes
        /// It asks the other seats what it last said.
        case asks
        /// Somebody else was seen to sign with its key.
        case silenced
    }

    package let now: BlockTime
    package let committed: Height
    package let committedTime: BlockTime
    package let round: Round
    package let step: RoundStep
    /// False while there is nothing to decide.
    package let isOpen: Bool
    package let proposer: MemberID?
    package let suspended: [MemberID]
    package let seats: [Seat]
    /// Nil while nothing is to be decided.
    package let missing: Missing?
    package let signing: Signing
    package let waitingTransactions: Int
    package let waitingBytes: Int
    /// Of whom blocks were asked; nil if nothing is under way.
    package let syncSource: MemberID?
    /// The highest height that a connected peer claims.
    package let highestClaim: Height?
    /// True if enough other seats said of late where they are, and none of those is ahead.
    package let isAtTip: Bool
    /// How the own clock compares with those of the other seats.
    package let clock: ClockStanding
}

/// What a replica has done since it was made, in numbers.
package struct ReplicaCounts: Hashable, Sendable {
    /// Blocks that were executed: built, judged or taken.
    package var executions: UInt64 = 0
    /// What they cost together, in the units of `TransactionCost`.
    package var units: UInt64 = 0
    /// Times that a peer did not give the blocks it was asked for.
    package var syncFailures: UInt64 = 0
}
