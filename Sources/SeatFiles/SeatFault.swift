import BlockStore
import LedgerTypes

/// What keeps a seat, or its whole node, from going on.
package enum SeatFault: Error, Hashable, Sendable {
    /// The file of blocks refused, or is not what it was.
    case blocks(StoreFault)
    /// The files of votes refused, or do not let a signature out.
    case votes(SignerFault)
    /// The disk holds blocks that this node did not write.
    case foreignBlocks
    /// A block on the disk does not lead to its own roots and results.
    case unexecuted(Height)
    /// A block on the disk lacks a certificate that holds.
    case uncertified(Height)
    /// Something was signed by a node that has no files of votes.
    case withoutFiles
    /// The process ends.
    case stopping

    /// What has to come before the node goes on.
    package enum Remedy: Hashable, Sendable {
        /// More room on the disk than this: until then the node follows, and its seat is silent.
        case room(freeBytes: UInt64)
        /// The files are opened again: until then they are in doubt, and the node stands still.
        case opening
        /// A start: nothing that waiting or opening again would mend.
        case start
    }

    package var remedy: Remedy {
        switch self {
        case .blocks(let fault), .votes(.store(let fault)):
            switch fault {
            case .reserveReached(let free): .room(freeBytes: free)
            case .storage, .needsReopening: .opening
            default: .start
            }
        case .votes, .foreignBlocks, .unexecuted, .uncertified, .withoutFiles, .stopping: .start
        }
    }

    /// True if more room is all that is wanted.
    var isOfRoom: Bool {
        if case .room = remedy { true } else { false }
    }
}
