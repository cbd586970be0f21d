import LedgerTypes

/// Bounds of this room, each with its reason.
enum Limits {
    /// Most that one message is charged with in the queue of peers: what takes longer is a block
    /// executed or a vote made durable, which is work for all.
    static let chargedWork = Duration.milliseconds(10)
    /// Signatures that are checked before another peer has its turn: a few milliseconds.
    static let checksPerPiece = 32
    /// Largest frame that is read on the loop of consensus: a few tenths of a millisecond.
    static let frameReadAtOnce = 64 * 1024
    /// Pause after an answer with blocks, in times of what making it took, and at least: an asker
    /// gets a quarter of the thread.
    static let pausePerAnswer = 3
    static let answerPause = Duration.milliseconds(5)
    /// Threads on which callers of a node read its disk at the same time.
    static let readingThreads = 4
    /// Threads of the duties that read and write the disk by themselves: one for each of them, the
    /// gateway, its parcels, notices and the reading again of blocks.
    static let dutyThreads = 4
    /// Exports in work at once, of all and of one caller: each holds what it read.
    static let exportsInWork = 8
    static let exportsOfOneAsker = 2
    /// Of one member's people, or of all patients together.
    static let exportsOfOneMember = 4
    /// Finished files that wait to be fetched.
    static let exportsKept = 8
    /// Bytes read for exports, and of files that wait: beyond it only the oldest goes on. Making a
    /// file takes about four times its size.
    static let exportBytes = 256 * 1024 * 1024
    /// How long an export that nobody asks about is worked at or kept: three times as long as one
    /// call may wait.
    static let exportPatience = Duration.seconds(180)
    /// Free space from which files that failed are tried again: a block and the votes on it.
    static let reopeningBytes: UInt64 = 16 * 1024 * 1024
}
