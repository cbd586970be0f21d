import BlockStore
import Consensus
import LedgerTypes
import NodeFiles
import Replica
import Synchronization

/// What the node knows about itself, kept apart from the parts that may stall: whoever asks reads
/// this copy and waits for nobody.
package final class NodeStatusBoard: Sendable {
    struct Content: Sendable {
        let started = WallClock.now()
        var linked: Set<MemberID> = []
        var height = Height.genesis
        var round = Round.first
        /// When the loop of consensus last showed that it lives, and what it was about to do.
        var beat = ContinuousClock.now
        var work: String?
        var halt: NodeProblem?
        var observing: NodeProblem?
        /// What was said once, and holds until it is taken back.
        var said: [NodeProblem] = []
        /// What keeps the duties from being done now.
        var ofDuties: [NodeProblem] = []
        var report: ReplicaReport?
        /// When the report was made.
        var reported = ContinuousClock.now
        var nextTimer: (kind: RoundTimer.Kind, at: ContinuousClock.Instant)?
        var files = VoteFilesState()
        /// What the disk last said, and when.
        var freeBytes: UInt64?
        var diskAnswered = ContinuousClock.now
        /// Public parts of keys that wait in the folder to be put in use.
        var waitingKeys: [KeyPurpose: [UInt8]] = [:]
        var connections = ConnectionFigures()
        /// When the work for others last came round.
        var dutyBeat: ContinuousClock.Instant?
        var scrub = ScrubProgress()
        var counters = NodeCounters()
        var syncFailures: UInt64 = 0
    }

    /// The files of the own seat's votes.
    package struct VoteFilesState: Sendable, Hashable {
        var logBytes: UInt64 = 0
        var logRecords: UInt64 = 0
        /// The last place at which the seat signed.
        var position: SignerPosition?

        package init(logBytes: UInt64 = 0, logRecords: UInt64 = 0, position: SignerPosition? = nil)
        {
            self.logBytes = logBytes
            self.logRecords = logRecords
            self.position = position
        }
    }

    private let content = Mutex(Content())

    package init() {}

    var current: Content { content.withLock { $0 } }

    /// False while this node only observes because another one may have its keys; a seat that observes
    /// for another reason, as for want of space, works for others all the same.
    package var isConfirmed: Bool { current.observing?.number != .notConfirmed }

    /// Members with a link, ascending.
    package var linked: [MemberID] { current.linked.sorted() }

    /// What keeps the duties from being done now.
    package var dutyProblems: [NodeProblem] { current.ofDuties }

    package func linked(_ member: MemberID) { content.withLock { _ = $0.linked.insert(member) } }
    package func unlinked(_ member: MemberID) { content.withLock { _ = $0.linked.remove(member) } }

    package func moved(height: Height, round: Round) {
        content.withLock {
            $0.height = height
            $0.round = round
            $0.beat = .now
        }
    }

    /// Takes the replica's own account of where it stands.
    package func publish(
        _ report: ReplicaReport, next: (RoundTimer.Kind, ContinuousClock.Instant)?,
        files: VoteFilesState, counts: ReplicaCounts
    ) {
        content.withLock {
            $0.report = report
            $0.reported = .now
            $0.nextTimer = next.map { ($0.0, $0.1) }
            $0.files = files
            $0.syncFailures = counts.syncFailures
        }
    }

    package func dutiesBeat() { content.withLock { $0.dutyBeat = .now } }
    package func beat() { content.withLock { $0.beat = .now } }

    /// Names the files on whose disk the loop is about to wait; nil when it is done.
    package func working(_ files: String?) {
        content.withLock {
            $0.work = files
            $0.beat = .now
        }
    }

    /// - Parameter waitingKeys: nil where they could not be looked at: what was seen last stands.
    package func disk(_ freeBytes: UInt64?, waitingKeys: [KeyPurpose: [UInt8]]?) {
        content.withLock {
            $0.freeBytes = freeBytes
            if let waitingKeys { $0.waitingKeys = waitingKeys }
            $0.diskAnswered = .now
        }
    }

    /// Counts something that happened.
    package func count(_ change: (inout NodeCounters) -> Void) {
        content.withLock { change(&$0.counters) }
    }

    package func scrubbed(_ height: Height) { content.withLock { $0.scrub.height = height } }
    package func scrubPassed() { content.withLock { $0.scrub.passes += 1 } }
    package func damaged(_ heights: [Height]) { content.withLock { $0.scrub.damaged = heights } }

    /// When a cap was reached stays known after the connections are gone.
    package func connections(_ figures: ConnectionFigures) {
        content.withLock {
            let crowded = $0.connections.crowded
            $0.connections = figures
            if figures.crowded == nil { $0.connections.crowded = crowded }
        }
    }

    package func halted(_ problem: NodeProblem?) { content.withLock { $0.halt = problem } }
    package func observing(_ problem: NodeProblem?) { content.withLock { $0.observing = problem } }

    package func unwarn(where isOver: (NodeProblem) -> Bool) {
        content.withLock { $0.said.removeAll(where: isOver) }
    }

    /// What keeps the duties from being done now, in the place of what did so before.
    package func warnOfDuties(_ problems: [NodeProblem]) {
        // However many files are damaged, what else is wrong is still said.
        content.withLock { $0.ofDuties = Array(problems.prefix(32)) }
    }

    package func warn(_ problem: NodeProblem) {
        content.withLock { content in
            guard !content.said.contains(problem) else { return }
            content.said.append(problem)
            if content.said.count > 32 { content.said.removeFirst() }
        }
    }
}
