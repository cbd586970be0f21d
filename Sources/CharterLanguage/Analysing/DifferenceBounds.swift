/// What is known of differences between numbers or times: `bounds[i][j]` is the largest value of
/// i − j. Index 0 stands for zero, so a bound on one variable is a difference too.
///
/// Kept closed under addition (shortest paths), so an impossible combination shows at once.
struct DifferenceBounds: Sendable {
    private(set) var bounds: [Int64]
    let count: Int

    /// Above every bound that occurs; sums of two stay inside Int64.
    static let infinite: Int64 = .max / 2

    /// One variable for each range.
    init(_ ranges: [ClosedRange<Int64>]) {
        count = ranges.count + 1
        bounds = [Int64](repeating: Self.infinite, count: count * count)
        for i in 0..<count { bounds[i * count + i] = 0 }
        for (at, range) in ranges.enumerated() {
            _ = restrict(at + 1, 0, atMost: Self.limited(range.upperBound))
            _ = restrict(0, at + 1, atMost: Self.limited(-max(range.lowerBound, -.max)))
        }
    }

    private static func limited(_ value: Int64) -> Int64 {
        min(max(value, -infinite), infinite)
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        left >= infinite || right >= infinite ? infinite : limited(left + right)
    }

    func bound(_ i: Int, _ j: Int) -> Int64 { bounds[i * count + j] }

    /// Adds i − j ≤ limit; false where nothing is left.
    mutating func restrict(_ i: Int, _ j: Int, atMost limit: Int64) -> Bool {
        if bound(i, j) <= limit { return true }
        let limit = Self.limited(limit)
        if Self.sum(bound(j, i), limit) < 0 { return false }
        for a in 0..<count {
            let first = Self.sum(bound(a, i), limit)
            guard first < Self.infinite else { continue }
            for b in 0..<count {
                let path = Self.sum(first, bound(j, b))
                if path < bounds[a * count + b] { bounds[a * count + b] = path }
            }
        }
        return true
    }

    /// Whether i − j ≤ limit holds always (true), never (false), or sometimes (nil).
    func decides(_ i: Int, _ j: Int, atMost limit: Int64) -> Bool? {
        if bound(i, j) <= limit { return true }
        // i − j ≥ limit + 1 is j − i ≤ −limit − 1.
        if bound(j, i) <= -limit - 1 { return false }
        return nil
    }

    /// The values that variable i may still take.
    func range(_ i: Int) -> ClosedRange<Int64> { -bound(0, i)...bound(i, 0) }
}
