/// What patients, physicians and officers do in a run, besides the members' consensus.
///
/// Nodes are named by their numbers; times are virtual milliseconds since the start.
package struct DutyLoad: Hashable, Sendable {
    package var acts: [PlannedDuty] = []

    package init(acts: [PlannedDuty] = []) { self.acts = acts }
}

/// Something that a person does, and when.
package struct PlannedDuty: Hashable, Sendable {
    package let time: UInt64
    package let act: DutyAct

    package init(at time: UInt64, _ act: DutyAct) {
        self.time = time
        self.act = act
    }
}

/// What a person does at a node.
package enum DutyAct: Hashable, Sendable {
    /// A physician at one node asks for a patient's fields at another.
    case ask(asker: Int, holder: Int, hasRecord: Bool)
    /// The physician of a node is suspended by its own security officer.
    case suspend(Int)
    /// Emergencies at a node that is cut off: drafted one after the other, opened in any order.
    case alone(Int, count: Int)
    /// A compliance officer proposes another version of the charter.
    case propose(Int, version: Int)

    /// All nodes that it names.
    var nodes: [Int] {
        switch self {
        case .ask(let asker, let holder, _): [asker, holder]
        case .suspend(let node), .alone(let node, _), .propose(let node, _): [node]
        }
    }
}

extension Scenario {
    /// Permits, emergencies, suspensions and a proposal, while disks, processes, links and clocks fail.
    static func duties(seed: UInt64, seats: Int? = nil) -> Scenario {
        var random = SeededRandom(seed: seed, for: "duties")
        // Drawn also where it is given: the other draws are the same.
        let drawn = [4, 4, 4, 5, 7][random.below(5)]
        var scenario = arbitraryFaults(seed: seed, seats: seats ?? drawn)
        let nodes = scenario.seats + scenario.followers
        // Long enough for several tries of each work.
        scenario.healsAt = random.within(8_000...25_000)
        scenario.load.transactions = 0
        for _ in 0..<(1 + random.below(4)) {
            scenario.plan += fault(nodes: nodes, losing: [], until: scenario.healsAt, &random)
        }
        var load = DutyLoad()
        for _ in 0..<(2 + random.below(5)) {
            let asker = random.below(nodes)
            let time = random.within(1_500...scenario.healsAt)
            load.acts.append(
                PlannedDuty(
                    at: time,
                    .ask(
                        asker: asker, holder: (asker + random.below(nodes)) % nodes,
                        hasRecord: random.below(5) > 0)))
            // Who asked may be away, or without a disk, when it is to be given.
            if random.below(3) == 0 {
                scenario.plan.append(
                    PlannedFault(at: time + random.within(0...900), .powerCut(asker)))
                scenario.plan.append(
                    PlannedFault(at: time + random.within(1_000...9_000), .restart(asker)))
            }
        }
        if random.below(3) == 0 {
            load.acts.append(
                PlannedDuty(
                    at: random.within(2_000...scenario.healsAt), .suspend(random.below(nodes))))
        }
        for _ in 0..<random.below(3) { scenario.standStill(nodes, &load, &random) }
        if random.below(4) == 0 {
            load.acts.append(
                PlannedDuty(
                    at: random.within(1_500...scenario.healsAt),
                    .propose(random.below(scenario.seats), version: 2)))
        }
        scenario.duties = load
        scenario.meetDuties(nodes)
        return scenario
    }

    /// One node is alone for a while: seldom for longer than what it made is valid.
    private mutating func standStill(
        _ nodes: Int, _ load: inout DutyLoad, _ random: inout SeededRandom
    ) {
        let alone = random.below(nodes)
        let begin = random.within(2_000...healsAt)
        let isLong = random.below(8) == 0
        // The hour is the same with fewer blocks in which nothing happens.
        if isLong { parameters.emptyBlockInterval = .seconds(15) }
        let end =
            begin + (isLong ? random.within(3_500_000...3_800_000) : random.within(900...9_000))
        healsAt = max(healsAt, end + 1)
        let others = Array(0..<nodes).filter { $0 != alone }
        plan.append(PlannedFault(at: begin, .partition([[alone], others])))
        plan.append(PlannedFault(at: end, .mendAll))
        for _ in 0..<random.below(3) {
            load.acts.append(
                PlannedDuty(
                    at: begin + random.within(1...min(end - begin, 8_000)),
                    .alone(alone, count: 1 + random.below(3))))
        }
    }
    /// Faults that meet work in the few moments in which it goes from one stage to the next. Draws of
    /// their own: the others of a seed are what they are without them.
    private mutating func meetDuties(_ nodes: Int) {
        var random = SeededRandom(seed: seed, for: "met duties")
        let acts = duties?.acts ?? []
        for planned in acts {
            switch planned.act {
            case .ask(let asker, let holder, _):
                let isAlone = acts.contains { act in
                    if case .alone(holder, _) = act.act { true } else { false }
                }
                meet(planned.time, asker, holder, isAlone: isAlone, &random)
            case .alone(let node, _) where random.below(3) == 0:
                fail(node, at: planned.time, among: 14, &random)
            case .alone, .suspend, .propose: break
            }
        }
        healsAt = max(healsAt, (plan.map(\.time).max() ?? 0) + 1)
    }

    private mutating func meet(
        _ asked: UInt64, _ asker: Int, _ holder: Int, isAlone: Bool, _ random: inout SeededRandom
    ) {
        let time = asked + random.within(20...1_200)
        switch random.below(9) {
        case 0:
            plan.append(
                PlannedFault(
                    at: time, .powerCutBeforeEffect(holder, number: random.below(20))))
            plan.append(PlannedFault(at: time + random.within(2_500...6_000), .restart(holder)))
        case 1: fail(holder, at: time, among: 30, &random)
        case 2: fail(asker, at: time, among: 40, &random)
        // What is alone writes its clock into records: the chain would wait for it. Nor does it go on
        // with more clocks that are wrong than seats that may be faulty.
        case 3 where !isAlone && movesClock(holder):
            plan.append(PlannedFault(at: time, .moveClock(holder, by: 7_200_000)))
        case 4 where asker != holder:
            // It may be given no more before it was.
            let end = time + random.within(5_000...9_000)
            for (sender, receiver) in [(holder, asker), (asker, holder)] {
                plan.append(PlannedFault(at: asked, .cut(from: sender, to: receiver)))
                plan.append(PlannedFault(at: end, .mend(from: sender, to: receiver)))
            }
            duties?.acts.append(
                PlannedDuty(at: time + random.within(1_500...4_000), .suspend(asker)))
        default: break
        }
    }

    /// Whether a clock may be moved: of as many seats at most as may be faulty.
    private func movesClock(_ node: Int) -> Bool {
        let moved = plan.reduce(into: Set([node])) { moved, fault in
            if case .moveClock(let node, _) = fault.event { moved.insert(node) }
        }
        return moved.count <= (seats - 1) / 3
    }

    /// One of the next changes of a node's disk fails, and the node may need a start.
    private mutating func fail(
        _ node: Int, at time: UInt64, among changes: Int, _ random: inout SeededRandom
    ) {
        plan.append(
            PlannedFault(
                at: time,
                .failChange(
                    node, number: random.below(changes),
                    .once(.failed("disk \(node)", error: 5)))))
        plan.append(PlannedFault(at: time + random.within(2_500...6_000), .restart(node)))
    }
}
