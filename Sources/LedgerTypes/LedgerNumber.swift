import CanonicalCoding

/// A number with a meaning: heights, rounds, times and indexes cannot be mistaken for one another.
package protocol LedgerNumber: Hashable, Comparable, Sendable, CanonicalCodable,
    CustomStringConvertible
{
    var value: UInt64 { get }
    init(_ value: UInt64)
}

extension LedgerNumber {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(value) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        self.init(try reader.unsigned())
    }
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    package var description: String { String(value) }

    /// The number after this one.
    package var next: Self {
        precondition(value < .max, "no number follows the largest")
        return Self(value + 1)
    }

    /// The number before this one; nil before zero.
    package var previous: Self? { value == 0 ? nil : Self(value - 1) }
}

/// Position of a block in the chain; genesis is 0.
package struct Height: LedgerNumber {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
    package static let genesis = Height(0)
}

/// Attempt at one height; the first is 0.
package struct Round: LedgerNumber {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
    package static let first = Round(0)
}

/// Milliseconds since 1970-01-01T00:00:00Z.
package struct BlockTime: LedgerNumber {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }

    /// The last instant that a block may have, 9999-12-31T23:59:59.999Z: no deadline that the rules
    /// reckon from it comes near the end of the range.
    package static let last = BlockTime(253_402_300_799_999)

    /// This time moved by a duration; nil past the end of the range.
    package func adding(_ duration: Milliseconds) -> BlockTime? {
        let (sum, overflow) = value.addingReportingOverflow(duration.value)
        return overflow ? nil : BlockTime(sum)
    }

    /// How long after `earlier` this time is; zero if it is not after it.
    package func since(_ earlier: BlockTime) -> Milliseconds {
        Milliseconds(value > earlier.value ? value - earlier.value : 0)
    }
}

/// A duration in milliseconds.
package struct Milliseconds: LedgerNumber {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
    package static func seconds(_ count: UInt64) -> Milliseconds { Milliseconds(count, of: 1_000) }
    package static func minutes(_ count: UInt64) -> Milliseconds { Milliseconds(count, of: 60_000) }
    package static func hours(_ count: UInt64) -> Milliseconds {
        Milliseconds(count, of: 3_600_000)
    }
    package static func days(_ count: UInt64) -> Milliseconds {
        Milliseconds(count, of: 86_400_000)
    }

    /// So many units; what is larger than any duration is the longest there is.
    private init(_ count: UInt64, of unit: UInt64) {
        let (value, overflow) = count.multipliedReportingOverflow(by: unit)
        self.init(overflow ? .max : value)
    }
}

/// Position of an entry among all entries since genesis; the first is 0.
package struct EntryIndex: LedgerNumber {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
}

/// Position of a seat in its seat set, in the order of member ids; the first is 0.
package struct SeatIndex: LedgerNumber {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
}
