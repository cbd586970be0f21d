import UnixSignals

/// Ctrl-C during work that is to come to a clean end.
enum Interruption {
    /// Does the work; an interrupt or a request to end cancels it, and what it then throws is told
    /// as the cancellation that it is. No signal is lost once the work has begun.
    static func ending<Answer: Sendable>(
        _ work: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let task = Task { try await work() }
        let watch = Task { for await _ in signals { task.cancel() } }
        defer { watch.cancel() }
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch {
            throw task.isCancelled ? cancelled : error
        }
    }

    static let cancelled = Failure(
        .indeterminate, code: "cancelled", zh: "已取消：未写入任何文件；节点会放弃这次导出，至迟在三分钟后",
        en: """
            cancelled: no file was written; the node lets go of the export, in three minutes at the \
            latest
            """)
}
