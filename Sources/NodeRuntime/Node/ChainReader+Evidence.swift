import CanonicalCoding
import Diagnosis
import Evidence
import EvidenceTree
import Governance
import LedgerTypes
import Sealing

/// A node's blocks as an export reads them, with the tree as it stood when the export began.
private struct ReadEvidence: EvidenceSource {
    let chain: ChainReader
    let tree: EntryTree

    func entry(at index: EntryIndex) throws(ExportFault) -> Entry? {
        do throws(NodeProblem) { return try chain.entry(at: index) } catch {
            throw Self.fault(error)
        }
    }

    func block(at height: Height) throws(ExportFault) -> CommittedHeader? {
        try stored(height).map { CommittedHeader($0.committed) }
    }

    func stored(_ height: Height) throws(ExportFault) -> StoredBlock? {
        do throws(NodeProblem) { return try chain.block(at: height) } catch {
            throw Self.fault(error)
        }
    }

    private static func fault(_ problem: NodeProblem) -> ExportFault {
        .sourceFailed(
            code: problem.code, english: problem.english, chinese: problem.chinese)
    }
}

extension ChainReader {
    /// The sealed evidence file of a subject or an asset at the last committed height.
    ///
    /// Complexity: O(n log N) in the entries of the subject; consensus does not wait for it.
    func evidence(
        _ order: ExportOrder, of genesis: Genesis, key: SigningKey
    ) throws(ExportFault) -> [UInt8] {
        let snapshot = view.current
        guard let header = snapshot.header, let certificate = snapshot.certificate else {
            throw .blockMissing(.genesis)
        }
        let source = ReadEvidence(chain: self, tree: index.treeSnapshot())
        var steps: [SeatStep] = []
        for change in index.seatChanges(before: header.height) {
            guard let block = try source.block(at: change.height) else {
                throw .blockMissing(change.height)
            }
            steps.append(SeatStep(block: block, next: change.next))
        }
        var recoveries: [RecoveryStep] = []
        for item in index.recoveries(upTo: header.height) {
            guard let before = item.height.previous, let last = try source.block(at: before),
                let block = try source.stored(item.height),
                let signed = block.committed.block.body.transactions.first
            else { throw .blockMissing(item.height) }
            recoveries.append(
                RecoveryStep(
                    last: last, block: CommittedHeader(block.committed), order: signed,
                    members: item.members))
        }
        return try EvidenceExporter(schema: GovernanceSchema()).export(
            order, genesis: genesis.canonicalBytes, steps: steps, recoveries: recoveries,
            block: CommittedHeader(header: header, certificate: certificate),
            state: snapshot.ledger.map, source: source, key: key)
    }
}
