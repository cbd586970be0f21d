/// What waits of several senders: the sender for whom the least work was done goes first.
///
/// Start-time fair queueing. Every sender has a mark, the work done for it so far; whoever had
/// nothing waiting begins again at the mark of what was taken last, so that silence earns nothing
/// and costs nothing. What a sender puts into its empty line waits for at most one piece of each
/// other sender, and of several that always have something waiting none gets more than its part.
/// Source: Goyal, Vin, Cheng, "Start-time Fair Queuing", SIGCOMM 1996.
struct FairQueue<Sender: Hashable & Comparable, Item> {
    private struct Line {
        /// Nil where an item was taken.
        var items: [Item?] = []
        var head = 0
        /// Where the line stands: the work done for it, or the queue's mark when it began again.
        var mark: UInt64 = 0
        var isHeld = false

        var isEmpty: Bool { head == items.count }

        mutating func append(_ item: Item, notBefore mark: UInt64) {
            if isEmpty { self.mark = max(self.mark, mark) }
            items.append(item)
        }

        mutating func release(notBefore mark: UInt64) {
            isHeld = false
            self.mark = max(self.mark, mark)
        }

        mutating func putFirst(_ item: Item) {
            if head > 0 {
                head -= 1
                items[head] = item
            } else {
                items.insert(item, at: 0)
            }
        }

        mutating func takeFirst() -> Item? {
            let item = items[head]
            items[head] = nil
            head += 1
            if head == items.count || head > 1_024 {
                items.removeFirst(head)
                head = 0
            }
            return item
        }
    }

    private var lines: [Sender: Line] = [:]
    /// The mark of the line from which was taken last.
    private var mark: UInt64 = 0

    /// True if nothing can be taken now.
    var isIdle: Bool { first == nil }

    func count(of sender: Sender) -> Int { lines[sender].map { $0.items.count - $0.head } ?? 0 }

    private var first: Sender? {
        var found: (mark: UInt64, sender: Sender)?
        for (sender, line) in lines where !line.isEmpty && !line.isHeld {
            if found.map({ (line.mark, sender) < ($0.mark, $0.sender) }) ?? true {
                found = (line.mark, sender)
            }
        }
        return found?.sender
    }

    mutating func append(_ item: Item, of sender: Sender) {
        lines[sender, default: Line(mark: mark)].append(item, notBefore: mark)
    }

    /// Puts back what is left of an item, before all else of its sender.
    mutating func putBack(_ item: Item, of sender: Sender) {
        lines[sender, default: Line(mark: mark)].putFirst(item)
    }

    /// Takes the next item; nil if none waits that is not held. Its work is to be charged.
    mutating func next() -> (sender: Sender, item: Item)? {
        guard let sender = first else { return nil }
        mark = max(mark, lines[sender]?.mark ?? mark)
        return lines[sender]?.takeFirst().map { (sender, $0) }
    }

    /// Notes work that was done for a sender; any item is some.
    mutating func charge(_ work: UInt64, to sender: Sender) {
        lines[sender, default: Line(mark: mark)].mark &+= max(work, 1)
    }

    /// Takes nothing of a sender until it is released, so that its order is kept.
    mutating func hold(_ sender: Sender) {
        lines[sender, default: Line(mark: mark)].isHeld = true
    }

    /// Takes of a sender again; what it did not get meanwhile is not made good.
    mutating func release(_ sender: Sender) {
        lines[sender, default: Line(mark: mark)].release(notBefore: mark)
    }

    /// Takes out all that waits of a sender.
    mutating func removeAll(of sender: Sender) -> [Item] {
        guard let line = lines[sender] else { return [] }
        lines[sender]?.items = []
        lines[sender]?.head = 0
        return line.items[line.head...].compactMap { $0 }
    }
}
