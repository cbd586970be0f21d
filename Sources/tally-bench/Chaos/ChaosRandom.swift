import SeededNumbers

/// The choices of a run: the same for the same seed.
struct ChaosRandom {
    private var numbers: SplitMix64

    init(seed: UInt64) { numbers = SplitMix64(seed: seed) }

    /// Below the bound.
    mutating func draw(_ bound: Int) -> Int { numbers.below(bound) }

    mutating func draw(from lowest: Int, to highest: Int) -> Int {
        lowest + draw(highest - lowest + 1)
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[draw(items.count)] }

    /// Some different items, in no order that matters.
    mutating func pick<Item>(_ count: Int, of items: [Item]) -> [Item] {
        var left = items
        return (0..<min(count, items.count)).map { _ in left.remove(at: draw(left.count)) }
    }
}
