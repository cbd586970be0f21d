import LedgerTypes

/// Bounds of what a replica keeps, builds and sends.
enum Limits {
    /// A largest block with a polka, or a window of blocks, and room.
    static let peerMessageBytes = 16 * 1024 * 1024
    /// Largest block that this node builds, whatever the parameters allow: fits one message.
    static let builtBlockBytes = 12 * 1024 * 1024
    /// Results of executed blocks that are kept for one height: one for each recent round.
    static let executedBlocks = 8
    /// Age of a decision from which a vote on its height shows that the sender lacks it.
    static let lateVoteAge = Milliseconds(500)
    /// How often the pool looks for transactions whose time is over.
    static let sweepInterval = Milliseconds.seconds(1)
    /// Transactions in one message: a flood after a partition is sent in several.
    static let transactionsPerMessage = 1_024
    /// Bytes of transactions in one message.
    static let transactionBytesPerMessage = 1024 * 1024
    /// Blocks in one answer, whatever their size.
    static let blocksPerMessage = 1_024
    /// Bytes of blocks in one answer: a window that a slow link carries within `syncPatience`.
    static let syncWindowBytes: UInt64 = 4 * 1024 * 1024
    /// Bytes of blocks from which an answer counts as a good part of a window, whatever its sender
    /// claims to have: the block after them may have been too large for the rest.
    static let ampleSyncBytes = 1024 * 1024
    /// Waiting transactions, in bytes of their canonical form.
    static let poolBytes = 64 * 1024 * 1024
    /// Variants of one transaction, with other signatures each, that wait of one source: those who
    /// sign one after another may send it with what they have.
    static let variantsPerSource = 4
    /// Transactions of one person that wait in one share: some blocks of what a person gets of them.
    /// Each is verified at every node when it comes, so a burst without a bound would keep all at it.
    static let waitingPerPerson = 128
    /// Parts of a block's cost that one person, and one member, may take: so much longer do the blocks
    /// get in which one key sends without end, and others wait for them. At the standard timeout 31
    /// and 62 units, 8 and 16 ms.
    private static let personsPerBlock: UInt64 = 64
    private static let sharesPerBlock: UInt64 = 32
    /// A part is no smaller than this where the budget is: blocks of one transaction would be slower.
    private static let leastPart: UInt64 = 16

    /// In how many blocks a person pays off one part: one costly transaction after the other takes a
    /// small part of the time, and others rarely meet one.
    static let blocksToPayPart: UInt64 = 8
    /// After so many blocks in which nobody else had anything, debts are not waited for.
    static let quietBlocks = 32

    static func personPart(of budget: UInt64) -> UInt64 { part(of: budget, personsPerBlock) }
    static func sharePart(of budget: UInt64) -> UInt64 { part(of: budget, sharesPerBlock) }

    private static func part(of budget: UInt64, _ parts: UInt64) -> UInt64 {
        max(budget / parts, min(budget, leastPart))
    }

    /// Room in a block for its header and the parent's certificate.
    static let blockOverheadBytes = 8 * 1024
    /// Time between two status messages.
    static let statusInterval = Milliseconds.seconds(2)
    /// Time after which a seat that has just started asks those again that did not answer.
    static let inquiryInterval = Milliseconds(500)
    /// Votes in an answer to such a question: the last of a seat at two heights.
    static let ownVotesPerAnswer = 8
    /// Longest text that names a version of the software.
    static let versionBytes = 64
    /// Statuses of one peer by which its clock is judged.
    static let clockSamples = 4
    /// What a status usually takes to arrive at most, between institutions of one country.
    static let statusJourney = Milliseconds(100)
    /// Evidence that waits for a block: bytes of all, and pieces about one seat.
    static let evidenceBytes = 512 * 1024
    static let evidencePerSeat = 8
    /// Time to wait for blocks that were asked for.
    static let syncPatience = Milliseconds.seconds(3)
    /// How long a peer may be ahead before its block is asked for: mostly it arrives by votes.
    static let behindPatience = Milliseconds(100)
    /// Time between two answers to old votes of one peer.
    static let decisionAnswerInterval = Milliseconds(250)
}
