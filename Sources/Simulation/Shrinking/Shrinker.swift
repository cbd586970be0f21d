/// Makes a failing scenario small: leaves out what the failure does not need.
///
/// It tries one change after the other and keeps those after which a violation of the same kind is
/// still found, until none is left to try. The same scenario always shrinks to the same one.
package struct Shrinker {
    /// What came of it.
    package struct Result: Sendable {
        package let scenario: Scenario
        package let report: RunReport
        /// Runs that it took.
        package let runs: Int
    }

    private let kinds: Set<Violation.Kind>
    private let limit: Int
    private var best: Scenario
    private var report: RunReport
    private var runs = 1

    /// - Parameter limit: most runs.
    /// - Returns: nil if the scenario does not fail.
    package static func shrink(_ scenario: Scenario, atMost limit: Int = 400) -> Result? {
        let report = SimulatedWorld(scenario).run()
        guard !report.isCorrect else { return nil }
        var shrinker = Shrinker(scenario, report, limit)
        shrinker.shrink()
        return Result(
            scenario: shrinker.best, report: shrinker.report, runs: shrinker.runs)
    }

    private init(_ scenario: Scenario, _ report: RunReport, _ limit: Int) {
        kinds = Set(report.violations.map(\.kind))
        best = scenario
        self.report = report
        self.limit = limit
    }

    private mutating func shrink() {
        var hasChanged = true
        while hasChanged, runs < limit {
            hasChanged = false
            for path in [
                \Scenario.dutyCount, \Scenario.plan.count, \Scenario.acts.count,
                \Scenario.rules.count, \Scenario.faultySeats.count,
            ] where leaveOut(path) { hasChanged = true }
            for change in Self.simplifications where attempt(change) { hasChanged = true }
        }
    }

    /// Parts of lists: halves first, single ones last.
    private mutating func leaveOut(_ count: KeyPath<Scenario, Int>) -> Bool {
        var hasChanged = false
        var size = max(1, best[keyPath: count] / 2)
        while true {
            var from = 0
            while from < best[keyPath: count] {
                let range = from..<min(from + size, best[keyPath: count])
                let isGone = attempt { scenario in
                    switch count {
                    case \Scenario.plan.count: scenario.plan.removeSubrange(range)
                    case \Scenario.acts.count: scenario.acts.removeSubrange(range)
                    case \Scenario.rules.count: scenario.rules.removeSubrange(range)
                    case \Scenario.dutyCount: scenario.duties?.acts.removeSubrange(range)
                    default: scenario.faultySeats.removeSubrange(range)
                    }
                }
                if isGone { hasChanged = true } else { from += size }
            }
            if size == 1 { return hasChanged }
            size /= 2
        }
    }

    private static let simplifications: [@Sendable (inout Scenario) -> Void] = [
        { $0.network = .calm },
        {
            $0.network = LinkConditions(
                delay: $0.network.delay, lossPerMille: 0, repeatPerMille: 0)
        },
        { $0.load = Load(transactions: 0) },
        { $0.load = Load(transactions: 1) },
        { scenario in
            let named =
                scenario.plan.flatMap(\.event.nodes) + scenario.acts.flatMap(\.act.nodes)
                + (scenario.duties?.acts.flatMap(\.act.nodes) ?? [])
            let needed = max(0, (named.max() ?? 0) + 1 - scenario.seats)
            scenario.followers = min(scenario.followers, needed)
        },
        { $0.heights = 1 },
        { scenario in
            let times =
                scenario.plan.map(\.time) + scenario.acts.map(\.time)
                + (scenario.duties?.acts.map(\.time) ?? [])
            scenario.healsAt = times.max().map { $0 + 1 } ?? 1
        },
    ]

    private mutating func attempt(_ change: (inout Scenario) -> Void) -> Bool {
        var smaller = best
        change(&smaller)
        guard smaller != best, runs < limit else { return false }
        runs += 1
        let found = SimulatedWorld(smaller).run()
        guard found.violations.contains(where: { kinds.contains($0.kind) }) else { return false }
        best = smaller
        report = found
        return true
    }
}

extension Scenario {
    fileprivate var dutyCount: Int { duties?.acts.count ?? 0 }
}
