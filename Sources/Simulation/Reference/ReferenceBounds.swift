import LedgerTypes

/// Bounds within which a machine must keep what it hears, written down a second time: beyond them
/// the reference asks nothing of it, and still allows what the rules allow.
/// Source: docs/internals/consensus.md, "Bounds".
enum ReferenceBounds {
    static let heightsAhead: UInt64 = 1
    static let roundsAhead: UInt64 = 64
    static let proposalRoundsAhead: UInt64 = 4
    static let proposalRoundsBehind: UInt64 = 2
    static let proposalsPerRound = 2
    /// Rounds from here on are malformed.
    static let maximumRound: UInt64 = 1 << 32
    /// Bytes of one peer's early messages up to which each must be kept: less than either bound.
    static let earlyBytes = 512 * 1024
    /// Bytes of blocks of one height up to which each must be judged: less than either bound.
    static let blockBytes = 24 * 1024 * 1024
    static let resendInterval = Milliseconds.seconds(1)
    /// What a held seat adds to its waits.
    static let heldInterval = Milliseconds(100)
}
