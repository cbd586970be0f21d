import LedgerTypes

/// Bounds of what the machine keeps for others.
enum Limits {
    /// Heights ahead of the own one whose messages are kept: a peer that decided first is one ahead.
    static let heightsAhead: UInt64 = 1
    /// Rounds ahead whose votes are tallied; of later ones only each seat's highest is kept.
    static let roundsAhead: UInt64 = 64
    /// Rounds ahead whose proposals are kept: each may carry a largest block.
    static let proposalRoundsAhead: UInt64 = 4
    /// Rounds back whose blocks are kept though no quorum has named them.
    static let proposalRoundsBehind: UInt64 = 2
    /// No honest seat gets here: rounds take seconds. Keeps arithmetic on rounds far from its end.
    static let maximumRound: UInt64 = 1 << 32
    /// Bytes of early votes, polkas and certificates kept for one peer: those of many rounds.
    static let earlyVoteBytesPerPeer = 512 * 1024
    /// Bytes of early blocks kept for one peer: a largest block with its polka.
    static let earlyBlockBytesPerPeer = 14 * 1024 * 1024
    /// Bytes of early blocks kept for all peers together: what is not kept comes again.
    static let earlyBlockBytes = 48 * 1024 * 1024
    /// Bytes of blocks that wait to be judged, of one sender and of all: two and five largest ones.
    static let candidateBytesPerPeer = 26 * 1024 * 1024
    static let candidateBytes = 64 * 1024 * 1024
    /// Proposals kept for one round: a second one proves equivocation, a third adds nothing unless
    /// a quorum names it.
    static let proposalsPerRound = 2
    /// Time without a decision after which everything of the height is sent again.
    static let resendInterval = Milliseconds.seconds(1)
    /// Own messages sent again at once; the rest takes turns.
    static let resendCount = 256
    /// Bytes of own proposals of earlier rounds from which no more are sent again at once: of largest
    /// blocks, one.
    static let resendBytes = 8 * 1024 * 1024
    /// Rounds whose votes are compared with a peer's; older ones are sent again without asking.
    static let comparedRounds = 16
    /// Votes in one answer to a comparison.
    static let votesPerAnswer = 128
    /// Time between two such answers to one peer.
    static let answerInterval = Milliseconds(500)
    /// Time between two looks, for one peer, whether a wrong signature is another seat's.
    static let otherSeatsInterval = Milliseconds.seconds(1)
    /// Time by which a wait is made longer while the seat does not know whether it may sign.
    static let heldInterval = Milliseconds(100)
    /// Cap of the growing allowance for a proposal's journey.
    /// Source: docs/internals/consensus.md, "Time".
    static let messageDelayCap = Milliseconds.seconds(60)
}
