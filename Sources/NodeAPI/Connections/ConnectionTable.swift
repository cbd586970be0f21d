import Diagnosis
import Synchronization

/// The connections of callers, and which of them go so that others fit.
///
/// Whoever has something to ask is let in: where the room is used up a connection that never asked
/// goes, the oldest first, then one that rests between two calls. Only where all of them are being
/// answered a newcomer is turned away.
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
        case answering
    }

    private struct Entry {
        let host: String
        var state = State.silent
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
    func admit(_ host: String) -> (number: UInt64?, Admission) {
        content.withLock { content in
            let own = content.entries.filter { $0.value.host == host }
            let isFull = content.entries.count >= caps.total
            var admission = Admission.admitted
            if own.count >= caps.perHost || isFull {
                let crowded = own.count >= caps.perHost ? own : Self.fullest(content.entries)
                if let leaving = Self.leaving(crowded) {
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

    /// A whole head of a request has come.
    func asks(_ number: UInt64) { content.withLock { $0.entries[number]?.state = .answering } }

    /// A request is answered.
    func rests(_ number: UInt64) { content.withLock { $0.entries[number]?.state = .resting } }

    /// True if it stands and has asked nothing yet.
    func isSilent(_ number: UInt64) -> Bool {
        content.withLock { $0.entries[number]?.state == .silent }
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

    /// The connections of the host that has most of those that may go.
    private static func fullest(_ entries: [UInt64: Entry]) -> [UInt64: Entry] {
        let hosts = Dictionary(grouping: entries.filter { $0.value.state != .answering }) {
            $0.value.host
        }
        let most = hosts.values.max { $0.count < $1.count } ?? []
        return Dictionary(uniqueKeysWithValues: most.map { ($0.key, $0.value) })
    }

    private static func leaving(_ entries: [UInt64: Entry]) -> UInt64? {
        entries.filter { $0.value.state != .answering }
            .min { ($0.value.state.rawValue, $0.key) < ($1.value.state.rawValue, $1.key) }?.key
    }
}
