import Consensus
import LedgerTypes

/// Whether the seat of this node signs, and why not.
///
/// The one place that knows how a seat comes to sign, stops before harm is done, and goes on: the
/// node and the simulation both tell it what happens and do what it answers.
/// Source: docs/internals/consensus.md, "What a start trusts" and "How a seat stands".
package indirect enum SeatStanding: Hashable, Sendable {
    /// It signs, where the ledger gives it a seat.
    case signing
    /// The register allows nothing below this height.
    case resuming(from: Height)
    /// The member has no files of votes yet; they are made at the tip, for a key that never sat.
    case unregistered
    /// The node is never to sign: its configuration says so, or it has no key of a seat.
    case observing
    /// What the seat signed is not known here; it is silent until an operator confirms it.
    case lost(SeatLoss)
    /// Somebody else was seen to sign with its key, at this height and in this round.
    case silenced(Height, Round)
    /// What the log says of this height does not hold: the file was changed.
    case distrusted(Height, VoteLogFault)
    /// There is too little room to sign; with room it is as it was.
    case short(freeBytes: UInt64, SeatStanding)
    /// The node takes no part; once that is mended it is as it was.
    case halted(SeatFault, SeatStanding)

    /// Why the node stands still; nil where it takes part or follows.
    package var halt: SeatFault? {
        if case .halted(let fault, _) = self { fault } else { nil }
    }

    /// Why what the seat signed is not known here; nil where it is.
    package var loss: SeatLoss? {
        if case .lost(let loss) = base { loss } else { nil }
    }

    /// True while there is too little room to sign.
    package var isShort: Bool {
        switch self {
        case .short: true
        case .halted(_, let under): under.isShort
        default: false
        }
    }

    /// The standing without what room and opening again would mend.
    package var base: SeatStanding {
        switch self {
        case .short(_, let under), .halted(_, let under): under.base
        default: self
        }
    }
}

/// Why what a seat signed is not known to its node.
package enum SeatLoss: Hashable, Sendable {
    /// The folder is an older copy, or stands in for one that was lost.
    case copied
    /// The register is gone on a chain that is not empty, or of a key that has sat.
    case registerMissing
    /// The seat stated where it stands, and signs at that height only under an order of recovery.
    case awaitsOrder
}
