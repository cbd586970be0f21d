import Consensus
import LedgerTypes

// The grammar of the adversary: one table for each field of a message. A case that has nothing to
// stand on (no vote was heard yet) falls back to the plain one, and only what is really made counts
// as made.

/// What is sent.
enum MessageKind: String, Hashable, Sendable, CaseIterable {
    case proposal, prevote, precommit, polka, certificate, body, decision, question
    /// Something that was heard, as it was, perhaps of another height.
    case replay
}

/// The round that a message names.
enum RoundForm: String, Hashable, Sendable, CaseIterable {
    case current, next, previous, first, later, far, farthest
    /// The next one in which a faulty seat proposes.
    case ownTurn = "own turn"
}

/// The valid round that a proposal or prevote names.
enum ValidRoundForm: String, Hashable, Sendable, CaseIterable {
    case none, first, previous, equal, later
    /// The latest in which a quorum prevoted, as far as was heard.
    case polka
}

/// The block that a message names or carries.
enum BlockForm: String, Hashable, Sendable, CaseIterable {
    /// The latest that was heard of; the one with most prevotes; another one than that.
    case heard, leading, rival
    /// One of its own, in order.
    case own
    // One of its own with one thing wrong.
    case parentTime = "parent's time"
    case zeroTime = "time 0"
    case endTime = "time 2^64-1"
    case pastTime = "time long ago"
    case futureTime = "time far ahead"
    case foreignProposer = "another proposer"
    case unseatedProposer = "a proposer without seat"
    case otherParent = "another parent"
    case unsound = "wrong roots"
    /// A heard header with another body.
    case otherBody = "another body"
    /// A name without a block.
    case unknown
    /// A vote for nothing.
    case nothing
}

/// The signatures of a polka or certificate.
enum QuorumForm: String, Hashable, Sendable, CaseIterable {
    /// All that were heard, with those of the faulty seats.
    case genuine
    /// One too few.
    case short
    /// Too few, and one of them again and again.
    case repeated
    /// Too few, and what seats that did not vote signed elsewhere.
    case foreign
    case otherRound = "of another round"
    case otherBlock = "of another block"
    case otherValidRound = "of another valid round"
    /// The right signatures under one another's names.
    case swapped
    /// Its own signature in the names of others.
    case ownInNames = "its own in others' names"
    case garbage
    case unknownSeat = "of a seat that is none"
    case empty
    /// None at all, where that can be said.
    case absent
}

/// In whose name it is signed; the key is always the adversary's.
enum SignerForm: String, Hashable, Sendable, CaseIterable {
    case own
    case another
    case nobody
}

/// The height of what carries one.
enum HeightForm: String, Hashable, Sendable, CaseIterable {
    case current, next, previous
}

/// A message before it is known what it is made of: one choice from each table.
struct MessageForm: Hashable, Sendable {
    var kind = MessageKind.proposal
    var height = HeightForm.current
    var round = RoundForm.current
    var validRound = ValidRoundForm.none
    var block = BlockForm.own
    var quorum = QuorumForm.genuine
    var signer = SignerForm.own
    /// Seeds what is left to choose: which seats, which bytes.
    var choice: UInt64 = 0

    var words: String {
        let quorum = "signatures \(quorum.rawValue)"
        let valid = "valid round \(validRound.rawValue)"
        let parts: [String] =
            switch kind {
            case .proposal: ["block \(block.rawValue)", valid, quorum]
            case .prevote: ["block \(block.rawValue)", valid]
            case .precommit: ["block \(block.rawValue)"]
            case .polka: ["block \(block.rawValue)", valid, quorum]
            case .certificate, .decision: ["block \(block.rawValue)", quorum]
            case .body: ["block \(block.rawValue)"]
            case .question, .replay: []
            }
        return
            ([kind.rawValue, "height \(height.rawValue)", "round \(round.rawValue)"] + parts
            + ["signer \(signer.rawValue)"]).joined(separator: ", ")
    }
}
