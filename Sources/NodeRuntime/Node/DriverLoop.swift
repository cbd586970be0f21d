import Diagnosis
import Links
import NIOCore
import Synchronization

/// The loop on which a node's driver lives, as other threads reach it.
final class DriverLoop: Sendable {
    private enum Phase {
        /// The node speaks to nobody yet.
        case silent
        case running
        /// What was begun is finished, nothing new is taken.
        case ending
        /// The loop may be gone.
        case ended
    }

    private let loop: any EventLoop
    private let driver: NIOLoopBoundBox<ReplicaDriver?>
    /// Taken around each hand-over of an event, so that none comes after the loop has ended.
    private let phase = Mutex(Phase.silent)

    init(_ loop: any EventLoop) {
        self.loop = loop
        driver = .makeEmptyBox(valueType: ReplicaDriver.self, eventLoop: loop)
    }

    /// Makes the driver where it is to live; events that came before wait for it.
    func connect(
        _ make: @escaping @Sendable (any EventLoop) -> ReplicaDriver
    ) async throws {
        try await loop.submit { self.driver.value = make(self.loop) }.get()
    }

    /// True at the first call, unless the node is stopping already.
    func begin() -> Bool {
        phase.withLock { phase in
            guard phase == .silent else { return false }
            phase = .running
            return true
        }
    }

    func start() { loop.execute { self.driver.value?.start() } }

    /// Carries an event of the network to the driver.
    func take(_ event: PeerEvent) {
        phase.withLock { phase in
            guard phase != .ended else { return }
            loop.execute { self.driver.value?.take(event) }
        }
    }

    /// Runs on the loop, and gives what the driver says.
    func submit(
        _ work: @escaping @Sendable (ReplicaDriver) -> SubmissionOutcome
    ) async -> SubmissionOutcome {
        let stopping = SubmissionOutcome.unavailable(
            NodeProblem(.stopping, .halted, "the node is stopping", "节点正在停止"))
        switch phase.withLock({ $0 }) {
        case .silent:
            return .unavailable(
                NodeProblem(
                    7186, .observing, "the node is starting: try again in a moment",
                    "节点正在启动，请稍后再试"))
        case .ending, .ended: return stopping
        case .running: break
        }
        do {
            return try await loop.submit { self.driver.value.map(work) ?? stopping }.get()
        } catch {
            return stopping
        }
    }

    /// Takes no submission any more.
    func close() {
        phase.withLock { phase in
            if phase != .ended { phase = .ending }
        }
    }

    /// Stops the driver; what was committed is on the disk already.
    func stop() async { try? await loop.submit { self.driver.value?.stop() }.get() }

    /// Lets go of the driver, and with it of the files' locks.
    func disconnect() async {
        phase.withLock { $0 = .ended }
        try? await loop.submit { self.driver.value = nil }.get()
    }
}
