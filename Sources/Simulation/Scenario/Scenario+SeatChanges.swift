extension Scenario {
    /// As `arbitrary`, and the seats change once or twice meanwhile.
    package static func seatChanges(seed: UInt64, seats: Int? = nil) -> Scenario {
        var scenario = arbitraryFaults(seed: seed, seats: seats)
        var random = SeededRandom(seed: seed, for: "seat changes")
        scenario.changeSeats(&random)
        return scenario
    }

    /// Lets seats come and go, with faults around it that meet those who come too.
    ///
    /// Seats that are faulty or lose their disks stay within what the smallest set bears.
    mutating func changeSeats(_ random: inout SeededRandom) {
        let order = random.ordered(Array(0..<seats))
        let program = programs[random.below(programs.count)](order, seats)
        let before = followers
        followers = max(followers, (program.flatMap(\.joining).max() ?? 0) + 1 - seats)
        plan = plan.map { fault in
            guard case .partition(var groups) = fault.event, !groups.isEmpty else { return fault }
            for node in (seats + before)..<(seats + followers) {
                groups[random.below(groups.count)].append(node)
            }
            return PlannedFault(at: fault.time, .partition(groups))
        }
        var time = random.within(50...healsAt)
        healsAt += random.within(1_500...4_000)
        for step in program {
            acts.append(
                PlannedAct(
                    at: time, .changeSeats(leaving: step.leaving, joining: step.joining)))
            time += random.within(100...2_500)
        }
        for _ in 0..<(1 + random.below(4)) {
            plan += Self.fault(
                nodes: seats + followers, losing: [], until: healsAt, &random)
        }
        for node in program.flatMap({ $0.joining + $0.leaving }) where random.below(2) == 0 {
            let time = random.within(0...(healsAt - 1))
            plan += [
                PlannedFault(at: time, .powerCutBeforeEffect(node, number: random.below(40))),
                PlannedFault(at: time + random.within(20...1_500), .restart(node)),
            ]
        }
    }

    private struct Step {
        var leaving: [Int] = []
        var joining: [Int] = []
    }

    private typealias Program = @Sendable (_ order: [Int], _ seats: Int) -> [Step]

    /// What may be done with so many seats and so many faulty ones.
    private var programs: [Program] {
        let losing = Set(
            plan.compactMap { fault -> Int? in
                if case .wipe(let node) = fault.event { node } else { nil }
            })
        let used = losing.union(faultySeats.map(\.seat)).count
        var found: [Program] = [
            { _, seats in [Step(joining: [seats])] },
            { order, seats in [Step(leaving: [order[0]], joining: [seats])] },
            { order, seats in
                [
                    Step(leaving: [order[0]], joining: [seats]),
                    Step(leaving: [seats], joining: [order[0]]),
                ]
            },
            { order, seats in [Step(joining: [seats]), Step(leaving: [order[0]])] },
            { _, seats in [Step(joining: [seats]), Step(joining: [seats + 1])] },
        ]
        if seats > 4, (seats - 2) / 3 >= used {
            found += [
                { order, _ in [Step(leaving: [order[0]])] },
                { order, _ in [Step(leaving: [order[0]]), Step(joining: [order[0]])] },
                { order, seats in [Step(leaving: [order[0]]), Step(joining: [seats])] },
            ]
        }
        if tolerance >= 2 {
            found.append { order, seats in
                [Step(leaving: [order[0], order[1]], joining: [seats, seats + 1])]
            }
        }
        return found
    }
}
