import LedgerTypes

/// A node misses a block's contents or its last votes, one way of hearing of it later is closed for
/// good, and one peer hides what it has: the ways that are left must do.
enum LostContents {
    /// Who misses what.
    private enum Loss: CaseIterable {
        case seatMissesProposal, seatMissesDecision, seatMissesBoth, followerMissesProposal

        var kinds: MessageKinds {
            let last: MessageKinds = [.precommit, .polka, .certificate]
            return switch self {
            case .seatMissesProposal, .followerMissesProposal: .proposal
            case .seatMissesDecision: last
            case .seatMissesBoth: last.union(.proposal)
            }
        }

        var node: Int { self == .followerMissesProposal ? 4 : 3 }
    }

    static let family = RoundFamily(
        name: "lost-contents",
        summary: "4 whole nodes: contents or last votes are lost, one way to them is closed",
        count: 336
    ) { number, isTold in
        let (scenario, liar) = scenario(number)
        return SimulatedWorld.outcome(
            scenario, liar, watches: [StartWatch(), PeerWatch()], isTold: isTold)
    }

    private static func scenario(_ number: Int) -> (Scenario, FalsePeer) {
        var choices = Choices(number)
        let loss = Loss.allCases[choices.next(4)]
        let closed: MessageKinds = choices.next(2) == 0 ? .blocks : .status
        let faulty = choices.next(3)
        var liar = FalsePeer()
        liar.givesContents = false
        liar.blocks = FalsePeer.Blocks.allCases[choices.next(7)]
        liar.claim = choices.next(2) == 1 ? .more : .asHeld
        var scenario = Scenario(seed: UInt64(number))
        scenario.followers = loss.node - 3
        scenario.heights = 2
        // The first block comes to all. After the second there is none that would show what is
        // missing. By then a follower has made its register, which makes it begin anew.
        scenario.parameters.emptyBlockInterval = .seconds(600)
        scenario.load = Load(transactions: 1, from: 1_500)
        scenario.faultySeats = [FaultySeatPlan(seat: faulty, .silent)]
        scenario.rules = [
            MessageRule(.lost, kinds: closed, receivers: 1 << loss.node),
            MessageRule(.lost, kinds: loss.kinds, receivers: 1 << loss.node, times: 1_500..<4_500),
        ]
        scenario.livenessBound = 15_000
        return (scenario, liar)
    }
}
