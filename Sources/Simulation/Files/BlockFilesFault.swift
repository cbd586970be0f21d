/// What befalls a store in `BlockFilesFamily`, at or after the last block of a first life.
enum BlockFilesFault {
    case nothing
    case restart
    case powerCut(Kept)
    /// At the disk's n-th change of the last block.
    case powerCutAt(Int, torn: Bool, Kept)
    case refused(Int, torn: Bool, then: Reaction)
    /// While it is down.
    case flipped(RecordChoice, FlippedPart)
    /// While it runs; then a block is put in the place of the damaged one.
    case replaced(RecordChoice, FlippedPart, by: Replacement)
    /// The end of the last file is cut off while it runs, then a write fails.
    case shortened(bytes: Int)
    case segmentLost(RecordChoice)
    case sealLost
    case sealFlipped

    enum Reaction: CaseIterable { case reopen, retryAndReopen, restart }
    enum Replacement: CaseIterable { case itself, rival, foreign }

    static let all: [BlockFilesFault] = {
        var all: [BlockFilesFault] = [.nothing, .restart, .sealLost, .sealFlipped]
        all += Kept.allCases.map { .powerCut($0) }
        for change in 0..<10 {
            for torn in [false, true] {
                for kept in Kept.allCases { all.append(.powerCutAt(change, torn: torn, kept)) }
                for reaction in Reaction.allCases {
                    all.append(.refused(change, torn: torn, then: reaction))
                }
            }
        }
        for choice in RecordChoice.allCases {
            for part in FlippedPart.allCases {
                all.append(.flipped(choice, part))
                for replacement in Replacement.allCases {
                    all.append(.replaced(choice, part, by: replacement))
                }
            }
            all.append(.segmentLost(choice))
        }
        all += [1, 30, 300].map { .shortened(bytes: $0) }
        return all
    }()
}
