import BlockStore
import Diagnosis
import Evidence
import Governance
import LedgerTypes

/// What programs and pages ask of a node.
extension TallyNode {
    /// The last committed state; costs a lock and no wait.
    package func committedState() -> LedgerState { view.ledger }

    /// The block of a height with its results; nil above the tip. Reads the disk.
    package func block(at height: Height) throws(NodeProblem) -> StoredBlock? {
        try committed.block(at: height)
    }

    /// The entry at a position; nil beyond the end. Reads the disk.
    package func entry(at position: EntryIndex) throws(NodeProblem) -> Entry? {
        try committed.entry(at: position)
    }

    /// Where a transaction stands. Reads the disk for one that is committed.
    package func status(of id: TransactionID) throws(NodeProblem) -> TransactionStatus {
        try submissions.status(of: id)
    }

    /// Where a transaction stands; what is not committed is known without the disk.
    package func standing(of id: TransactionID) async throws -> TransactionStatus {
        try await submissions.standing(of: id)
    }

    /// Waits until a transaction is committed or ends without a block; its status then, or at the
    /// timeout. Throws where it is committed and cannot be read.
    package func awaitCommit(
        _ id: TransactionID, timeout: Duration = .seconds(30)
    ) async throws -> TransactionStatus {
        try await submissions.awaitCommit(id, timeout: timeout)
    }

    /// Offers a transaction to the ledger.
    package func submit(_ transaction: SignedTransaction) async -> SubmissionOutcome {
        await submissions.submit(transaction)
    }

    /// Offers a transaction and waits for its entry.
    package func commit(
        _ transaction: SignedTransaction, timeout: Duration = .seconds(30)
    ) async throws -> (SubmissionOutcome, TransactionStatus) {
        let outcome = await submit(transaction)
        switch outcome {
        case .admitted, .committed:
            return (outcome, try await awaitCommit(transaction.id, timeout: timeout))
        case .rejected, .unavailable: return (outcome, .unknown)
        }
    }

    /// The sealed evidence file of a subject or an asset at the last committed height.
    ///
    /// Complexity: O(n log N) in the entries of the subject; consensus does not wait for it.
    package func exportEvidence(
        of head: HeadID, caseReference: String = "", disclosures: [EntryDisclosures] = [],
        exhibits: [ArchiveFile] = [], includesReport: Bool = true
    ) throws(ExportFault) -> [UInt8] {
        try committed.evidence(
            ExportOrder(
                subject: head, exporter: member, caseReference: caseReference,
                disclosures: disclosures, exhibits: exhibits, includesReport: includesReport),
            of: genesis, key: keys.gateway)
    }
}
