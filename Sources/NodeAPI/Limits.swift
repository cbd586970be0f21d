import LedgerTypes

/// Bounds of the HTTP interface.
enum Limits {
    /// Same length as a transaction's nonce.
    static let nonceByteCount = 16
    /// How far a caller's clock may differ from the node's.
    static let clockTolerance = Milliseconds.minutes(2)
    /// Most calls whose nonces are remembered; older ones fall out of the clock tolerance anyway.
    static let rememberedCalls = 100_000
    /// Largest body of a call: a transaction of full size in base64, and room.
    static let maximumBodyBytes = 2 * 1024 * 1024
    /// Longest time a call may wait for its transaction to be committed.
    static let longestWait = Milliseconds.seconds(60)
    /// Reviews that one key may ask for in one second: they would otherwise be an oracle.
    static let reviewsPerSecond = 200
    /// Most items in one page of a list.
    static let pageSize = 200
}
