import Diagnosis
import Governance
import LedgerTypes

/// Transactions that are offered to a node, and those who wait for their entries.
struct Submissions: Sendable {
    private let desk: TransactionDesk
    private let chain: ChainReader
    private let driver: DriverLoop
    private let disk: DiskThreads

    init(_ desk: TransactionDesk, _ chain: ChainReader, _ driver: DriverLoop, _ disk: DiskThreads) {
        self.desk = desk
        self.chain = chain
        self.driver = driver
        self.disk = disk
    }

    /// How many wait for a block.
    var waiting: Int { desk.pendingCount }

    /// Where a transaction stands. Reads the disk for one that is committed; a disk that fails is
    /// told: "unknown" would have it submitted again.
    func status(of id: TransactionID) throws(NodeProblem) -> TransactionStatus {
        let waiting = desk.standing(of: id)
        guard let position = position(of: id, beside: waiting) else { return waiting }
        return try chain.status(at: position)
    }

    /// Where a transaction stands; what is not committed is known without the disk.
    func standing(of id: TransactionID) async throws -> TransactionStatus {
        let waiting = desk.standing(of: id)
        guard position(of: id, beside: waiting) != nil else { return waiting }
        return try await disk.run { try status(of: id) }
    }

    /// The entry of a transaction, where it says more than the desk: one that settled nothing tells
    /// only of signatures, and those submitted here may be others.
    private func position(
        of id: TransactionID, beside waiting: TransactionStatus
    ) -> EntryIndex? {
        waiting == .unknown || chain.index.isSettled(id) ? chain.index.position(of: id) : nil
    }

    /// Waits until a transaction is committed or ends without a block; its status then, or at the
    /// timeout. Throws where it is committed and cannot be read.
    func awaitCommit(
        _ id: TransactionID, timeout: Duration
    ) async throws -> TransactionStatus {
        let told = await desk.wait(for: id, timeout: timeout) { isSettled(id) }
        if let told { return told }
        return try await standing(of: id)
    }

    /// True if nothing more is to be waited for.
    private func isSettled(_ id: TransactionID) -> Bool {
        guard !chain.index.isSettled(id) else { return true }
        return switch desk.standing(of: id) {
        case .expired, .rejected, .committed: true
        case .pending: false
        case .unknown: chain.index.position(of: id) != nil
        }
    }

    func submit(_ transaction: SignedTransaction) async -> SubmissionOutcome {
        await driver.submit { $0.submit(transaction) }
    }
}
