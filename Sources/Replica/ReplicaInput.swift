import CanonicalCoding
import Consensus
import Execution
import LedgerTypes

/// A wait that the replica asked for; a timer that no longer matters is ignored.
package enum TimerID: Hashable, Sendable {
    case round(RoundTimer)
    case status
    /// Blocks that were asked for have not come.
    case sync
    /// A peer is one height ahead.
    case behind(Height)
    /// Seats were asked what the own seat last said.
    case ownVotes
    /// Work is left over from the last step, which commits at most one block.
    case next
}

/// What happens to a replica; the wall clock comes with each step.
package enum ReplicaInput: Sendable {
    /// Once, before all others.
    case start
    case peerConnected(MemberID)
    case peerDisconnected(MemberID)
    /// A peer that cannot prove all of what it is has blocks up to a height: they prove themselves.
    /// What it says of itself is not believed otherwise, so that it stands for no seat.
    case offersBlocks(MemberID, upTo: Height)
    /// From an authenticated link of that member.
    case received(PeerMessage, from: MemberID)
    case timer(TimerID)
    case submit(SignedTransaction)
}

/// What a peer sent that no correct node sends. What no correct seat signs is another matter: of
/// that there is evidence, `MisbehaviourEvidence`.
package enum PeerFault: Hashable, Sendable {
    case consensus(ConsensusFault)
    /// Blocks whose heights do not follow one another.
    case blocksOutOfOrder
    /// A transaction that no correct node would pass on.
    case inadmissibleTransaction(ReceiptCode)
    /// Evidence that does not show what it claims.
    case falseEvidence

    /// The stable number.
    package var code: UInt64 {
        switch self {
        case .consensus(let fault): fault.rawValue
        case .inadmissibleTransaction(let code): code.value
        case .falseEvidence: 2411
        case .blocksOutOfOrder: 2412
        }
    }
}

/// What operators should read; never needed for correctness.
package enum ReplicaNote: Hashable, Sendable {
    case enteredRound(Height, Round)
    /// A seat signed what no correct seat signs; the evidence waits for a block. Noted once
    /// for each offence, however often it is shown.
    case misbehaviour(MisbehaviourEvidence)
    /// The own key signs elsewhere, or the own vote log was lost: this node signs no more.
    case silenced(Height, Round)
    /// A certified block does not execute to its roots here: this node or a quorum is wrong.
    case certifiedBlockRefused(Height, BlockID, from: MemberID)
    /// A block is certified by other seats, or in an earlier round, than decide its height: those
    /// whom a recovery set aside went on, or this node does not follow a recovery.
    case blockOfOtherSeats(Height, BlockID, from: MemberID)
    case behind(own: Height, peer: Height, MemberID)
    /// The height is decided by the seats that an order of recovery leaves.
    case recovering(Height, epoch: UInt64)
    /// The installed order is for this height, and the state refuses it.
    case recoveryRefused(Height, BlockRefusal)
    /// The seat has started and signs nothing before so many seats told it what it last said.
    case asksForOwnVotes(answersNeeded: Int)
    /// They did, and it all was known: the seat signs.
    case signs(from: Height)
    /// The own vote log does not hold: this node signs no more.
    case voteLogRefused(Height, VoteLogFault)
    /// The own clock has come to agree with the peers', or no longer does.
    case clock(ClockStanding)
}

/// What is to be done, in this order.
package enum ReplicaEffect: Hashable, Sendable {
    /// Durable, in the vote log and the signer's register, before any later effect.
    case persistVote(VoteLogRecord)
    case send(PeerMessage, to: MemberID)
    /// To every connected peer.
    case broadcast(PeerMessage)
    /// Takes the place of a wait for the same timer.
    case startTimer(TimerID, Milliseconds)
    /// Durable before any later effect; then the vote log may be cut. At most one in a step, and
    /// the replica's ledger after that step is the state after this block.
    case commit(StoredBlock)
    /// Read committed blocks from the store and send them as `.blocks`; at least one, if held.
    case serveBlocks(BlockRequest, to: MemberID)
    /// The submitted transaction waits for a block.
    case admitted(SignedTransaction)
    /// The submitted transaction is not taken.
    case rejected(TransactionID, ReceiptCode)
    /// A transaction that was submitted here left the pool: it can no longer enter a block.
    case dropped(SignedTransaction, ReceiptCode)
    /// A transaction that was submitted here left the pool because its time is over.
    case expired(SignedTransaction)
    case peerFault(MemberID, PeerFault)
    case note(ReplicaNote)
}
