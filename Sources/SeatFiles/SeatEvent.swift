import Consensus
import LedgerTypes

/// Something that a seat's standing depends on.
package enum SeatEvent: Hashable, Sendable {
    /// A look, once a second, found this much room; `next` is the height after the last block.
    case looked(room: DiskRoom, next: Height)
    /// A block is on the disk.
    case advanced(next: Height)
    /// Something could not be made durable, or was not what it should be.
    case fault(SeatFault)
    /// The file of blocks was opened again, and what it holds is known.
    case blocksOpened
    /// The votes were read; nil if the seat may sign at the next height.
    case votesRead(signsFrom: Height?)
    case votesUnread(SeatFault)
    /// What is known of a key without files of votes.
    case considered(SeatPast)
    case registerMade
    /// Somebody else was seen to sign with the seat's key.
    case silenced(Height, Round)
    /// What the log says of the height does not hold.
    case logRefused(Height, VoteLogFault)
}

/// What is known of a key that has no files of votes here.
package enum SeatPast: Hashable, Sendable {
    /// Too little: the node is not at the tip.
    case unknown
    case hasSat
    case neverSat
}

/// How much room a disk has.
package enum DiskRoom: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Unknown, or too little even to open files again: unknown is not free.
    case none
    case opening
    /// Also to sign.
    case signing

    /// An eighth more than the reserve, so that the seat does not stop again with the next block.
    package init(freeBytes free: UInt64?, reserve: UInt64, reopening: UInt64) {
        self =
            if let free, free >= reopening {
                free - free / 9 >= reserve ? .signing : .opening
            } else {
                .none
            }
    }

    package static func < (left: DiskRoom, right: DiskRoom) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a seat's standing asks to be done, in this order.
package enum SeatEffect: Hashable, Sendable {
    /// Open the file of blocks again, and take what it holds; then tell `.blocksOpened` or the fault.
    case openBlocks
    /// Read the files of votes again.
    case readVotes
    /// Build the replica anew from what is durable, with the seat's key or without.
    case begin(signs: Bool)
    /// Find out whether the key has ever sat.
    case considerPast
    /// Make the files of votes of a key that never signed.
    case makeRegister
    /// Put the register out of the way, so that a start finds none.
    case setRegisterAside
}
