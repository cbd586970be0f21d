import LedgerTypes

/// Bounds of a member's work with the outside.
package enum Limits {
    /// Blocks that are searched for work in one turn: some ten milliseconds.
    static let searchedPerTurn: UInt64 = 256
    /// Blocks without work for this member after which it is noted that they were searched: a start
    /// reads no more of them again.
    static let searchedBlocks: UInt64 = 256
    /// Time between two looks at files of the outbox that cannot be used.
    static let reopeningMilliseconds: UInt64 = 10_000
    /// How long work may wait, by the chain's time, before somebody is to look.
    static let longestWait = Milliseconds.hours(1)
    /// Milliseconds for which a quorum must be there before work counts as waiting: the chain's time
    /// leaps when a node comes back, and what waited is done within seconds.
    static let settling: UInt64 = 60_000
    /// How long a refusal that ended a work is told.
    static let refusedShown = Milliseconds.days(7)
    /// Parcels that wait for the block of their release, and their bytes; others come again.
    static let earlyParcels = 64
    static let earlyBytes = 16 * 1024 * 1024
    /// Of one sender, so that none takes the room of the others.
    static let earlyPerSender = 16
    /// Milliseconds for which they wait.
    static let earlyMilliseconds: UInt64 = 60_000
}
