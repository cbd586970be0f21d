import Consensus
import LedgerTypes

/// The proposer of round 1 is faulty: it repeats the block of round 0 to some as such, and shows it
/// to others as new; its own prevotes follow suit. Such prevotes never add up to one polka.
///
/// Source: docs/internals/consensus.md, "Who is to blame".
enum TwoValidRounds {
    private static let faulty = 2
    private static let healing: UInt64 = 20_000

    static let family = RoundFamily(
        name: "two-valid-rounds", summary: "4 seats: a block repeated to some, new to others",
        count: 8 * 8 * 8 * 4
    ) { number, isTold in
        var choices = Choices(number)
        let script = FaultyScript(
            seat: faulty, seats: 4, prevotes: choices.next(8), precommits: 0)
        let repeated = choices.next(8)
        let prevoted = choices.next(8)
        let hearing = choices.next(4)
        let network = RoundNetwork(4, faulty: [faulty], isTold: isTold)
        var hasProposed = false
        network.onSend = { network, _, message in
            if !hasProposed, case .vote(let vote) = message, vote.step == .precommit,
                vote.round == .first
            {
                hasProposed = true
                network.at(network.now + 1_000) { propose($0, script, repeated, prevoted) }
            }
            if case .vote(let vote) = message, vote.round == Round(1), vote.step == .prevote {
                return
            }
            script.hear(message, in: network)
        }
        network.route = { _, to, message, now in
            guard now < healing else { return [10] }
            switch message {
            case .proposal(let proposal) where proposal.round == .first:
                return to == 1 || hearing >> (to == 0 ? 0 : 1) & 1 == 1 ? [10] : []
            case .polka, .certificate, .decision: return []
            default: return [10]
            }
        }
        network.run(until: healing + 60_000)
        return RoundOutcome(network, healed: healing)
    }

    private static func propose(
        _ network: RoundNetwork, _ script: FaultyScript, _ repeated: Int, _ prevoted: Int
    ) {
        guard let block = script.block, let polka = script.polka(in: network) else { return }
        let round = Round(1)
        let old = network.seats.proposal(of: block, by: faulty, round: round, polka: polka)
        let new = network.seats.proposal(of: block, by: faulty, round: round)
        let id = RoundSeats.id(block)
        for (place, receiver) in script.honest.enumerated() {
            network.deliver(
                .proposal(repeated >> place & 1 == 1 ? old : new), from: faulty, to: receiver,
                at: network.now)
            let vote = network.seats.vote(
                .prevote, by: faulty, for: id, round: round,
                validRound: prevoted >> place & 1 == 1 ? .first : nil)
            network.deliver(.vote(vote), from: faulty, to: receiver, at: network.now + 20)
        }
    }
}
