import LedgerTypes
import Synchronization

/// What the node knows about itself, kept apart from the parts that may stall.
final class NodeStatusBoard: Sendable {
    struct Content: Sendable {
        var linked: Set<MemberID> = []
        var height = Height.genesis
        var round = Round.first
        var moved = ContinuousClock.now
        var halt: NodeProblem?
        var observing: NodeProblem?
        var warnings: [NodeProblem] = []
        var lastQuorumContact: ContinuousClock.Instant?
    }

    private let content = Mutex(Content())

    var current: Content { content.withLock { $0 } }

    func linked(_ member: MemberID) { content.withLock { _ = $0.linked.insert(member) } }
    func unlinked(_ member: MemberID) { content.withLock { _ = $0.linked.remove(member) } }

    func moved(height: Height, round: Round) {
        content.withLock {
            $0.height = height
            $0.round = round
            $0.moved = .now
        }
    }

    func halted(_ problem: NodeProblem) { content.withLock { $0.halt = problem } }
    func observing(_ problem: NodeProblem?) { content.withLock { $0.observing = problem } }

    func warn(_ problem: NodeProblem) {
        content.withLock { content in
            guard !content.warnings.contains(problem) else { return }
            content.warnings.append(problem)
            if content.warnings.count > 32 { content.warnings.removeFirst() }
        }
    }
}
