import ArgumentParser

/// What is done to the network in one cycle.
enum ChaosStory: String, CaseIterable, ExpressibleByArgument {
    /// kill −9 of one to four nodes, and start again.
    case kill
    /// SIGSTOP and SIGCONT.
    case stop
    /// Links cut: two against two, three against one, one way.
    case partition
    /// Blocks and votes are gone.
    case wiped
    /// The folder as it was some blocks ago.
    case oldBackup = "old-backup"
    /// One changed byte in a sealed segment.
    case flippedByte = "flipped-byte"
    /// No room for votes, then room again.
    case fullDisk = "full-disk"
    /// A quorum is away while a permit's release is under way.
    case permitWithoutQuorum = "permit-without-quorum"
    /// Two emergencies are decided by one node that is cut off.
    case twoOpenings = "two-openings"
    /// The receiver of a release cannot write its inbox for a while.
    case inboxClosed = "inbox-closed"
    /// Thousands of connections that say nothing, at both doors of a node.
    case strangers
    /// Seats are given to three more members and taken back, with one seat down.
    case growShrink = "grow-shrink"
    /// The folder is lost, and comes from a backup that was taken while the node worked.
    case restored
    /// Two of four seats are lost for good; the governance keys let the chain go on without them.
    case recovered
}
