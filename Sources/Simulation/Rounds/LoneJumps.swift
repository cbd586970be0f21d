import Consensus
import LedgerTypes

/// A faulty seat votes far ahead, or votes ahead for nothing in every round: it moves nobody.
enum LoneJumps {
    private static let rounds: [ClosedRange<UInt64>] = [
        1...1, 2...2, 5...5, 50...50, 1_000...1_000, 0...63,
    ]

    static let family = RoundFamily(
        name: "lone-jumps", summary: "4 seats, one faulty: votes of later rounds, to some",
        count: 4 * 7 * rounds.count * 2 * 2
    ) { number, isTold in
        var choices = Choices(number)
        let faulty = choices.next(4)
        let script = FaultyScript(
            seat: faulty, seats: 4, prevotes: 0, precommits: 0)
        let told = script.chosen(choices.next(7) + 1)
        let voted = rounds[choices.next(rounds.count)]
        let step: VoteStep = choices.next(2) == 0 ? .prevote : .precommit
        // One seat's votes may come a little late.
        let slow = choices.next(2) == 0 ? nil : script.honest.last
        let network = RoundNetwork(4, faulty: [faulty], isTold: isTold)
        network.route = { from, _, message, _ in
            if from == slow, case .vote = message { return [200] }
            return [10]
        }
        for round in voted {
            let vote = network.seats.vote(step, by: faulty, for: nil, round: Round(round))
            for receiver in told {
                network.deliver(.vote(vote), from: faulty, to: receiver, at: 1)
            }
        }
        network.run(until: 60_000)
        // The first proposer is honest, or the second is.
        return RoundOutcome(network, healed: 0, latest: faulty == 1 ? 1 : 0)
    }
}
