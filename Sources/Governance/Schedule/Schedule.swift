import CanonicalCoding
import LedgerTypes

/// What falls due and when, as a tree over the bytes of the items' order in the state map.
///
/// A part of at most `itemsPerNode` items is one record; a larger one is split by the next byte of
/// the order key. So an item costs one small write and a few small reads, however many wait, also
/// for the same millisecond: behind the time the key goes on with the record's digest, which
/// spreads them. Source: docs/internals/decisions/0012-the-schedule.md.
package enum Schedule {
    static let nodes = Table<SchedulePrefix, ScheduleNode>("due")

    /// Most items of one record: under a kilobyte is written again with each.
    static let itemsPerNode = 16

    /// Adds an item; one that is there already is not doubled.
    package static func add(_ item: DueItem, to change: inout StateChange) {
        let key = item.orderKey
        var prefix = SchedulePrefix.all
        while true {
            switch change.get(nodes, prefix) {
            case nil:
                change.put(nodes, prefix, .items([item]))
                return
            case .items(var items):
                let place = items.firstIndex { $0 >= item } ?? items.endIndex
                guard place == items.endIndex || items[place] != item else { return }
                items.insert(item, at: place)
                put(items, at: prefix, &change)
                return
            case .branches(var branches):
                let before = branches
                branches.insert(key[prefix.depth])
                if branches != before { change.put(nodes, prefix, .branches(branches)) }
                prefix = prefix.child(key[prefix.depth])
            }
        }
    }

    /// Writes ascending items as one record, or splits them by the next byte until each part is one.
    // INVARIANT: order keys differ, so that no part of them all is left at the last byte.
    private static func put(
        _ items: [DueItem], at prefix: SchedulePrefix, _ change: inout StateChange
    ) {
        guard items.count > itemsPerNode else {
            change.put(nodes, prefix, .items(items))
            return
        }
        var branches = ByteSet()
        var rest = items[...]
        while let first = rest.first {
            let byte = first.orderKey[prefix.depth]
            let part = rest.prefix { $0.orderKey[prefix.depth] == byte }
            branches.insert(byte)
            put(Array(part), at: prefix.child(byte), &change)
            rest = rest.dropFirst(part.count)
        }
        change.put(nodes, prefix, .branches(branches))
    }

    /// Removes and returns the items that are due at `time`, earliest first, at most `limit`.
    package static func takeDue(
        at time: BlockTime, limit: Int, from change: inout StateChange
    ) -> [DueItem] {
        var taken: [DueItem] = []
        _ = take(below: .all, at: time, limit: limit, into: &taken, from: &change)
        return taken
    }

    /// Takes what is due of one part; true if nothing is left of it.
    private static func take(
        below prefix: SchedulePrefix, at time: BlockTime, limit: Int,
        into taken: inout [DueItem], from change: inout StateChange
    ) -> Bool {
        switch change.get(nodes, prefix) {
        case nil: return true
        case .items(let items):
            let due = items.prefix(limit - taken.count).prefix { $0.due <= time }
            taken.append(contentsOf: due)
            if due.count == items.count {
                change.delete(nodes, prefix)
            } else if !due.isEmpty {
                change.put(nodes, prefix, .items(Array(items.dropFirst(due.count))))
            }
            return due.count == items.count
        case .branches(var branches):
            let before = branches
            while taken.count < limit, let byte = branches.first,
                take(
                    below: prefix.child(byte), at: time, limit: limit, into: &taken,
                    from: &change)
            {
                branches.remove(byte)
            }
            if branches.isEmpty {
                change.delete(nodes, prefix)
            } else if branches != before {
                change.put(nodes, prefix, .branches(branches))
            }
            return branches.isEmpty
        }
    }

    /// The earliest item, or nil.
    package static func next(_ reader: inout StateReader) -> DueItem? {
        var prefix = SchedulePrefix.all
        while let node = reader.get(nodes, prefix) {
            switch node {
            case .items(let items): return items.first
            case .branches(let branches):
                guard let byte = branches.first else { return nil }
                prefix = prefix.child(byte)
            }
        }
        return nil
    }
}
