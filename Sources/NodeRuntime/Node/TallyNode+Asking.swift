import EvidenceTree
import Execution
import Governance
import LedgerTypes
import NIOCore
import Sealing

extension TallyNode {
    /// The last committed state; costs a lock and no wait.
    public func committedState() -> LedgerState { view.ledger }

    /// The block of a height with its results; nil above the tip.
    public func block(at height: Height) throws(NodeProblem) -> StoredBlock? {
        do {
            return try store.block(at: height)
        } catch {
            status.warn(.store("\(error)"))
            throw .store("\(error)")
        }
    }

    /// The entry at a position; nil beyond the end.
    public func entry(at position: EntryIndex) throws(NodeProblem) -> Entry? {
        guard let place = index.place(of: position), let block = try block(at: place.height) else {
            return nil
        }
        return Entry(
            transaction: block.committed.block.body.transactions[place.offset],
            result: block.results[place.offset])
    }

    /// Where a transaction stands.
    public func status(of id: TransactionID) -> TransactionStatus {
        if let position = index.position(of: id) {
            if let entry = try? entry(at: position) {
                return .committed(position, entry.receipt)
            }
            return .unknown
        }
        if desk.isPending(id) { return .pending }
        return desk.isExpired(id) ? .expired : .unknown
    }

    /// Waits until a transaction is committed or expires; its status then, or at the timeout.
    public func awaitCommit(
        _ id: TransactionID, timeout: Duration = .seconds(30)
    ) async -> TransactionStatus {
        await desk.wait(for: id, timeout: timeout) { [weak self] in
            self?.status(of: id) ?? .unknown
        }
    }

    /// Offers a transaction to the ledger.
    public func submit(_ transaction: SignedTransaction) async -> SubmissionOutcome {
        await submit { $0.submit(transaction) }
    }

    /// Offers a transaction and waits for its entry.
    public func commit(
        _ transaction: SignedTransaction, timeout: Duration = .seconds(30)
    ) async -> (SubmissionOutcome, TransactionStatus) {
        let outcome = await submit(transaction)
        switch outcome {
        case .admitted, .committed:
            return (outcome, await awaitCommit(transaction.id, timeout: timeout))
        case .rejected, .unavailable: return (outcome, .unknown)
        }
    }

    /// A transaction of this member, signed by its gateway.
    public func gatewayTransaction(
        _ kind: TransactionKind, payload: [UInt8]
    ) -> SignedTransaction {
        let now = max(WallClock.now(), view.ledger.time)
        let transaction = Transaction(
            suite: genesis.suite, chain: chain, kind: kind, member: member,
            nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
            validUntil: now.adding(.hours(1)) ?? now, payload: payload)
        return SignedTransaction(transaction, signedBy: [keys.gateway])
    }
}
