import LedgerTypes
import Testing

@testable import Simulation

/// One person, or one system, of one member sends without end; others go on.
@Suite struct `A flood by one key` {
    private static let sizes: [(Flood.Kind, Int)] = [
        (.anchors, 1_200), (.overrides, 150), (.escalations, 200), (.charters, 12),
    ]

    private func waits(_ kind: Flood.Kind, _ count: Int) -> CommitWaits {
        let report = SimulatedWorld(.flood(Flood(kind, count: count))).run()
        #expect(report.isCorrect, "\(report.violations)")
        return report.waits
    }

    @Test(arguments: sizes)
    func `lets others commit in less than twice their usual time`(
        kind: Flood.Kind, count: Int
    ) {
        let usual = waits(kind, 0)
        let flooded = waits(kind, count)
        #expect(usual.waits.count >= 100 && usual.unanswered == 0)
        #expect(flooded.waits.count >= 100 && flooded.unanswered == 0)
        // One charter is costlier than any part: who meets one waits for all of it.
        let most = usual.mean * (kind == .charters ? 3 : 2)
        #expect(flooded.mean < most, "\(usual.mean) -> \(flooded.mean) ms")
        #expect(
            flooded.percentile(50) < 2 * usual.percentile(50),
            "\(usual.percentile(50)) -> \(flooded.percentile(50)) ms")
    }

    @Test func `is the same run twice`() {
        let scenario = Scenario.flood(Flood(.overrides, count: 20))
        let first = SimulatedWorld(scenario).run()
        let second = SimulatedWorld(scenario).run()
        #expect(first.auditorHash == second.auditorHash && first.waits == second.waits)
    }
}

extension CommitWaits {
    /// The wait that a share of all, in hundredths, did not exceed; 0 where there are none.
    fileprivate func percentile(_ hundredths: Int) -> UInt64 {
        guard !waits.isEmpty else { return 0 }
        return waits[min(waits.count - 1, waits.count * hundredths / 100)]
    }

    fileprivate var mean: UInt64 {
        waits.isEmpty ? 0 : waits.reduce(0, +) / UInt64(waits.count)
    }
}
