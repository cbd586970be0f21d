/// The run's own random numbers (SplitMix64): a seed and a purpose give a stream of their own, so
/// that one more draw by the network changes nothing for the disks.
public struct SeededRandom: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    public init(seed: UInt64, for purpose: String = "") {
        // FNV-1a over the purpose: the same in every process.
        var mixed: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in purpose.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01b3 }
        state = seed ^ mixed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is positive.
    public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// A number of a closed range.
    public mutating func within(_ range: ClosedRange<UInt64>) -> UInt64 {
        range.lowerBound + next() % (range.upperBound - range.lowerBound + 1)
    }

    /// True in `perMille` of 1,000 calls, on average.
    public mutating func happens(perMille: Int) -> Bool { perMille > 0 && below(1_000) < perMille }

    /// The items in an arbitrary order.
    public mutating func ordered<Item>(_ items: [Item]) -> [Item] {
        var left = items
        var result: [Item] = []
        while !left.isEmpty { result.append(left.remove(at: below(left.count))) }
        return result
    }

    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
