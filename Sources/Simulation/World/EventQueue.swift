/// Events in the order of their times, and of their coming where times are equal.
struct EventQueue<Event> {
    private struct Item {
        let time: UInt64
        let number: UInt64
        let event: Event

        func isBefore(_ other: Item) -> Bool {
            (time, number) < (other.time, other.number)
        }
    }

    // A binary heap: the first item is the next one.
    private var items: [Item] = []
    private var pushed: UInt64 = 0

    var count: Int { items.count }
    var nextTime: UInt64? { items.first?.time }

    mutating func push(_ event: Event, at time: UInt64) {
        items.append(Item(time: time, number: pushed, event: event))
        pushed += 1
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard items[child].isBefore(items[parent]) else { break }
            items.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> (time: UInt64, event: Event)? {
        guard let first = items.first else { return nil }
        let last = items.removeLast()
        if !items.isEmpty {
            items[0] = last
            sink()
        }
        return (first.time, first.event)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < items.count && items[child].isBefore(items[least]) {
                least = child
            }
            guard least != parent else { return }
            items.swapAt(parent, least)
            parent = least
        }
    }
}
