import CanonicalCoding
import LedgerTypes

/// Chains of entries: who is concerned by an entry is linked to the entry before it.
enum Heads {
    /// Entries that the ledger refused and that are linked into one history in a day: the others stay
    /// in their blocks. Any member's gateway may have entries refused that name a patient, and would
    /// fill the history of whomever it chooses.
    static let refusedPerDay: UInt64 = 64

    /// The heads of an entry that is refused: those that have room for one more on this day.
    static func roomForRefused(_ heads: [HeadID], _ change: inout StateChange) -> [HeadID] {
        let day = Quota.day(of: change.time)
        // Ascending, and each once: what is written does not depend on how they were named.
        return Set(heads).sorted().filter { head in
            let known = change.get(Tables.refusedLinks, head)
            let count = known.flatMap { $0.day == day ? $0.count : nil } ?? 0
            guard count < refusedPerDay else { return false }
            change.put(Tables.refusedLinks, head, RefusedLinks(day: day, count: count + 1))
            return true
        }
    }

    /// Advances the heads and returns their links; `heads` may name one twice.
    static func advance(
        _ heads: [HeadID], to entry: EntryIndex, _ change: inout StateChange
    ) -> [HeadLink] {
        var links: [HeadLink] = []
        for head in heads.sorted() where links.last?.head != head {
            let before = change.get(Tables.heads, head)
            let sequence = (before?.sequence ?? 0) + 1
            links.append(HeadLink(head: head, sequence: sequence, previous: before?.last))
            change.put(Tables.heads, head, HeadRecord(sequence: sequence, last: entry))
        }
        precondition(
            links.count <= LedgerTypes.Limits.maximumHeadLinks, "\(links.count) heads in one entry")
        return links
    }
}

/// How many refused entries were linked into a history on a day.
package struct RefusedLinks: Hashable, Sendable, CanonicalCodable {
    /// Days of China time since 1970.
    package let day: UInt64
    package let count: UInt64

    package init(day: UInt64, count: UInt64) {
        self.day = day
        self.count = count
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(day)
        writer.unsigned(count)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        day = try reader.unsigned()
        count = try reader.unsigned()
        reader.endArray()
    }
}

extension Tables {
    package static let refusedLinks = Table<HeadID, RefusedLinks>("refused-links")
}
