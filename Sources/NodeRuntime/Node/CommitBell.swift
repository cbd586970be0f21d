import LedgerTypes
import Synchronization

/// Tells workers that blocks were committed; a worker that is busy hears only of the last one and
/// reads what lies between from the store.
package final class CommitBell: Sendable {
    private struct Content {
        var last = Height.genesis
        var listeners: [UInt64: AsyncStream<Height>.Continuation] = [:]
        var next: UInt64 = 0
    }

    private let content = Mutex(Content())

    func ring(_ height: Height) {
        let listeners = content.withLock { content in
            content.last = height
            return Array(content.listeners.values)
        }
        for listener in listeners { listener.yield(height) }
    }

    /// Heights as they are committed, beginning with the last one; ends with the task or the node.
    package func heights() -> AsyncStream<Height> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Height.self, bufferingPolicy: .bufferingNewest(1))
        let (number, last) = content.withLock { content in
            content.next += 1
            content.listeners[content.next] = continuation
            return (content.next, content.last)
        }
        continuation.onTermination = { [weak self] _ in
            self?.content.withLock { $0.listeners[number] = nil }
        }
        continuation.yield(last)
        return stream
    }

    func silence() {
        let listeners = content.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.finish() }
    }
}
