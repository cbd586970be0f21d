import BlockStore

extension Scenario {
    /// A scenario of random faults that the rules must bear: some seats are faulty or lose their
    /// disks, never more than f; crashes, partitions, clocks and full disks hit anybody; then all
    /// heals. In a third of them seats come and go meanwhile.
    ///
    /// - Parameter seats: how many; nil leaves it to the seed: 4, 5, 7 or 10.
    package static func arbitrary(seed: UInt64, seats: Int? = nil) -> Scenario {
        var scenario = arbitraryFaults(seed: seed, seats: seats)
        // Draws of its own: the others of a seed are what they are without it.
        var random = SeededRandom(seed: seed, for: "seats")
        if random.below(3) == 0 { scenario.changeSeats(&random) }
        return scenario
    }

    /// Faults alone.
    static func arbitraryFaults(seed: UInt64, seats: Int?) -> Scenario {
        var random = SeededRandom(seed: seed, for: "scenario")
        let count = seats ?? [4, 4, 4, 5, 7, 7, 10][random.below(7)]
        var scenario = Scenario(seed: seed, seats: count)
        scenario.followers = random.below(4) == 0 ? 1 : 0
        scenario.healsAt = random.within(1_500...6_000)
        scenario.network = conditions(&random)
        scenario.load = Load(
            transactions: 1 + random.below(4), from: random.within(0...100),
            every: random.within(50...900))
        let borne = random.ordered(Array(0..<count)).prefix(scenario.tolerance)
        let faulty = borne.prefix(random.below(scenario.tolerance + 1))
        scenario.faultySeats = faulty.map { seat in
            let kinds = FaultySeatKind.scripted
            return FaultySeatPlan(seat: seat, kinds[random.below(kinds.count)])
        }
        for _ in 0..<(1 + random.below(6)) {
            scenario.plan += fault(
                nodes: count + scenario.followers, losing: Array(borne.dropFirst(faulty.count)),
                until: scenario.healsAt, &random)
        }
        return scenario
    }

    static func conditions(_ random: inout SeededRandom) -> LinkConditions {
        switch random.below(4) {
        case 0: .calm
        case 1: LinkConditions(delay: 1...(1 + random.within(1...80)))
        case 2:
            LinkConditions(
                delay: 1...random.within(100...900), lossPerMille: random.below(200),
                repeatPerMille: random.below(100))
        default: .rough
        }
    }

    /// One fault, with what ends it.
    static func fault(
        nodes: Int, losing: [Int], until end: UInt64, _ random: inout SeededRandom
    ) -> [PlannedFault] {
        let time = random.within(0...(end - 1))
        let later = time + random.within(20...2_500)
        let node = random.below(nodes)
        func during(_ first: FaultEvent, _ second: FaultEvent) -> [PlannedFault] {
            [PlannedFault(at: time, first), PlannedFault(at: later, second)]
        }
        switch random.below(14) {
        case 0, 1: return during(.powerCut(node), .restart(node))
        case 2: return during(.kill(node), .restart(node))
        case 3, 4:
            return during(
                .powerCutBeforeEffect(node, number: random.below(60)), .restart(node))
        case 5: return during(.pause(node), .resume(node))
        case 6:
            let order = random.ordered(Array(0..<nodes))
            let cut = 1 + random.below(nodes - 1)
            return during(
                .partition([Array(order.prefix(cut)), Array(order.dropFirst(cut))]), .mendAll)
        case 7:
            let other = (node + 1 + random.below(nodes - 1)) % nodes
            return during(.cut(from: node, to: other), .mend(from: node, to: other))
        case 8:
            let chosen = random.ordered(Array(0..<nodes)).prefix(1 + random.below(nodes))
            return [
                PlannedFault(at: time, .swizzle(Array(chosen), over: random.within(200...3_000)))
            ]
        case 9:
            let shift = Int64(random.within(1...20_000))
            return during(
                .moveClock(node, by: random.below(2) == 0 ? shift : -shift),
                .moveClock(random.below(nodes), by: 300))
        case 10: return during(.fillDisk(node), .freeDisk(node))
        case 11:
            let mode = modes(node)[random.below(4)]
            return during(.failChange(node, number: random.below(30), mode), .restart(node))
        case 12:
            guard let loser = losing.first else { return during(.kill(node), .restart(node)) }
            return during(.wipe(loser), .restart(loser))
        default:
            // All at once, and back one after the other.
            return (0..<nodes).flatMap { node in
                [
                    PlannedFault(at: time, .powerCut(node)),
                    PlannedFault(at: later + UInt64(node) * 40, .restart(node)),
                ]
            }
        }
    }

    private static func modes(_ node: Int) -> [FaultyStorage.Mode] {
        [
            .once(.failed("disk \(node)", error: 5)), .tornOnce(.full("disk \(node)")), .powerCut,
            .tornPowerCut,
        ]
    }
}
