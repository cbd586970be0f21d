import LedgerTypes
import Synchronization

/// What became of a submission.
public enum SubmissionOutcome: Hashable, Sendable {
    /// It waits for a block.
    case admitted(TransactionID)
    /// It is in the chain already.
    case committed(TransactionID)
    case rejected(TransactionID, ReceiptCode)
    /// The node takes nothing now.
    case unavailable(NodeProblem)
}

/// Where a transaction stands.
public enum TransactionStatus: Hashable, Sendable {
    case unknown
    /// Waits for a block at this node.
    case pending
    /// Its time was over before a block took it.
    case expired
    /// It was admitted, and can no longer enter a block that this node builds.
    case rejected(ReceiptCode)
    case committed(EntryIndex, Receipt)
}

/// Submissions that wait, and those who wait for them.
final class TransactionDesk: Sendable {
    private struct Content {
        var pending: Set<TransactionID> = []
        // How the last few ended that no block took, so that whoever asks later learns it.
        var ended: [(id: TransactionID, status: TransactionStatus)] = []
        var waiters: [TransactionID: [UInt64: CheckedContinuation<TransactionStatus?, Never>]] = [:]
        var nextWaiter: UInt64 = 0
    }

    private let content = Mutex(Content())
    private static let rememberedEndings = 4_096

    func admitted(_ id: TransactionID) { content.withLock { _ = $0.pending.insert(id) } }

    /// Of a transaction that is not committed, as far as is known here.
    func standing(of id: TransactionID) -> TransactionStatus {
        content.withLock { content in
            if content.pending.contains(id) { return .pending }
            return content.ended.last { $0.id == id }?.status ?? .unknown
        }
    }

    func isPending(_ id: TransactionID) -> Bool { content.withLock { $0.pending.contains(id) } }

    var pendingCount: Int { content.withLock { $0.pending.count } }

    func committed(_ id: TransactionID, _ entry: EntryIndex, _ receipt: Receipt) {
        finish(id, .committed(entry, receipt))
    }

    func expired(_ id: TransactionID) { end(id, .expired) }

    func rejected(_ id: TransactionID, _ code: ReceiptCode) { end(id, .rejected(code)) }

    private func end(_ id: TransactionID, _ status: TransactionStatus) {
        content.withLock { content in
            content.ended.append((id, status))
            if content.ended.count > Self.rememberedEndings { content.ended.removeFirst() }
        }
        finish(id, status)
    }

    private func finish(_ id: TransactionID, _ status: TransactionStatus) {
        let waiters = content.withLock { content in
            content.pending.remove(id)
            return content.waiters.removeValue(forKey: id)
        }
        for waiter in (waiters ?? [:]).values { waiter.resume(returning: status) }
    }

    /// Waits until the transaction is committed or ends without a block; nil where the time is
    /// over, or it was settled before the wait began: then whoever asks looks where it stands.
    func wait(
        for id: TransactionID, timeout: Duration, isSettled: @escaping @Sendable () -> Bool
    ) async -> TransactionStatus? {
        let number = content.withLock { content in
            content.nextWaiter += 1
            return content.nextWaiter
        }
        let alarm = Task { [weak self] in
            try? await Task.sleep(for: timeout)
            self?.release(id, number)
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                content.withLock { $0.waiters[id, default: [:]][number] = continuation }
                // Registered first, looked second: a commit in between is not missed.
                if isSettled() || Task.isCancelled { release(id, number) }
            }
        } onCancel: {
            release(id, number)
        }
    }

    private func release(_ id: TransactionID, _ number: UInt64) {
        let waiter = content.withLock { content in
            let waiter = content.waiters[id]?.removeValue(forKey: number)
            if content.waiters[id]?.isEmpty == true { content.waiters[id] = nil }
            return waiter
        }
        waiter?.resume(returning: nil)
    }
}
