import CanonicalCoding
import LedgerTypes
import TestSupport
import Testing

@testable import Governance

@Suite struct `Periods of data` {
    private func period(_ from: UInt64?, _ until: UInt64?) -> DataPeriod {
        DataPeriod(from: from.map { BlockTime($0) }, until: until.map { BlockTime($0) })
    }

    @Test func `have one form for one set of moments`() {
        let touching = DataPeriods([period(5, 9), period(2, 5), period(7, 8)])
        #expect(touching.spans == [period(2, 9)])
        #expect(DataPeriods([period(nil, 4), period(4, nil)]) == .all)
        #expect(DataPeriods([period(4, 4), period(9, 3)]) == .none)
        #expect(DataPeriods.all.limit == nil)
        #expect(DataPeriods.none.limit == DataPeriods.none)
    }

    @Test func `hold a stretch only where they hold the whole of it`() {
        let periods = DataPeriods([period(10, 20), period(30, nil)])
        #expect(periods.covers(from: 10, until: 20))
        #expect(!periods.covers(from: 9, until: 12))
        #expect(!periods.covers(from: 19, until: 31))
        #expect(periods.covers(from: 30, until: .max))
        // Data are older than the epoch; where there is no beginning they are in it.
        #expect(DataPeriods([period(nil, 20)]).covers(from: -400, until: -300))
        #expect(!DataPeriods([period(0, 20)]).covers(from: -1, until: 1))
    }

    @Test func `in another order, or twice, are no canonical form`() throws {
        let pair = [period(1, 2), period(5, 6)]
        var writer = CanonicalWriter()
        writer.array(pair)
        #expect(try DataPeriods(canonical: writer.bytes).spans == pair)
        for wrong in [pair.reversed(), pair + [period(6, 7)], pair + [period(8, 8)]] {
            var writer = CanonicalWriter()
            writer.array(wrong)
            #expect(throws: CodingFault.self) { try DataPeriods(canonical: writer.bytes) }
        }
    }

    @Test func `of more than are kept the latest stay`() {
        let many = DataPeriods((0..<200).map { period(10 * $0, 10 * $0 + 5) })
        let kept = many.limit?.spans ?? []
        #expect(kept.count == GovernanceLimits.dataPeriods)
        #expect(kept.last == many.spans.last)
    }

    /// Against a list of every moment.
    @Test func `add up and meet like sets of moments`() throws {
        var random = SeededGenerator(seed: 1_938)
        func some() -> (DataPeriods, Set<Int>) {
            var periods: [DataPeriod] = []
            var moments: Set<Int> = []
            for _ in 0..<random.below(5) {
                let from = random.oneIn(5) ? nil : random.below(20)
                let until = random.oneIn(5) ? nil : random.below(20)
                periods.append(period(from.map { UInt64($0) }, until.map { UInt64($0) }))
                moments.formUnion((-3..<24).filter { $0 >= from ?? -9 && $0 < until ?? 99 })
            }
            return (DataPeriods(periods), moments)
        }
        func agree(_ periods: DataPeriods, _ moments: Set<Int>) -> Bool {
            (-3..<24).allSatisfy {
                periods.covers(from: Int64($0), until: Int64($0) + 1) == moments.contains($0)
            }
        }
        for _ in 0..<3_000 {
            let (first, here) = some()
            let (second, there) = some()
            #expect(agree(first, here))
            #expect(agree(first.union(second), here.union(there)))
            #expect(agree(first.intersection(second), here.intersection(there)))
            #expect(first.isNone == here.isEmpty)
            #expect(try DataPeriods(canonical: first.canonicalBytes) == first)
        }
    }
}
