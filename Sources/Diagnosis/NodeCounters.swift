import LedgerTypes

/// What has happened since the start; every number is there, as 0, before it ever happens.
public struct NodeCounters: Sendable, Hashable {
    /// Certified blocks that do not execute to their roots here.
    public var certifiedBlocksRefused: UInt64 = 0
    /// Times that this seat fell silent because somebody else signed with its key.
    public var silenced: UInt64 = 0
    /// Seats that signed two different things at one place, by member.
    public var equivocations: [MemberID: UInt64] = [:]
    /// What peers sent that no correct node sends, by member; the log names each now and then only.
    public var peerFaults: [MemberID: UInt64] = [:]
    /// Times that this seat stopped voting for lack of space.
    public var diskLow: UInt64 = 0
    /// Faults of the files of blocks and votes that stopped the node.
    public var storeFaults: UInt64 = 0
    /// Times that it went on by itself after such a fault.
    public var reopenings: UInt64 = 0
    public var scrubFaults: UInt64 = 0
    public var repairedBlocks: UInt64 = 0
    /// Times that the own clock came to differ from the peers'.
    public var clockAlarms: UInt64 = 0
    /// Rounds that were entered after the first of a height.
    public var laterRounds: UInt64 = 0
    public var blocksCommitted: UInt64 = 0
    public var transactionsCommitted: UInt64 = 0
    /// From the first reason to decide a height to its block on the disk.
    public var commitLatency = LatencyHistogram()
    /// Steps of the replica in which a block was executed.
    public var executionTime = LatencyHistogram()
    /// Making a vote durable.
    public var voteLogTime = LatencyHistogram()
    /// Making a block durable.
    public var storeTime = LatencyHistogram()
}

/// How often something took how long; bounds from one millisecond to a minute.
public struct LatencyHistogram: Sendable, Hashable {
    /// Upper bounds of the buckets in microseconds; one more bucket has none.
    public static let bounds: [UInt64] = [
        1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
        2_500_000, 5_000_000, 10_000_000, 30_000_000, 60_000_000,
    ]
    /// How many fell into each bucket alone.
    public private(set) var counts = [UInt64](repeating: 0, count: bounds.count + 1)
    public private(set) var sumMicroseconds: UInt64 = 0

    public var count: UInt64 { counts.reduce(0, +) }

    public mutating func observe(_ time: Duration) {
        let (seconds, rest) = time.components
        let micro =
            UInt64(clamping: seconds) &* 1_000_000 &+ UInt64(clamping: rest / 1_000_000_000_000)
        let bucket = Self.bounds.firstIndex { micro <= $0 } ?? Self.bounds.count
        counts[bucket] += 1
        sumMicroseconds &+= micro
    }
}
