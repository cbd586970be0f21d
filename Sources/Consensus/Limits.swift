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
    /// Bytes of early messages kept for one peer: two largest blocks and the votes around them.
    static let earlyBytesPerPeer = 10 * 1024 * 1024
    /// Proposals kept for one round: a second one proves equivocation, a third adds nothing.
    static let proposalsPerRound = 2
    /// Time without a decision after which everything of the height is sent again.
    static let resendInterval = Milliseconds.seconds(1)
    /// Own messages sent again at once; the rest takes turns.
    static let resendCount = 256
    /// Bytes of own messages sent again at once: two largest blocks.
    static let resendBytes = 8 * 1024 * 1024
    /// Cap of the growing allowance for a proposal's journey. Source: consensus.md 7.
    static let messageDelayCap = Milliseconds.seconds(60)
}
