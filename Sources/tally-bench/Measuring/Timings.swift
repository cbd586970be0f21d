/// Durations of one run, as they were measured.
struct Timings: Sendable {
    private(set) var nanoseconds: [Int64] = []

    mutating func add(_ duration: Duration) {
        let parts = duration.components
        nanoseconds.append(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }

    mutating func add(_ other: Timings) { nanoseconds += other.nanoseconds }

    /// Measures one piece of work.
    mutating func time<Result>(_ work: () throws -> Result) rethrows -> Result {
        let began = ContinuousClock.now
        defer { add(ContinuousClock.now - began) }
        return try work()
    }

    /// The quantiles of the run; nil without durations.
    var quantiles: Quantiles? {
        guard !nanoseconds.isEmpty else { return nil }
        let ordered = nanoseconds.sorted()
        // The smallest value that at least this share of all values does not exceed.
        func value(_ hundredths: Int) -> Double {
            let rank = (ordered.count * hundredths + 99) / 100
            return Double(ordered[max(rank, 1) - 1]) / 1_000_000
        }
        return Quantiles(
            count: ordered.count, p50: value(50), p99: value(99),
            max: Double(ordered[ordered.count - 1]) / 1_000_000)
    }
}

/// Quantiles in milliseconds.
struct Quantiles: Codable, Sendable {
    var count: Int
    var p50: Double
    var p99: Double
    var max: Double

    /// The median of each figure over several runs; the worst of all for the maximum.
    init?(runs: [Quantiles]) {
        guard let worst = runs.map(\.max).max() else { return nil }
        self.init(
            count: runs.map(\.count).reduce(0, +), p50: median(runs.map(\.p50)),
            p99: median(runs.map(\.p99)), max: worst)
    }

    init(count: Int, p50: Double, p99: Double, max: Double) {
        self.count = count
        self.p50 = p50
        self.p99 = p99
        self.max = max
    }
}

/// The middle value; of an even number of values the lower one.
func median(_ values: [Double]) -> Double {
    precondition(!values.isEmpty, "there is no median of nothing")
    return values.sorted()[(values.count - 1) / 2]
}
