/// The choices of a run: the same for the same seed.
struct ChaosRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Below the bound.
    mutating func draw(_ bound: Int) -> Int {
        // SplitMix64: every seed is a good one.
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

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
