import BlockStore
import Diagnosis
import Evidence
import Governance
import LedgerTypes
import Sealing

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

    /// The entry at a position with what proves it; nil beyond the end. Reads the disk.
    package func certifiedEntry(at position: EntryIndex) throws(NodeProblem) -> CertifiedEntry? {
        try committed.certifiedEntry(at: position)
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

    /// The entry of a transaction, where one is committed; known without the disk.
    package func position(of id: TransactionID) -> EntryIndex? { committed.index.position(of: id) }

    /// What a person asked for that is permitted, or may yet be.
    package func requests(of person: StaffReference) -> [AskedRequest] {
        committed.index.requests(of: person)
    }

    /// Has the evidence file of a subject or an asset made, at the last committed height; its name
    /// at the desk of exports. Neither consensus nor readers wait for it.
    package func beginExport(
        of head: HeadID, by asker: KeyOwner, caseReference: String = "",
        disclosures: [EntryDisclosures] = [], includesBlocks: Bool = false
    ) throws -> Digest {
        let order = ExportOrder(
            subject: head, exporter: member, caseReference: caseReference,
            disclosures: disclosures, includesBlocks: includesBlocks, includesReport: true)
        return try exports.begin(committed.export(order, of: genesis), by: asker)
    }
}
