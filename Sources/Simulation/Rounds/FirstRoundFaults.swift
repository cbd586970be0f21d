import Consensus
import LedgerTypes

/// Every way in which round 0 can fall apart: who receives the prevotes, who receives the
/// precommits, who crashes and restarts from its vote log; then silence, then healing.
///
/// Random runs seldom meet these. Source: docs/internals/simulation.md, "Enumeration".
enum FirstRoundFaults {
    static let four = RoundFamily(
        name: "first-round", summary: "4 seats: who hears prevotes, precommits; who crashes",
        count: 4_096
    ) { number, isTold in
        run(
            4, prevotes: number >> 8, precommits: number >> 4 & 15, crashes: number & 15,
            isTold)
    }

    // With seven seats those that do not propose first are alike but for their turns: each is of
    // one of eight kinds (hears prevotes, hears precommits, crashes), and only how many are of
    // which kind matters.
    private static let kinds: [[Int]] = multisets(of: 8, size: 6)

    static let seven = RoundFamily(
        name: "first-round-seven", summary: "7 seats: the same, up to exchange of like seats",
        count: 8 * kinds.count
    ) { number, isTold in
        // The proposer of round 0 is seat 1.
        var kindOf = kinds[number / 8]
        kindOf.insert(number % 8, at: 1)
        func mask(_ bit: Int) -> Int {
            kindOf.enumerated().reduce(0) { $0 | ($1.element >> bit & 1) << $1.offset }
        }
        return run(
            7, prevotes: mask(0), precommits: mask(1), crashes: mask(2), isTold)
    }

    /// All ascending lists of numbers below `bound`.
    private static func multisets(of bound: Int, size: Int, from least: Int = 0) -> [[Int]] {
        guard size > 0 else { return [[]] }
        return (least..<bound).flatMap { first in
            multisets(of: bound, size: size - 1, from: first).map { [first] + $0 }
        }
    }

    private static func run(
        _ seats: Int, prevotes: Int, precommits: Int, crashes: Int, _ isTold: Bool
    ) -> RoundOutcome {
        let network = RoundNetwork(seats, isTold: isTold)
        network.route = { _, to, message, now in
            guard now < 2_000 else { return [10] }
            switch message {
            case .proposal: return now < 100 ? [10] : []
            case .vote(let vote) where vote.round == .first && now < 100:
                let mask = vote.step == .prevote ? prevotes : precommits
                return mask >> to & 1 == 1 ? [10] : []
            default: return []
            }
        }
        for seat in 0..<seats where crashes >> seat & 1 == 1 {
            network.at(60) { $0.crash(seat) }
            network.at(1_500) { $0.start(seat) }
        }
        network.run(until: 62_000)
        return RoundOutcome(network, healed: 2_000)
    }
}
