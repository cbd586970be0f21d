extension Scenario {
    /// More seats than are borne are lost for ever; the members recover the chain, and what
    /// remains crashes meanwhile. Some lost nodes come back later, and seats are added.
    package static func recoveries(seed: UInt64, seats: Int? = nil) -> Scenario {
        var random = SeededRandom(seed: seed, for: "recoveries")
        let count = seats ?? [4, 4, 5, 7][random.below(4)]
        var scenario = Scenario(seed: seed, seats: count)
        scenario.followers = random.below(2)
        scenario.network = conditions(&random)
        scenario.load = Load(
            transactions: 1 + random.below(4), from: random.within(0...100),
            every: random.within(50...900))
        let order = random.ordered(Array(0..<count))
        let most = max(1, count - scenario.tolerance - 1)
        let lost = Array(order.prefix(min(count - 1, scenario.tolerance + 1 + random.below(most))))
        let survivors = order.dropFirst(lost.count).sorted()
        if survivors.count > 3, random.below(3) == 0 {
            let kinds = FaultySeatKind.scripted.filter { $0 != .twins }
            scenario.faultySeats = [
                FaultySeatPlan(seat: survivors[0], kinds[random.below(kinds.count)])
            ]
        }
        let time = random.within(800...3_500)
        for node in lost { scenario.lose(node, after: time, &random) }
        let ordered = time + random.within(500...3_500)
        scenario.acts = [PlannedAct(at: ordered, .recover(survivors: survivors))]
        scenario.healsAt = ordered + random.within(500...6_000)
        for _ in 0..<(1 + random.below(4)) {
            scenario.plan += fault(
                nodes: count + scenario.followers, losing: [], until: scenario.healsAt, &random)
        }
        for node in survivors where random.below(3) == 0 {
            // Around the moment at which the order comes.
            let time = min(scenario.healsAt - 1, ordered + random.within(0...2_000))
            scenario.plan += [
                PlannedFault(at: time, .powerCutBeforeEffect(node, number: random.below(20))),
                PlannedFault(at: time + random.within(20...1_500), .restart(node)),
            ]
        }
        for node in lost where random.below(3) == 0 {
            scenario.plan.append(
                PlannedFault(at: ordered + random.within(200...6_000), .revive(node)))
        }
        if scenario.followers > 0, random.below(2) == 0 {
            scenario.acts.append(
                PlannedAct(at: ordered, .changeSeats(leaving: [], joining: [count])))
        }
        return scenario
    }

    /// A node goes, in one way or another.
    private mutating func lose(_ node: Int, after time: UInt64, _ random: inout SeededRandom) {
        let time = time + random.within(0...400)
        switch random.below(3) {
        case 0: plan.append(PlannedFault(at: time, .powerCut(node)))
        case 1: plan.append(PlannedFault(at: time, .wipe(node)))
        default: break
        }
        plan.append(PlannedFault(at: time, .lose(node)))
    }
}
