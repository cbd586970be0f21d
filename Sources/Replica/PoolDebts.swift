/// What persons and shares took of blocks beyond their part: they wait until it is paid off.
///
/// A transaction that costs more than a part of a block gets one all the same, as the first of its
/// person. Without a memory of it one key could have a costly one in every block.
struct PoolDebts: Sendable {
    // For lookup only.
    private var ofPersons: [PoolPlace: UInt64] = [:]
    private var ofShares: [PoolShare: UInt64] = [:]
    /// How many blocks there were, one after the other, in which nobody without debts had anything.
    private var quietBlocks = Limits.quietBlocks

    /// True if nobody else has committed anything for a while: whoever waits need not.
    var isQuiet: Bool { quietBlocks >= Limits.quietBlocks }

    func of(_ place: PoolPlace) -> UInt64 { ofPersons[place] ?? 0 }
    func of(_ share: PoolShare) -> UInt64 { ofShares[share] ?? 0 }

    /// Adds what a block took beyond the parts, and takes what is paid off from the others' debts.
    mutating func settle(_ taken: [(place: PoolPlace, cost: UInt64)], budget: UInt64) {
        var (persons, shares): ([PoolPlace: UInt64], [PoolShare: UInt64]) = ([:], [:])
        for (place, cost) in taken {
            persons[place, default: 0] += cost
            shares[place.share, default: 0] += cost
        }
        let (person, share) = (Limits.personPart(of: budget), Limits.sharePart(of: budget))
        ofPersons = Self.settle(
            ofPersons, persons, part: person, pays: max(1, person / Limits.blocksToPayPart))
        ofShares = Self.settle(ofShares, shares, part: share, pays: share)
        let isQuiet = taken.allSatisfy { ofPersons[$0.place] != nil }
        quietBlocks = isQuiet ? min(quietBlocks + 1, Limits.quietBlocks) : 0
    }

    private static func settle<Key>(
        _ debts: [Key: UInt64], _ spent: [Key: UInt64], part: UInt64, pays: UInt64
    ) -> [Key: UInt64] {
        var after = debts.filter { $0.value > pays }.mapValues { $0 - pays }
        for (key, cost) in spent where cost > part {
            after[key] = (debts[key] ?? 0) + cost - part
        }
        return after
    }
}
