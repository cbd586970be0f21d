import LedgerTypes

/// A seat is cut off, or a follower starts late; it catches up, and one of those it asks hands out
/// blocks falsely. Perhaps what the others hand out is lost for a while, so that they seem no better.
enum LateNodes {
    static let family = RoundFamily(
        name: "late-nodes",
        summary: "4 whole nodes: who was away catches up, and one hands out blocks falsely",
        count: 756
    ) { number, isTold in
        let (scenario, liar) = scenario(number)
        return SimulatedWorld.outcome(
            scenario, liar, watches: [StartWatch(), PeerWatch(), RegisterWatch()], isTold: isTold)
    }

    private static func scenario(_ number: Int) -> (Scenario, FalsePeer) {
        var choices = Choices(number)
        var liar = FalsePeer()
        liar.blocks = FalsePeer.Blocks.allCases[choices.next(7)]
        liar.claim = FalsePeer.Claim.allCases[choices.next(3)]
        let faulty = choices.next(3)
        let late = 3 + choices.next(2)
        let areLost = choices.next(2) == 0
        var scenario = Scenario(seed: UInt64(number))
        scenario.network = LinkConditions(delay: [5...5, 1...40, 20...20][choices.next(3)])
        scenario.followers = late - 3
        scenario.heights = 1
        scenario.load = Load(transactions: 1, from: 100)
        scenario.faultySeats = [FaultySeatPlan(seat: faulty, .silent)]
        let others = (0..<scenario.nodeCount).filter { $0 != late }
        scenario.plan =
            late == 3
            ? [
                PlannedFault(at: 800, .partition([others, [late]])),
                PlannedFault(at: 5_800, .mendAll),
            ]
            // Before it has made a register.
            : [PlannedFault(at: 50, .kill(late)), PlannedFault(at: 5_800, .restart(late))]
        if areLost {
            scenario.rules = [
                MessageRule(
                    .lost, kinds: .blocks, senders: ~(1 << UInt64(faulty)), receivers: 1 << late)
            ]
        }
        scenario.healsAt = areLost ? 13_000 : 6_000
        // Each of three is waited for twice at most.
        scenario.livenessBound = 18_000
        return (scenario, liar)
    }
}
