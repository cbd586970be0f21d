import Consensus
import LedgerTypes

/// A seat is down for good and no proposal arrives for long; votes do, so that rounds pass. After
/// that the others decide soon, however long it took.
enum LateHealing {
    private static let bound: UInt64 = 45_000

    static let family = RoundFamily(
        name: "late-healing", summary: "4 seats, one down: proposals come after 30 to 149 seconds",
        count: 4 * 120
    ) { number, isTold in
        let down = number % 4
        let healing = 30_000 + UInt64(number / 4) * 1_000
        let network = RoundNetwork(4, faulty: [down], isTold: isTold)
        network.route = { _, _, message, now in
            if now < healing, case .proposal = message { return [] }
            if now < healing, case .body = message { return [] }
            return [10]
        }
        network.run(until: healing + bound)
        return RoundOutcome(network, healed: healing)
    }
}
