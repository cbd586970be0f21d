import CanonicalCoding
import LedgerTypes

/// A node or a bucket of the schedule: `level` 0 is a bucket of items.
struct ScheduleSlot: TableKey {
    let level: Int
    /// The time shifted right by the level's width.
    let number: UInt64

    var keyBytes: [UInt8] { [UInt8(level)] + number.bigEndianBytes }
}

/// What falls due and when, as a radix tree over time in the state map.
///
/// A bucket holds 262 s, an inner node 256 of its children, the root the rest; so an item costs at
/// most four small writes however many wait, and the earliest is found from the root down.
public enum Schedule {
    static let buckets = Table<ScheduleSlot, RecordList<DueItem>>("due")
    static let nodes = Table<ScheduleSlot, RecordList<UInt64>>("due-slots")

    /// Widths of the levels in bits: bucket, 18.6 hours, 198 days, all of time.
    private static let shifts: [UInt64] = [18, 26, 34, 63]
    private static let top = ScheduleSlot(level: 3, number: 0)

    private static func slot(_ time: BlockTime, level: Int) -> ScheduleSlot {
        level == 3
            ? top : ScheduleSlot(level: level, number: time.value >> shifts[level])
    }

    /// Adds an item; one that is there already is not doubled.
    public static func add(_ item: DueItem, to change: inout StateChange) {
        let bucket = slot(item.due, level: 0)
        var items = change.get(buckets, bucket) ?? RecordList()
        guard let place = place(of: item, in: items.elements) else { return }
        items.elements.insert(item, at: place)
        change.put(buckets, bucket, items)
        for level in 1...3 {
            let node = slot(item.due, level: level)
            var children = change.get(nodes, node) ?? RecordList()
            let child = slot(item.due, level: level - 1).number
            guard let place = Self.place(of: child, in: children.elements) else { return }
            children.elements.insert(child, at: place)
            change.put(nodes, node, children)
        }
    }

    /// Removes and returns the items that are due at `time`, earliest first, at most `limit`.
    public static func takeDue(
        at time: BlockTime, limit: Int, from change: inout StateChange
    ) -> [DueItem] {
        var taken: [DueItem] = []
        while taken.count < limit, let bucket = firstBucket(&change.reader) {
            guard var items = change.get(buckets, bucket), let first = items.elements.first,
                first.due <= time
            else { break }
            let count = items.elements.prefix(limit - taken.count).prefix { $0.due <= time }.count
            taken.append(contentsOf: items.elements.prefix(count))
            items.elements.removeFirst(count)
            if items.elements.isEmpty {
                remove(bucket, due: first.due, from: &change)
            } else {
                change.put(buckets, bucket, items)
            }
        }
        return taken
    }

    /// The earliest item, or nil.
    public static func next(_ reader: inout StateReader) -> DueItem? {
        guard let bucket = firstBucket(&reader) else { return nil }
        return reader.get(buckets, bucket)?.elements.first
    }

    private static func firstBucket(_ reader: inout StateReader) -> ScheduleSlot? {
        var slot = top
        while slot.level > 0 {
            guard let child = reader.get(nodes, slot)?.elements.first else { return nil }
            slot = ScheduleSlot(level: slot.level - 1, number: child)
        }
        return slot
    }

    private static func remove(
        _ bucket: ScheduleSlot, due: BlockTime, from change: inout StateChange
    ) {
        change.delete(buckets, bucket)
        for level in 1...3 {
            let node = slot(due, level: level)
            var children = change.get(nodes, node) ?? RecordList()
            let child = slot(due, level: level - 1).number
            children.elements.removeAll { $0 == child }
            if !children.elements.isEmpty {
                change.put(nodes, node, children)
                return
            }
            change.delete(nodes, node)
        }
    }

    /// Where a value belongs in an ascending list; nil if it is there.
    private static func place<Value: Comparable>(of value: Value, in list: [Value]) -> Int? {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < list.count && list[low] == value ? nil : low
    }
}
