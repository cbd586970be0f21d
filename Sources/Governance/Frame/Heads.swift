import LedgerTypes

/// Chains of entries: who is concerned by an entry is linked to the entry before it.
enum Heads {
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
