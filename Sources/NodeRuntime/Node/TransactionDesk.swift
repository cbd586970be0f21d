import Diagnosis
import Governance
import LedgerTypes
import Synchronization

/// What became of a submission.
package enum SubmissionOutcome: Hashable, Sendable {
    /// It waits for a block.
    case admitted(TransactionID)
    /// It is in the chain already.
    case committed(TransactionID)
    case rejected(TransactionID, ReceiptCode)
    /// The node takes nothing now.
    case unavailable(NodeProblem)
}

/// Where a transaction stands.
package enum TransactionStatus: Hashable, Sendable {
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
///
/// Who waits for a transaction waits for its id, which does not cover its signatures. So it ends
/// with an entry that settles the id, or once all that was submitted here of it has ended: what
/// becomes of it under the signatures of others says nothing.
final class TransactionDesk: Sendable {
    private typealias Waiter = CheckedContinuation<TransactionStatus?, Never>

    private struct Content {
        /// With which signatures each was submitted. For lookup only.
        var pending: [TransactionID: [[TransactionSignature]]] = [:]
        // How the last few ended that no entry settled, so that whoever asks later learns it.
        var ended: [(id: TransactionID, status: TransactionStatus)] = []
        var waiters: [TransactionID: [UInt64: Waiter]] = [:]
        var nextWaiter: UInt64 = 0

        /// Nothing of the transaction is pending any more; returns who waited for it.
        mutating func finish(_ id: TransactionID) -> [Waiter] {
            pending[id] = nil
            return (waiters.removeValue(forKey: id) ?? [:]).map(\.value)
        }
    }

    private let content = Mutex(Content())
    private static let rememberedEndings = 4_096

    func admitted(_ signed: SignedTransaction) {
        content.withLock { content in
            if content.pending[signed.id]?.contains(signed.signatures) == true { return }
            content.pending[signed.id, default: []].append(signed.signatures)
        }
    }

    /// Of a transaction that no entry has settled, as far as is known here.
    func standing(of id: TransactionID) -> TransactionStatus {
        content.withLock { content in
            if content.pending[id] != nil { return .pending }
            return content.ended.last { $0.id == id }?.status ?? .unknown
        }
    }

    /// True if it waits with these very signatures.
    func isPending(_ signed: SignedTransaction) -> Bool {
        content.withLock { $0.pending[signed.id]?.contains(signed.signatures) ?? false }
    }

    var pendingCount: Int { content.withLock { $0.pending.count } }

    func committed(_ signed: SignedTransaction, _ entry: EntryIndex, _ receipt: Receipt) {
        let status = TransactionStatus.committed(entry, receipt)
        guard Admission.settles(receipt.code) else { return end(signed, status) }
        let waiters = content.withLock { $0.finish(signed.id) }
        for waiter in waiters { waiter.resume(returning: status) }
    }

    func expired(_ signed: SignedTransaction) { end(signed, .expired) }

    func dropped(_ signed: SignedTransaction, _ code: ReceiptCode) { end(signed, .rejected(code)) }

    /// One set of signatures has come to its end; the last that was submitted here tells.
    private func end(_ signed: SignedTransaction, _ status: TransactionStatus) {
        let waiters = content.withLock { content in
            guard let place = content.pending[signed.id]?.firstIndex(of: signed.signatures)
            else { return [Waiter]() }
            content.pending[signed.id]?.remove(at: place)
            guard content.pending[signed.id]?.isEmpty == true else { return [] }
            content.ended.append((signed.id, status))
            if content.ended.count > Self.rememberedEndings { content.ended.removeFirst() }
            return content.finish(signed.id)
        }
        for waiter in waiters { waiter.resume(returning: status) }
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
        var alarm: Task<Void, Never>?
        defer { alarm?.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                content.withLock { $0.waiters[id, default: [:]][number] = continuation }
                // Set once there is somebody to wake: a short time may be over at once.
                alarm = Task { [weak self] in
                    try? await Task.sleep(for: timeout)
                    self?.release(id, number)
                }
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
