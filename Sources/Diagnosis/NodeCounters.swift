import LedgerTypes

/// What has happened since the start; every number is there, as 0, before it ever happens.
package struct NodeCounters: Sendable, Hashable {
    /// Certified blocks that do not execute to their roots here.
    package var certifiedBlocksRefused: UInt64 = 0
    /// Times that this seat fell silent because somebody else signed with its key.
    package var silenced: UInt64 = 0
    /// Seats that signed two different things at one place, by member.
    package var equivocations: [MemberID: UInt64] = [:]
    /// What peers sent that no correct node sends, by member; the log names each now and then only.
    package var peerFaults: [MemberID: UInt64] = [:]
    /// Times that this seat stopped voting for lack of space.
    package var diskLow: UInt64 = 0
    /// Faults of the files of blocks and votes that stopped the node.
    package var storeFaults: UInt64 = 0
    /// Times that it went on by itself after such a fault.
    package var reopenings: UInt64 = 0
    package var scrubFaults: UInt64 = 0
    package var repairedBlocks: UInt64 = 0
    /// Times that the own clock came to differ from the peers'.
    package var clockAlarms: UInt64 = 0
    /// Rounds that were entered after the first of a height.
    package var laterRounds: UInt64 = 0
    package var blocksCommitted: UInt64 = 0
    package var transactionsCommitted: UInt64 = 0
    /// Reads of what is recorded of patients, at the node's interface.
    package var patientReads: UInt64 = 0
    package var patientReadsRefused: UInt64 = 0
    /// From the first reason to decide a height to its block on the disk.
    package var commitLatency = LatencyHistogram()
    /// Steps of the replica in which a block was executed.
    package var executionTime = LatencyHistogram()
    /// Making a vote durable.
    package var voteLogTime = LatencyHistogram()
    /// Making a block durable.
    package var storeTime = LatencyHistogram()
}

/// How often something took how long; bounds from one millisecond to a minute.
package struct LatencyHistogram: Sendable, Hashable {
    /// Upper bounds of the buckets in microseconds; one more bucket has none.
    package static let bounds: [UInt64] = [
        1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
        2_500_000, 5_000_000, 10_000_000, 30_000_000, 60_000_000,
    ]
    /// How many fell into each bucket alone.
    package private(set) var counts = [UInt64](repeating: 0, count: bounds.count + 1)
    package private(set) var sumMicroseconds: UInt64 = 0

    package var count: UInt64 { counts.reduce(0, +) }

    package mutating func observe(_ time: Duration) {
        let (seconds, rest) = time.components
        let micro =
            UInt64(clamping: seconds) &* 1_000_000 &+ UInt64(clamping: rest / 1_000_000_000_000)
        let bucket = Self.bounds.firstIndex { micro <= $0 } ?? Self.bounds.count
        counts[bucket] += 1
        sumMicroseconds &+= micro
    }
}
