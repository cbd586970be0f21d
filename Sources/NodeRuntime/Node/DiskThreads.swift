import NIOPosix

/// Threads that may wait for the disk.
///
/// Swift's own pool has as many threads as the machine has cores, and questions about the node's
/// health are answered there: where the disk hangs, none of those may wait for it.
final class DiskThreads: TaskExecutor {
    private let pool: NIOThreadPool

    init(count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    /// A step of a task that runs here; after the end too, since a task must come to its own end.
    func enqueue(_ job: consuming ExecutorJob) {
        let step = UnownedJob(job)
        pool.submit { _ in step.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Work that is done at once or waits for the disk; what waits for its turn is given up when
    /// the caller is cancelled.
    func run<Answer: Sendable>(
        _ work: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await pool.runIfActive(work)
    }

    /// Nothing is waited for: a hung disk must not keep the node from stopping.
    func end() { pool.shutdownGracefully { _ in } }
}
