import Consensus
import LedgerTypes

/// A faulty seat locks, or makes decide, whom it likes: it shows its votes of round 0 to some and
/// the opposite to others. What round 0 showed then stays hidden for long, while the others go on
/// with its help; a seat may be cut off, and seats may crash. Then all is healed.
enum HiddenLocks {
    /// Choices for one faulty seat that does not propose first, and for the one that does.
    private static let usual = 4 * 8 * 8 * 8
    private static let proposing = 8 * 8 * 8 * 8
    private static let healing: UInt64 = 40_000

    static let family = RoundFamily(
        name: "hidden-locks", summary: "4 seats, one faulty: who sees which of its votes",
        count: 3 * usual + proposing
    ) { number, isTold in
        if number < proposing {
            var choices = Choices(number)
            return run(faulty: 1, proposals: choices.next(8), &choices, isTold)
        }
        var choices = Choices((number - proposing) % usual)
        let faulty = [0, 2, 3][(number - proposing) / usual]
        return run(faulty: faulty, proposals: choices.next(4), &choices, isTold)
    }

    private static func run(
        faulty: Int, proposals: Int, _ choices: inout Choices, _ isTold: Bool
    ) -> RoundOutcome {
        let script = FaultyScript(
            seat: faulty, seats: 4, prevotes: choices.next(8), precommits: choices.next(8))
        let misfortune = choices.next(8)
        let network = RoundNetwork(4, faulty: [faulty], isTold: isTold)
        // Who hears the proposal; an honest proposer hears itself.
        let others = script.honest.filter { $0 != 1 }
        let hearing =
            faulty == 1
            ? Set(script.chosen(proposals))
            : Set(others.enumerated().filter { proposals >> $0.offset & 1 == 1 }.map(\.element))
        let lone = misfortune % 4 == 0 ? nil : script.honest[misfortune % 4 - 1]
        script.unreachable = lone.map { [$0] } ?? []
        network.onSend = { network, _, message in script.hear(message, in: network) }
        network.route = { from, to, message, now in
            guard now < healing else { return [10] }
            if now >= 60, from == lone || to == lone { return [] }
            switch message {
            case .proposal(let proposal) where proposal.round == .first:
                return now < 1_000 && hearing.contains(to) ? [10] : []
            case .vote(let vote) where vote.round == .first: return now < 5_000 ? [10] : []
            case .proposal, .vote: return [10]
            case .polka, .certificate, .body, .decision, .roundState: return []
            }
        }
        if faulty == 1 { network.at(10) { script.propose(in: $0, to: proposals) } }
        if misfortune >= 4 {
            for seat in script.honest where seat != lone {
                network.at(60) { $0.crash(seat) }
                network.at(1_000) { $0.start(seat) }
            }
        }
        network.at(healing) { _ in script.unreachable = [] }
        network.run(until: healing + 60_000)
        return RoundOutcome(network, healed: healing)
    }
}
