import CanonicalCoding
import LedgerTypes

/// A stretch of time that data are about, such as the days on which they were measured.
package struct DataPeriod: Hashable, Sendable, CanonicalCodable {
    /// The first moment in it; nil without a beginning.
    package let from: BlockTime?
    /// The first moment after it; nil without an end.
    package let until: BlockTime?

    package static let all = DataPeriod(from: nil, until: nil)

    package init(from: BlockTime?, until: BlockTime?) {
        self.from = from
        self.until = until
    }

    package var isAll: Bool { from == nil && until == nil }
    /// Whether no moment is in it.
    package var isEmpty: Bool { first >= end }

    // Milliseconds since 1970. Data may be older, bounds are not.
    fileprivate var first: Int64 { from?.signed ?? .min }
    fileprivate var end: Int64 { until?.signed ?? .max }

    fileprivate func intersection(_ other: DataPeriod) -> DataPeriod {
        DataPeriod(
            from: first >= other.first ? from : other.from,
            until: end <= other.end ? until : other.until)
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.optional(from)
        writer.optional(until)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        from = try reader.optional()
        until = try reader.optional()
        reader.endArray()
    }
}

/// The times of the data that something reaches: what some of several permissions reach, or all of
/// several must.
package struct DataPeriods: Hashable, Sendable, CanonicalCodable {
    /// Ascending, none empty, no two of them touch: one form for one set of moments.
    package let spans: [DataPeriod]

    package static let all = DataPeriods([.all])
    package static let none = DataPeriods([])

    /// All moments that are in one of them.
    package init(_ periods: [DataPeriod]) {
        var merged: [DataPeriod] = []
        for period in periods.filter({ !$0.isEmpty }).sorted(by: { $0.first < $1.first }) {
            guard let last = merged.last, period.first <= last.end else {
                merged.append(period)
                continue
            }
            if period.end > last.end {
                merged[merged.count - 1] = DataPeriod(from: last.from, until: period.until)
            }
        }
        spans = merged
    }

    package var isAll: Bool { spans.first?.isAll ?? false }
    package var isNone: Bool { spans.isEmpty }

    package func union(_ other: DataPeriods) -> DataPeriods { DataPeriods(spans + other.spans) }

    package func intersection(_ other: DataPeriods) -> DataPeriods {
        DataPeriods(spans.flatMap { span in other.spans.map(span.intersection) })
    }

    /// Whether every moment of others is in it.
    func covers(_ other: DataPeriods) -> Bool { intersection(other) == other }

    /// Whether every moment of a stretch is in it.
    ///
    /// - Parameters:
    ///   - from: its first moment, in milliseconds since 1970; before that below 0.
    ///   - until: the first moment after it.
    package func covers(from: Int64, until: Int64) -> Bool {
        spans.contains { $0.first <= from && until <= $0.end }
    }

    /// As a permit carries it: nil where all data are reached, and of more stretches than are kept
    /// the latest.
    package var limit: DataPeriods? {
        isAll ? nil : DataPeriods(spans.suffix(GovernanceLimits.dataPeriods))
    }

    package func encode(into writer: inout CanonicalWriter) { writer.array(spans) }

    // Periods in another order or that touch come out changed, so the strict decoder refuses them.
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        self.init(try reader.array(upTo: GovernanceLimits.dataPeriods))
    }
}
