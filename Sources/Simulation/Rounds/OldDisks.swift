import LedgerTypes

/// A seat comes back with an old copy of its disk, or with its own, and asks what it had signed;
/// one of those it asks answers falsely.
///
/// Until healing it hears little else: what it signs without knowing is a second vote. Those who
/// tell it nothing and those who heard nothing of it are fewer than the answers it asks for.
enum OldDisks {
    /// What happened at the heights that the copy does not know.
    private enum Story: CaseIterable {
        /// It voted, and nothing is decided.
        case undecided
        /// It voted, others decided without its vote, and one of them is behind and heard nothing.
        case decidedWithoutIt
        /// It voted long ago, the others went on and have all been started since.
        case longAgo
    }

    static let family = RoundFamily(
        name: "old-disks",
        summary: "4 and 7 whole nodes: a seat starts from an old copy, and one answers it falsely",
        count: 2_592
    ) { number, isTold in
        let (scenario, liar) = scenario(number)
        return SimulatedWorld.outcome(
            scenario, liar, watches: [StartWatch(), PeerWatch()], isTold: isTold)
    }

    private static let votesAndBlocks: MessageKinds = [
        .proposal, .prevote, .precommit, .polka, .certificate, .body, .decision, .blocks,
    ]

    private static func scenario(_ number: Int) -> (Scenario, FalsePeer) {
        var choices = Choices(number)
        var liar = FalsePeer()
        liar.answer = FalsePeer.OwnVotesAnswer.allCases[choices.next(6)]
        let story = Story.allCases[choices.next(3)]
        let seat = 1 + choices.next(3)
        let faulty = (seat + 1 + choices.next(3)) % 4
        let (isLate, isOld, isDeaf) = (
            choices.next(2) == 1, choices.next(2) == 0, choices.next(2) == 0
        )
        var scenario = Scenario(seed: UInt64(number), seats: choices.next(2) == 0 ? 4 : 7)
        scenario.heights = 1
        scenario.load = Load(transactions: 1, from: 100)
        scenario.faultySeats = [FaultySeatPlan(seat: faulty, .silent)]
        // Two that know nothing would be two answers, which suffice among four.
        if story == .decidedWithoutIt, scenario.seats == 4,
            ![.asHeard, .none].contains(liar.answer)
        {
            liar.answer = faulty < seat ? .asHeard : .none
        }
        // An old copy counts among the f. With four seats, all others started since, and a liar who
        // has seen no block, nobody is left who knows.
        if story == .longAgo, scenario.seats == 4, liar.answer == .nothingEver {
            liar.answer = .nothing
        }
        let end: UInt64 = story == .longAgo ? 4_400 : 300
        scenario.healsAt = end + 4_000
        scenario.livenessBound = 60_000
        scenario.plan = [
            PlannedFault(at: 60, .backUp(seat)),
            PlannedFault(at: end, isOld ? .restore(seat) : .kill(seat)),
            PlannedFault(at: end + 200, .restart(seat)),
        ]
        scenario.rules = rules(
            story, seat: seat, faulty: faulty, of: scenario.seats, until: scenario.healsAt)
        if story == .longAgo {
            scenario.plan.insert(PlannedFault(at: 1_700, .kill(seat)), at: 1)
            for other in 0..<scenario.seats where other != seat {
                scenario.plan.append(PlannedFault(at: end + 50, .kill(other)))
                scenario.plan.append(PlannedFault(at: end + 100, .restart(other)))
            }
        }
        let back = end..<scenario.healsAt
        if isDeaf {
            scenario.rules.append(
                MessageRule(.lost, kinds: votesAndBlocks, receivers: 1 << seat, times: back))
        }
        if isLate {
            scenario.rules.append(
                MessageRule(
                    .after(1_500), kinds: .other, senders: ~(1 << UInt64(faulty)),
                    receivers: 1 << seat, times: back))
        }
        return (scenario, liar)
    }

    private static func rules(
        _ story: Story, seat: Int, faulty: Int, of seats: Int, until end: UInt64
    ) -> [MessageRule] {
        switch story {
        case .longAgo: return []
        case .undecided: return [MessageRule(.lost, kinds: .precommit, times: 0..<end)]
        case .decidedWithoutIt:
            let behind = (0..<seats).first { $0 != seat && $0 != faulty } ?? 0
            let decides: MessageKinds = [.precommit, .polka, .certificate, .decision, .blocks]
            return [
                MessageRule(.lost, kinds: .precommit, senders: 1 << seat, times: 0..<end),
                MessageRule(
                    .lost, kinds: .prevote, senders: 1 << seat, receivers: 1 << behind,
                    times: 0..<end),
                MessageRule(.lost, kinds: decides, receivers: 1 << behind, times: 0..<end),
            ]
        }
    }
}
