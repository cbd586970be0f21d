import Bilingual
import LedgerTypes

/// Where a round stands.
package enum RoundStep: UInt64, Sendable, Hashable, Comparable {
    case propose = 0
    case prevote = 1
    case precommit = 2

    package static func < (left: RoundStep, right: RoundStep) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A wait that the machine asked for; one that no longer fits the state is ignored.
package struct RoundTimer: Hashable, Sendable {
    package enum Kind: UInt64, Sendable, Hashable {
        case propose = 0
        case prevote = 1
        case precommit = 2
        /// The least time between two blocks has passed.
        case interval = 3
        /// The time after which an empty block is made has passed.
        case empty = 4
        /// Nothing was decided for a while: send everything again.
        case resend = 5
    }

    package let kind: Kind
    package let height: Height
    package let round: Round

    package init(_ kind: Kind, height: Height, round: Round = .first) {
        self.kind = kind
        self.height = height
        self.round = round
    }
}

/// What happens to the machine; times come with the step, never from a clock.
package enum RoundInput: Sendable {
    /// Starts a height, with what the own vote log holds of it.
    case begin(HeightContext, recovered: [VoteLogRecord])
    case received(ConsensusMessage, from: MemberID)
    case timer(RoundTimer)
    /// Answers `.validate`.
    case validated(BlockID, isValid: Bool)
    /// Answers `.build`.
    case built(Block, round: Round)
    /// Transactions wait for a block.
    case transactionsWaiting
    /// Whether the seat may sign: not before it knows what it signed before its start.
    case signing(isAllowed: Bool)
    /// Whether the seat may propose: not while its clock is wrong.
    case proposing(isAllowed: Bool)
    /// A vote under the own key that the vote log does not hold.
    case foreignVote(Vote)
}

/// Why a peer is reported: each is something that a correct node never sends.
package enum ConsensusFault: UInt64, Error, Hashable, Sendable {
    case unknownSeat = 2421
    case signatureWrong = 2422
    case notTheProposer = 2423
    case malformed = 2424
    case certificateWrong = 2425
    /// The block does not execute to the roots in its header.
    case blockInvalid = 2426
    /// Signed by another seat than it says, or by a quorum of other seats: its sender counts other
    /// seats, as after a recovery.
    case otherSeats = 2427
}

/// What is to be done, in this order.
package enum RoundEffect: Hashable, Sendable {
    /// Must be durable before any later effect.
    case persist(VoteLogRecord)
    case broadcast(ConsensusMessage)
    case send(ConsensusMessage, to: MemberID)
    /// To one peer, another one each time: it answers with votes.
    case ask(RoundState)
    case startTimer(RoundTimer, Milliseconds)
    /// Asks whether a block extends the chain correctly; answered by `.validated`.
    case validate(Block)
    /// Asks for a new block; answered by `.built`.
    case build(round: Round)
    /// Votes name a block that this node does not hold; whose votes they are, ascending by seat.
    case fetch(BlockID, signers: [MemberID])
    case decide(CommittedBlock)
    case enteredRound(Height, Round)
    /// What no correct seat signs, with both signed messages; a subject may come more than once.
    case misbehaviour(MisbehaviourEvidence)
    /// That member sent what no correct node sends.
    case peerFault(MemberID, ConsensusFault)
    /// Another node signs with the own key, or the own log was lost: this node signs no more.
    case foreignSignature(SignedMessage)
    /// What the own vote log says does not hold: this node signs no more.
    case voteLogRefused(Height, VoteLogFault)
}

extension ConsensusFault: Worded {
    package var english: String {
        switch self {
        case .unknownSeat: "it speaks for a seat that there is not"
        case .signatureWrong: "a signature does not hold"
        case .notTheProposer: "it proposes out of its turn"
        case .malformed: "its message has no place here"
        case .certificateWrong: "a certificate does not hold"
        case .blockInvalid: "its block does not execute to the roots in its header"
        case .otherSeats: "it counts other seats"
        }
    }

    package var chinese: String {
        switch self {
        case .unknownSeat: "代表不存在的席位发言"
        case .signatureWrong: "有签名不成立"
        case .notTheProposer: "未轮到即提案"
        case .malformed: "消息不合规则"
        case .certificateWrong: "有证书不成立"
        case .blockInvalid: "区块执行结果与区块头不符"
        case .otherSeats: "所依据的席位不同"
        }
    }
}
