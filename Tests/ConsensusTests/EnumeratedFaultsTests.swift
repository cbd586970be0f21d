import LedgerTypes
import TestSupport
import Testing

@testable import Consensus

/// Every way in which round 0 can fall apart: who receives prevotes, who receives precommits, who
/// crashes; then silence, then healing. Random runs seldom meet these; here none is left out.
enum EnumeratedFaults {
    static func run(
        prevotes: Int, precommits: Int, crashes: Int, variant: ProtocolVariant = .correct
    ) -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4, variant: variant)
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
        for seat in 0..<4 where crashes >> seat & 1 == 1 {
            network.at(60) { $0.crash(seat) }
            network.at(1_500) { $0.start(seat) }
        }
        network.run(until: 90_000)
        return network
    }
}

@Suite struct `Every fault of round 0` {
    // The masks of crashes are thinned in this order, so that each pair of masks meets all of them
    // over the neighbouring pairs.
    @Test(arguments: 0..<4)
    func `leaves agreement and progress`(part: Int) {
        for scenario in stride(
            from: part, to: 4_096, by: Campaign.seeds == nil ? 16 : 4)
        {
            let network = EnumeratedFaults.run(
                prevotes: scenario >> 8, precommits: scenario >> 4 & 15,
                crashes: Campaign.seeds == nil
                    ? (scenario ^ scenario >> 4 ^ scenario >> 8) & 15 : scenario & 15)
            #expect(network.violations == [], "scenario \(scenario)")
            #expect(network.isDone, "scenario \(scenario) is stuck")
        }
    }
}
