/// Frames that wait for a slow peer, bounded in bytes: when it is full, the oldest frames that may
/// be lost are dropped; what may not be lost is never dropped, the link ends instead.
struct OutboundQueue {
    private struct Item {
        let frame: LinkFrame
        let isEssential: Bool
    }

    enum Outcome: Hashable {
        case queued
        /// Queued after dropping this many frames; a droppable frame may be among them itself.
        case dropped(Int)
        /// Even without what may be lost there is no room.
        case full
    }

    private var items: [Item] = []
    private var head = 0
    private(set) var bytes = 0
    let maximumBytes: Int

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    var isEmpty: Bool { head == items.count }

    mutating func append(_ frame: LinkFrame, isEssential: Bool) -> Outcome {
        items.append(Item(frame: frame, isEssential: isEssential))
        bytes += frame.wireBytes
        guard bytes > maximumBytes else { return .queued }
        var kept: [Item] = []
        var dropped = 0
        for item in items[head...] {
            if !item.isEssential, bytes > maximumBytes {
                bytes -= item.frame.wireBytes
                dropped += 1
            } else {
                kept.append(item)
            }
        }
        items = kept
        head = 0
        return bytes > maximumBytes ? .full : .dropped(dropped)
    }

    mutating func next() -> LinkFrame? {
        guard head < items.count else { return nil }
        let frame = items[head].frame
        head += 1
        bytes -= frame.wireBytes
        if head == items.count || head > 1_024 {
            items.removeFirst(head)
            head = 0
        }
        return frame
    }
}
