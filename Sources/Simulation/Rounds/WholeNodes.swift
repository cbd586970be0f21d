import Consensus
import LedgerTypes

/// The scenarios of `FirstRoundFaults` with whole nodes: production replica, store and vote log on
/// a disk whose power is cut, and with execution; judged by the auditor.
enum WholeNodes {
    static let family = RoundFamily(
        name: "whole-nodes", summary: "4 whole nodes: the 4,096 of first-round, on disks",
        count: 4_096
    ) { number, isTold in
        let scenario = scenario(number)
        return RoundOutcome(SimulatedWorld(scenario, transcribes: isTold).run())
    }

    static func scenario(_ number: Int) -> Scenario {
        var scenario = Scenario(seed: UInt64(number), seats: 4)
        scenario.heights = 1
        scenario.load = Load(transactions: 1, from: 1)
        func hears(_ kind: MessageKinds, _ mask: Int) -> MessageRule {
            MessageRule(
                .lost, kinds: kind, receivers: ~UInt64(mask), height: Height(1), round: .first,
                times: 0..<2_000)
        }
        let quiet = MessageRule(.lost, times: 100..<2_000)
        let polkas = MessageRule(
            .lost, kinds: [.polka, .certificate, .body, .decision, .blocks, .blockRequest],
            times: 0..<2_000)
        scenario.rules = [
            hears(.prevote, number >> 8), hears(.precommit, number >> 4 & 15), polkas, quiet,
        ]
        for node in 0..<4 where number >> node & 1 == 1 {
            scenario.plan.append(PlannedFault(at: 60, .powerCut(node)))
            scenario.plan.append(PlannedFault(at: 1_500, .restart(node)))
        }
        scenario.healsAt = 2_000
        scenario.livenessBound = 60_000
        return scenario
    }
}
