import Mutants

/// Looks for the scenario that shows what is wrong with a mutant.
package struct MutantHunt: Sendable {
    /// What caught a mutant.
    package struct Catch: Hashable, Sendable {
        /// The enumeration's name, or the campaign's.
        package let harness: String
        /// The scenario's number, or the seed.
        package let number: UInt64
        package let violation: String
        /// Scenarios that were run until then.
        package let tried: Int
    }

    // Small ones first.
    private static let order = [
        ForgedDecisions.family, LoneJumps.family, ShownToSome.family, TwoValidRounds.family,
        FirstRoundFaults.four, HiddenLocks.family, LateHealing.family, FirstRoundFaults.seven,
        NewProposals.family, RepeatedProposals.four, LoneLocks.family, AheadOfAll.family,
        OwnTurns.family, ForgedLogs.family, OwnKeyElsewhere.family, AfterRecovery.family,
        BrokenPromises.family, WrongBodies.family, NamedBlocks.family, FullRooms.family,
        LostDisks.family, FalseBlocks.family, ShownEvidence.family, RecoveryOrders.family,
        OwnBlocks.family, LostContents.family, PoolShares.family, LateNodes.family,
        FalseClocks.family, OldDisks.family,
        SeatFilesFamily.family,
        BlockFilesFamily.family,
    ]

    /// The harness of generated faulty seats against the rules alone, and its sizes, in turn.
    package static let adversary = "generated"
    package static let sizes = [4, 5, 4, 7]

    /// Most scenarios of one harness.
    package let limit: Int
    /// The one family that is asked; nil asks all harnesses.
    private let family: RoundFamily?

    package init(limit: Int, family: RoundFamily? = nil) {
        self.limit = limit
        self.family = family
    }

    /// The first catch, or nil; every harness is asked in a fixed order. What the code as it is
    /// shows too catches nothing.
    package func hunt(_ mutant: Mutant) -> Catch? {
        var tried = 0
        if let family { return hunt(mutant, in: family, &tried) }
        // Nothing else has work with the outside.
        if Mutant.ofDuties.contains(mutant) { return hunt(mutant, in: [.duties], &tried) }
        for family in Self.order {
            if let found = hunt(mutant, in: family, &tried) { return found }
        }
        if let found = huntWithAdversary(mutant, &tried) { return found }
        return hunt(mutant, in: CampaignKind.allCases, &tried)
    }

    /// Random runs of some kinds, in their order.
    private func hunt(
        _ mutant: Mutant, in kinds: [CampaignKind], _ tried: inout Int
    ) -> Catch? {
        for kind in kinds {
            for seed in 1...UInt64(limit) {
                tried += 1
                let scenario = kind.scenario(seed: seed, seats: Self.sizes)
                guard let violation = SimulatedWorld(scenario.with(mutant)).run().violations.first,
                    SimulatedWorld(scenario).run().isCorrect
                else { continue }
                return Catch(
                    harness: kind.rawValue, number: seed,
                    violation: "\(violation.kind.rawValue): \(violation.detail)", tried: tried)
            }
        }
        return nil
    }

    /// Rounds alone against generated faulty seats.
    private func huntWithAdversary(_ mutant: Mutant, _ tried: inout Int) -> Catch? {
        for seed in 1...UInt64(limit) {
            tried += 1
            let recipe = AdversaryRecipe.generated(seed: seed, sizes: Self.sizes)
            guard let violation = recipe.run(of: mutant).violations.first,
                recipe.run().isCorrect
            else { continue }
            return Catch(
                harness: Self.adversary, number: seed, violation: violation.description,
                tried: tried)
        }
        return nil
    }

    private func hunt(_ mutant: Mutant, in family: RoundFamily, _ tried: inout Int) -> Catch? {
        for number in family.spread(limit) {
            tried += 1
            guard let violation = family.outcome(number, of: mutant).violations.first,
                family.outcome(number).isCorrect
            else { continue }
            return Catch(
                harness: family.name, number: UInt64(number), violation: violation.description,
                tried: tried)
        }
        return nil
    }
}

extension RoundFamily {
    /// Up to so many of the family's scenarios, spread over all of it; always the same ones.
    package func spread(_ limit: Int) -> [Int] {
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
