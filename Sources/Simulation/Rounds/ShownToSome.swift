import Consensus
import LedgerTypes

/// A faulty seat shows its votes of round 0 to some and falls silent, in a network without faults:
/// whoever it locked tells the others, and the next honest proposer's block is decided.
enum ShownToSome {
    static let family = RoundFamily(
        name: "shown-to-some", summary: "4 seats, one faulty: hidden locks in a calm network",
        count: 4 * 8 * 8 * 8
    ) { number, isTold in
        var choices = Choices(number)
        let faulty = choices.next(4)
        let script = FaultyScript(
            seat: faulty, seats: 4, prevotes: choices.next(8), precommits: choices.next(8))
        let hearing = script.chosen(choices.next(8))
        let network = RoundNetwork(4, faulty: [faulty], isTold: isTold)
        network.onSend = { network, _, message in
            // It hears round 0 only.
            switch message {
            case .proposal(let proposal) where proposal.round == .first:
                script.hear(message, in: network)
            default: break
            }
        }
        network.route = { _, to, message, now in
            if case .proposal(let proposal) = message, proposal.round == .first,
                !hearing.contains(to), now < 1_000
            {
                return []
            }
            return [10]
        }
        if faulty == 1 {
            network.at(10) { network in
                script.propose(
                    in: network,
                    to: hearing.reduce(0) { mask, seat in
                        mask | 1 << (script.honest.firstIndex(of: seat) ?? 0)
                    })
            }
        }
        network.run(until: 60_000)
        // A proposer that lacks the block needs a second to get it: then the next honest one has it.
        let latest: UInt64 =
            faulty == 2 ? 2 : hearing.contains(2) ? 1 : faulty == 3 ? 3 : 2
        return RoundOutcome(network, healed: 0, latest: latest)
    }
}
