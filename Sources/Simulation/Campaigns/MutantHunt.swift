import Mutants

/// Looks for the scenario that shows what is wrong with a mutant.
public struct MutantHunt: Sendable {
    /// What caught a mutant.
    public struct Catch: Hashable, Sendable {
        /// The enumeration's name, or the campaign's.
        public let harness: String
        /// The scenario's number, or the seed.
        public let number: UInt64
        public let violation: String
        /// Scenarios that were run until then.
        public let tried: Int
    }

    // Small ones first.
    private static let order = [
        ForgedDecisions.family, LoneJumps.family, ShownToSome.family, TwoValidRounds.family,
        FirstRoundFaults.four, HiddenLocks.family, LateHealing.family, FirstRoundFaults.seven,
        NewProposals.family, RepeatedProposals.four,
    ]

    /// Most scenarios of one harness.
    public let limit: Int

    public init(limit: Int) { self.limit = limit }

    /// The first catch, or nil; every harness is asked in a fixed order.
    package func hunt(_ mutant: Mutant) -> Catch? {
        var tried = 0
        for family in Self.order {
            if let found = hunt(mutant, in: family, &tried) { return found }
        }
        for kind in CampaignKind.allCases {
            for seed in 1...UInt64(limit) {
                tried += 1
                let report = SimulatedWorld(kind.scenario(seed: seed).with(mutant)).run()
                guard let violation = report.violations.first else { continue }
                return Catch(
                    harness: kind.rawValue, number: seed,
                    violation: "\(violation.kind.rawValue): \(violation.detail)", tried: tried)
            }
        }
        return nil
    }

    private func hunt(_ mutant: Mutant, in family: RoundFamily, _ tried: inout Int) -> Catch? {
        for number in family.spread(limit) {
            tried += 1
            let outcome = family.outcome(number, of: mutant)
            guard let violation = outcome.violations.first else { continue }
            return Catch(
                harness: family.name, number: UInt64(number), violation: violation.description,
                tried: tried)
        }
        return nil
    }
}

extension RoundFamily {
    /// Up to so many of the family's scenarios, spread over all of it; always the same ones.
    public func spread(_ limit: Int) -> [Int] {
        guard limit < count else { return Array(0..<count) }
        // A stride without a common divisor meets each scenario once.
        var stride = max(1, count * 5 / 8)
        while Self.divisor(stride, count) > 1 { stride += 1 }
        return (0..<limit).map { $0 * stride % count }
    }

    private static func divisor(_ left: Int, _ right: Int) -> Int {
        right == 0 ? left : divisor(right, left % right)
    }
}
