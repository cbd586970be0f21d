/// What a campaign's runs are like.
public enum CampaignKind: String, Hashable, Sendable, CaseIterable {
    /// Random faults of everything, with up to f faulty seats of any kind.
    case random
    /// As many hidden-lock adversaries as are borne, from the start to the end, over links that
    /// delay and lose; seats crash in between.
    case hiddenLock = "hidden-lock"
    /// As `random`, and in every run seats come and go.
    case seatChanges = "seat-changes"
    /// More seats than are borne are lost for ever, and the others go on under an order.
    case recovery

    /// The scenario of a seed.
    ///
    /// - Parameter seats: sizes that take turns; empty leaves the size to the seed.
    public func scenario(seed: UInt64, seats: [Int] = []) -> Scenario {
        let count = seats.isEmpty ? nil : seats[Int(seed % UInt64(seats.count))]
        return switch self {
        case .random: .arbitrary(seed: seed, seats: count)
        case .hiddenLock: .hiddenLocks(seed: seed, seats: count)
        case .recovery: .recoveries(seed: seed, seats: count)
        case .seatChanges: .seatChanges(seed: seed, seats: count)
        }
    }
}

extension Scenario {
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
