import BlockStore

/// What befalls a seat's files in `SeatFilesFamily`, at or after the last word of a first life.
enum SeatFilesFault {
    case nothing
    case restart
    case powerCut(Kept)
    /// At the disk's n-th change of the last step.
    case powerCutAt(Int, torn: Bool, Kept)
    case refused(Int, torn: Bool, then: Reaction)
    case logLost
    /// The log as it was before the last step.
    case logOlder
    /// The log of another seat, which had come further by so many heights.
    case logOfStranger(ahead: UInt64)
    case flipped(String, RecordChoice, FlippedPart)
    /// A running seat's register is exchanged for an older one, then a write fails.
    case registerExchanged
    case blocksLost(UInt64)
    /// So many bytes are free.
    case nearlyFull(Int)

    /// What is done after a write that failed.
    enum Reaction: CaseIterable { case reopen, retryAndReopen, restart }

    static let all: [SeatFilesFault] = {
        var all: [SeatFilesFault] = [.nothing, .restart]
        all += Kept.allCases.map { .powerCut($0) }
        for change in 0..<4 {
            for torn in [false, true] {
                for kept in Kept.allCases { all.append(.powerCutAt(change, torn: torn, kept)) }
                for reaction in Reaction.allCases {
                    all.append(.refused(change, torn: torn, then: reaction))
                }
            }
        }
        all += [.logLost, .logOlder, .logOfStranger(ahead: 1), .logOfStranger(ahead: 3)]
        for path in [VoteLog.path, SignerRegister.path] {
            for choice in RecordChoice.allCases {
                for part in FlippedPart.allCases { all.append(.flipped(path, choice, part)) }
            }
        }
        all += [.registerExchanged, .blocksLost(1), .blocksLost(2)]
        all += [.nearlyFull(10), .nearlyFull(900), .nearlyFull(3_000)]
        return all
    }()
}
