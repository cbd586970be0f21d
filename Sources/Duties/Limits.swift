/// Bounds of a member's work with the outside.
package enum Limits {
    /// Blocks that are searched for work in one turn: some ten milliseconds.
    static let searchedPerTurn: UInt64 = 256
    /// Blocks without work for this member after which it is noted that they were searched: a start
    /// reads no more of them again.
    static let searchedBlocks: UInt64 = 256
    /// Parcels that wait for the block of their release, and their bytes; others come again.
    static let earlyParcels = 64
    static let earlyBytes = 16 * 1024 * 1024
}
