/// Bounds of a simulated world, each far above what a correct run needs.
package enum Limits {
    /// Most things that persons do in a run: each has a number of one byte.
    static let mostDuties = 256
    /// Most emergencies that a file lets one person decide at once.
    static let mostAlone = 100
    /// Highest version of a charter that a file lets somebody propose.
    static let highestVersion = 1_000
    /// Largest time, and number of events, that a file names: 34 years. Sums of them do not overflow.
    static let longestTime: UInt64 = 1 << 40
    /// Most transactions of a load that a file names.
    static let mostTransactions: UInt64 = 1 << 20
    /// What it costs to admit a transaction where work takes time: its signatures are verified.
    static let admissionMicroseconds: UInt64 = 100
    /// Events of one run; one that has more goes round in circles.
    package static let events = 2_000_000
    /// Messages on their way over one link; more are lost, as from a full queue.
    package static let messagesPerLink = 4_096
    /// Inputs that wait for a paused node.
    static let heldInputs = 20_000
    /// Free space that a vote log of the simulation leaves alone. Small: its disks are small.
    static let votingReserveBytes: UInt64 = 32 * 1024
    /// Free space from which files that failed are tried again.
    static let reopeningBytes: UInt64 = 8 * 1024
    /// Time between two looks at what keeps a node from going on.
    static let watchMilliseconds: UInt64 = 1_000
    /// Size of a disk that is said to be full: what is on it, and less than the reserve.
    static let spaceOnFullDisk = 16 * 1024
    /// Size of a segment: a few blocks, so that short runs seal some.
    static let segmentBytes = 8 * 1024
    /// Virtual time between two turns of a faulty seat.
    static let turnMilliseconds: UInt64 = 400
    /// Time between two attempts at what the members do together.
    static let actMilliseconds: UInt64 = 900
    /// How long after healing they go on trying.
    static let actPatience: UInt64 = 60_000
    /// How long a transaction of theirs is valid.
    static let actValidity: UInt64 = 20_000
    /// Time between two turns of a desk where no block comes.
    static let dutyMilliseconds: UInt64 = 2_000
    /// How long nothing must have been left to do before a run ends.
    static let quietMilliseconds: UInt64 = 6_000
    /// How long judging a proposed charter takes.
    static let verdictMilliseconds: UInt64 = 3_000
    /// How long a lost node stays away at least: longer than messages are on their way.
    static let goneMilliseconds: UInt64 = 5_000
    /// Blocks that seats must decide after they came, before a run ends.
    static let blocksUnderSeats: UInt64 = 2
}
