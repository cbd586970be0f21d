import SeededNumbers

/// The run's own random numbers: a seed and a purpose give a stream of their own, so
/// that one more draw by the network changes nothing for the disks.
package struct SeededRandom: RandomNumberGenerator, Hashable, Sendable {
    private var numbers: SplitMix64

    package init(seed: UInt64, for purpose: String = "") {
        // FNV-1a over the purpose: the same in every process.
        var mixed: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in purpose.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01b3 }
        numbers = SplitMix64(seed: seed ^ mixed)
    }

    package mutating func next() -> UInt64 { numbers.next() }

    /// A number below `bound`, which is positive.
    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// A number of a closed range.
    package mutating func within(_ range: ClosedRange<UInt64>) -> UInt64 {
        range.lowerBound + next() % (range.upperBound - range.lowerBound + 1)
    }

    /// True in `perMille` of 1,000 calls, on average.
    package mutating func happens(perMille: Int) -> Bool { perMille > 0 && below(1_000) < perMille }

    /// The items in an arbitrary order.
    package mutating func ordered<Item>(_ items: [Item]) -> [Item] {
        var left = items
        var result: [Item] = []
        while !left.isEmpty { result.append(left.remove(at: below(left.count))) }
        return result
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
