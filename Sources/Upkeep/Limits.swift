/// Bounds of this room, each with its reason.
package enum Limits {
    /// Bytes of blocks read at once when the chain is executed again.
    static let replayWindowBytes = 16 * 1024 * 1024
    /// Bytes of blocks asked of a peer at once in a repair.
    package static let fetchWindowBytes: UInt64 = 4 * 1024 * 1024
}
