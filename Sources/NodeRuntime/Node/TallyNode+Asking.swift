import Bilingual
import Diagnosis
import EvidenceTree
import Execution
import Governance
import LedgerTypes
import NIOCore
import Sealing

extension TallyNode {
    /// The last committed state; costs a lock and no wait.
    public func committedState() -> LedgerState { view.ledger }

    /// Does what reads or writes the node's files, on threads that may wait for the disk: where it
    /// hangs, whoever asks for the node's health is answered all the same.
    public func onDisk<Answer: Sendable>(
        _ work: @escaping @Sendable (TallyNode) throws -> Answer
    ) async throws -> Answer {
        try await reading.run { try work(self) }
    }

    /// The block of a height with its results; nil above the tip. Reads the disk.
    public func block(at height: Height) throws(NodeProblem) -> StoredBlock? {
        do {
            return try store.block(at: height)
        } catch {
            status.warn(.store(error))
            throw .store(error)
        }
    }

    /// The entry at a position; nil beyond the end. Reads the disk.
    public func entry(at position: EntryIndex) throws(NodeProblem) -> Entry? {
        guard let place = index.place(of: position), let block = try block(at: place.height) else {
            return nil
        }
        return Entry(
            transaction: block.committed.block.body.transactions[place.offset],
            result: block.results[place.offset])
    }

    /// Where a transaction stands. Reads the disk for one that is committed; a disk that fails is
    /// told: "unknown" would have it submitted again.
    public func status(of id: TransactionID) throws(NodeProblem) -> TransactionStatus {
        let waiting = desk.standing(of: id)
        guard let position = position(of: id, beside: waiting) else { return waiting }
        guard let entry = try entry(at: position) else {
            throw .store(
                Wording(
                    english: "entry \(position) is not in the files", chinese: "文件中没有条目 \(position)"
                ))
        }
        return .committed(position, entry.receipt)
    }

    /// Where a transaction stands; what is not committed is known without the disk.
    public func standing(of id: TransactionID) async throws -> TransactionStatus {
        let waiting = desk.standing(of: id)
        guard position(of: id, beside: waiting) != nil else { return waiting }
        return try await onDisk { try $0.status(of: id) }
    }

    /// The entry of a transaction, where it says more than the desk: one that settled nothing tells
    /// only of signatures, and those submitted here may be others.
    private func position(
        of id: TransactionID, beside waiting: TransactionStatus
    ) -> EntryIndex? {
        waiting == .unknown || index.isSettled(id) ? index.position(of: id) : nil
    }

    /// Waits until a transaction is committed or ends without a block; its status then, or at the
    /// timeout. Throws where it is committed and cannot be read.
    public func awaitCommit(
        _ id: TransactionID, timeout: Duration = .seconds(30)
    ) async throws -> TransactionStatus {
        let told = await desk.wait(for: id, timeout: timeout) { [weak self] in
            self?.isSettled(id) ?? true
        }
        if let told { return told }
        return try await standing(of: id)
    }

    /// True if nothing more is to be waited for.
    private func isSettled(_ id: TransactionID) -> Bool {
        guard !index.isSettled(id) else { return true }
        return switch desk.standing(of: id) {
        case .expired, .rejected, .committed: true
        case .pending: false
        case .unknown: index.position(of: id) != nil
        }
    }

    /// Offers a transaction to the ledger.
    public func submit(_ transaction: SignedTransaction) async -> SubmissionOutcome {
        await submit { $0.submit(transaction) }
    }

    /// Offers a transaction and waits for its entry.
    public func commit(
        _ transaction: SignedTransaction, timeout: Duration = .seconds(30)
    ) async throws -> (SubmissionOutcome, TransactionStatus) {
        let outcome = await submit(transaction)
        switch outcome {
        case .admitted, .committed:
            return (outcome, try await awaitCommit(transaction.id, timeout: timeout))
        case .rejected, .unavailable: return (outcome, .unknown)
        }
    }
}
