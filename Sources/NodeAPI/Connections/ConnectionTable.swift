import Diagnosis
import Synchronization

/// The connections of callers, and which of them go so that others fit.
///
/// Whoever has something to ask is let in: where the room is used up a connection that never asked
/// goes, the oldest first, then one that rests between two calls, then one whose call has not come
/// whole, then one that takes its answer too slowly. Only where all of them are being answered a
/// newcomer is turned away.
final class ConnectionTable: Sendable {
    /// How many there may be.
    struct Caps: Sendable, Hashable {
        let total: Int
        let perHost: Int

        /// Half of what the process may open stays for votes, blocks, links and health.
        ///
        /// - Parameter descriptors: how many files and sockets the process may have open.
        init(descriptors: Int) {
            total = max(8, min(Limits.connections, descriptors / 2 - 16))
            perHost = max(4, min(Limits.connectionsOfOneHost, total / 2))
        }
    }

    /// What became of a newcomer.
    enum Admission: Equatable {
        case admitted
        /// Taken in the place of this one, which is to be closed.
        case replaces(UInt64)
        case refused
    }

    private enum State: Int {
        /// It has sent no whole head of a request yet.
        case silent
        /// Its requests are answered.
        case resting
        /// The head of a request has come, its end has not.
        case sending
        /// It was asked long ago and has not taken the whole answer.
        case slow
        case answering
    }

    /// Counted rather than flagged: a caller may send the next request before it has an answer.
    ///
    /// Answered is what a responder works on, and nothing else: what is sent behind the last request
    /// of a connection is read by none.
    private struct Entry {
        let host: String
        var heads: UInt64 = 0
        var whole: UInt64 = 0
        var begun: UInt64 = 0
        var answered: UInt64 = 0
        /// When the request that is being answered had come whole.
        var since: ContinuousClock.Instant?

        func state(_ now: ContinuousClock.Instant) -> State {
            guard begun > answered else { return heads == 0 ? .silent : .resting }
            guard whole >= begun, let since else { return .sending }
            return now - since > Limits.longestAnswer ? .slow : .answering
        }
    }

    private struct Content {
        var entries: [UInt64: Entry] = [:]
        var next: UInt64 = 0
        var turnedAway: UInt64 = 0
    }

    let caps: Caps
    private let content = Mutex(Content())
    private let onChange: @Sendable (ConnectionFigures) -> Void

    /// - Parameter onChange: told how many there are whenever that changes.
    init(_ caps: Caps, onChange: @escaping @Sendable (ConnectionFigures) -> Void = { _ in }) {
        self.caps = caps
        self.onChange = onChange
    }

    /// How many there are.
    var count: Int { content.withLock { $0.entries.count } }

    /// Takes a newcomer of a host; its number is nil where it is refused.
    func admit(
        _ host: String, now: ContinuousClock.Instant = .now
    ) -> (number: UInt64?, Admission) {
        content.withLock { content in
            let own = content.entries.filter { $0.value.host == host }
            let isFull = content.entries.count >= caps.total
            var admission = Admission.admitted
            if own.count >= caps.perHost || isFull {
                let crowded = own.count >= caps.perHost ? own : content.entries
                if let leaving = Self.leaving(crowded, now) {
                    content.entries[leaving] = nil
                    admission = .replaces(leaving)
                } else {
                    admission = .refused
                }
                content.turnedAway += 1
            }
            defer { tell(content, isCrowded: admission != .admitted) }
            guard admission != .refused else { return (nil, admission) }
            let number = content.next
            content.next += 1
            content.entries[number] = Entry(host: host)
            return (number, admission)
        }
    }

    /// The head of a request has come.
    func asks(_ number: UInt64) { content.withLock { $0.entries[number]?.heads += 1 } }

    /// The whole of it has come.
    func hasAsked(_ number: UInt64, now: ContinuousClock.Instant = .now) {
        content.withLock { content in
            guard var entry = content.entries[number] else { return }
            entry.whole += 1
            if entry.whole == entry.begun { entry.since = now }
            content.entries[number] = entry
        }
    }

    /// A responder has taken the next request.
    func answers(_ number: UInt64, now: ContinuousClock.Instant = .now) {
        content.withLock { content in
            guard var entry = content.entries[number] else { return }
            entry.begun += 1
            entry.since = entry.whole >= entry.begun ? now : nil
            content.entries[number] = entry
        }
    }

    /// It is answered.
    func rests(_ number: UInt64) { content.withLock { $0.entries[number]?.answered += 1 } }

    /// True if it stands and has asked nothing yet.
    func isSilent(_ number: UInt64) -> Bool {
        content.withLock { $0.entries[number]?.heads == 0 }
    }

    func ended(_ number: UInt64) {
        content.withLock { content in
            content.entries[number] = nil
            tell(content, isCrowded: false)
        }
    }

    // Told under the lock, so that what is told last is what is.
    private func tell(_ content: Content, isCrowded: Bool) {
        onChange(
            ConnectionFigures(
                open: content.entries.count, most: caps.total, mostOfOneHost: caps.perHost,
                turnedAway: content.turnedAway, crowded: isCrowded ? .now : nil))
    }

    /// Of those that may go the one that has asked least, of the host that has most of them, the oldest.
    private static func leaving(
        _ entries: [UInt64: Entry], _ now: ContinuousClock.Instant
    ) -> UInt64? {
        let idle = entries.compactMap { number, entry in
            let state = entry.state(now)
            return state == .answering ? nil : (number, entry.host, state.rawValue)
        }
        let hosts = Dictionary(grouping: idle, by: \.1)
        let most = hosts.values.max { $0.count < $1.count }
        return most?.min { ($0.2, $0.0) < ($1.2, $1.0) }?.0
    }
}
