/// Bounds of work with the outside.
package enum Limits {
    /// Milliseconds between two tries of the same work: several blocks.
    package static let patience: UInt64 = 2_000
    /// Works that have ended and are still shown.
    static let endedKept = 1_000
    /// Releases that the chain may refuse before the work ends as refused.
    static let releaseAttempts: UInt64 = 3
}
