/// Broken variants of a node around its replica, each of which the checkers must catch.
package enum NodeVariant: String, Hashable, Sendable, CaseIterable {
    case correct = "correct"
    /// Messages leave before the votes in them are on disk.
    case sendBeforePersist = "send-before-persist"
    /// A block is acknowledged, and its votes forgotten, before it is on disk.
    case commitBeforePersist = "commit-before-persist"
    /// Neither the vote log nor the register outlives the process.
    case noVoteFiles = "no-vote-files"
}
