import LedgerTypes
import Synchronization

/// What the node knows about itself, kept apart from the parts that may stall.
final class NodeStatusBoard: Sendable {
    struct Content: Sendable {
        var linked: Set<MemberID> = []
        var height = Height.genesis
        var round = Round.first
        /// When the loop of consensus last showed that it lives, and what it was about to do.
        var beat = ContinuousClock.now
        var work: String?
        var halt: NodeProblem?
        var observing: NodeProblem?
        var warnings: [NodeProblem] = []
        var scrub = ScrubProgress()
        var counters = NodeCounters()
    }

    private let content = Mutex(Content())

    var current: Content { content.withLock { $0 } }

    func linked(_ member: MemberID) { content.withLock { _ = $0.linked.insert(member) } }
    func unlinked(_ member: MemberID) { content.withLock { _ = $0.linked.remove(member) } }

    func moved(height: Height, round: Round) {
        content.withLock {
            $0.height = height
            $0.round = round
            $0.beat = .now
        }
    }

    func beat() { content.withLock { $0.beat = .now } }

    /// Names the files on whose disk the loop is about to wait; nil when it is done.
    func working(_ files: String?) {
        content.withLock {
            $0.work = files
            $0.beat = .now
        }
    }

    /// Counts something that happened.
    func count(_ change: (inout NodeCounters) -> Void) {
        content.withLock { change(&$0.counters) }
    }

    func scrubbed(_ height: Height) { content.withLock { $0.scrub.height = height } }
    func scrubPassed() { content.withLock { $0.scrub.passes += 1 } }
    func damaged(_ heights: [Height]) { content.withLock { $0.scrub.damaged = heights } }

    func halted(_ problem: NodeProblem?) { content.withLock { $0.halt = problem } }
    func observing(_ problem: NodeProblem?) { content.withLock { $0.observing = problem } }

    func unwarn(where isOver: (NodeProblem) -> Bool) {
        content.withLock { $0.warnings.removeAll(where: isOver) }
    }

    func warn(_ problem: NodeProblem) {
        content.withLock { content in
            guard !content.warnings.contains(problem) else { return }
            content.warnings.append(problem)
            if content.warnings.count > 32 { content.warnings.removeFirst() }
        }
    }
}

/// What has happened since the start; every number is there from the beginning.
struct NodeCounters: Sendable, Hashable {
    /// Times that this seat stopped voting for lack of space.
    var diskLow: UInt64 = 0
    /// Faults of the files of blocks and votes that stopped the node.
    var storeFaults: UInt64 = 0
    /// Times that it went on by itself after such a fault.
    var reopenings: UInt64 = 0
    var scrubFaults: UInt64 = 0
    var repairedBlocks: UInt64 = 0
}
