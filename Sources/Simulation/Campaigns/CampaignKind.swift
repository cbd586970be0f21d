/// What a campaign's runs are like.
package enum CampaignKind: String, Hashable, Sendable, CaseIterable {
    /// Random faults of everything, with up to f faulty seats of any kind.
    case random
    /// As many hidden-lock adversaries as are borne, from the start to the end, over links that
    /// delay and lose; seats crash in between.
    case hiddenLock = "hidden-lock"
    /// As `random`, and in every run seats come and go.
    case seatChanges = "seat-changes"
    /// More seats than are borne are lost for ever, and the others go on under an order.
    case recovery
    /// As many generated seats as are borne, which are one adversary, while seats crash and links
    /// fail.
    case adversary
    /// Permits, emergencies, notices and reports, while processes, disks, links and clocks fail:
    /// each must come to its end.
    case duties

    /// The scenario of a seed.
    ///
    /// - Parameter seats: sizes that take turns; empty leaves the size to the seed.
    package func scenario(seed: UInt64, seats: [Int] = []) -> Scenario {
        let count = seats.isEmpty ? nil : seats[Int(seed % UInt64(seats.count))]
        return switch self {
        case .random: .arbitrary(seed: seed, seats: count)
        case .hiddenLock: .hiddenLocks(seed: seed, seats: count)
        case .recovery: .recoveries(seed: seed, seats: count)
        case .seatChanges: .seatChanges(seed: seed, seats: count)
        case .adversary: .adversaries(seed: seed, seats: count)
        case .duties: .duties(seed: seed, seats: count)
        }
    }
}

extension Scenario {
    /// f generated seats; partitions, crashes and losses meet the others until all heals.
    static func adversaries(seed: UInt64, seats: Int? = nil) -> Scenario {
        var random = SeededRandom(seed: seed, for: "adversaries")
        let count = seats ?? [4, 4, 4, 5, 4, 7, 4, 10][random.below(8)]
        var scenario = Scenario(seed: seed, seats: count)
        scenario.heights = 2 + random.within(0...2)
        scenario.healsAt = random.within(1_500...8_000)
        scenario.network = conditions(&random)
        scenario.load = Load(transactions: random.below(3), every: random.within(50...900))
        scenario.faultySeats = random.ordered(Array(0..<count)).prefix(scenario.tolerance).map {
            FaultySeatPlan(seat: $0, .generated)
        }
        // Some rounds fail: votes of one step reach only a few.
        for _ in 0..<random.below(4) {
            let step: MessageKinds = random.below(2) == 0 ? .prevote : .precommit
            let from = random.within(0...(scenario.healsAt - 1))
            scenario.rules.append(
                MessageRule(
                    .lost, kinds: step, receivers: random.mask(count),
                    times: from..<min(scenario.healsAt, from + random.within(100...2_000))))
        }
        for _ in 0..<random.below(4) {
            scenario.plan += fault(nodes: count, losing: [], until: scenario.healsAt, &random)
        }
        return scenario
    }

    /// f adversaries that show their prevotes to one seat each, and nothing else.
    static func hiddenLocks(seed: UInt64, seats: Int? = nil) -> Scenario {
        var random = SeededRandom(seed: seed, for: "hidden locks")
        let count = seats ?? [4, 4, 4, 7][random.below(4)]
        var scenario = Scenario(seed: seed, seats: count)
        scenario.heights = 2 + random.within(0...2)
        let order = random.ordered(Array(0..<count))
        scenario.faultySeats = order.prefix(scenario.tolerance).map {
            FaultySeatPlan(seat: $0, .hiddenLock)
        }
        scenario.network = LinkConditions(
            delay: 1...random.within(5...700), lossPerMille: random.below(150),
            repeatPerMille: random.below(50))
        scenario.healsAt = random.within(500...5_000)
        for _ in 0..<random.below(3) {
            let node = order[scenario.tolerance + random.below(count - scenario.tolerance)]
            let time = random.within(0...(scenario.healsAt - 1))
            scenario.plan.append(PlannedFault(at: time, .powerCut(node)))
            scenario.plan.append(
                PlannedFault(at: time + random.within(20...1_500), .restart(node)))
        }
        return scenario
    }
}
