import NIOCore

/// What was said in the log a moment ago, so that a thing that goes on is said once in a while.
///
/// A thing is a host or a member and a kind of event, never what a stranger made up: a hundred
/// certificates of one host are one thing. Bounded: where more happens at once than fits, the rest is
/// one thing too.
struct ComplaintBook {
    struct Subject: Hashable {
        let who: String
        let kind: String
    }

    static let capacity = 256
    static let pause = TimeAmount.seconds(10)

    private var said: [Subject: NIODeadline] = [:]
    private var rest: NIODeadline?

    /// Number of things that are remembered.
    var count: Int { said.count }

    /// True if it is to be said now.
    mutating func isNews(_ subject: Subject, at now: NIODeadline) -> Bool {
        if let last = said[subject], now - last < Self.pause { return false }
        if said[subject] == nil, said.count >= Self.capacity {
            said = said.filter { now - $0.value < Self.pause }
        }
        guard said[subject] != nil || said.count < Self.capacity else {
            if let rest, now - rest < Self.pause { return false }
            rest = now
            return true
        }
        said[subject] = now
        return true
    }
}
