import CanonicalCoding
import Diagnosis
import Evidence
import EvidenceTree
import Governance
import LedgerTypes

/// A node's blocks as an export reads them, with the tree as it stood when the export began.
private struct NodeEvidence: EvidenceSource {
    let node: TallyNode
    let tree: EntryTree

    func entry(at index: EntryIndex) throws(ExportFault) -> Entry? {
        do throws(NodeProblem) { return try node.entry(at: index) } catch {
            throw Self.fault(error)
        }
    }

    func block(at height: Height) throws(ExportFault) -> CommittedHeader? {
        try stored(height).map { CommittedHeader($0.committed) }
    }

    func stored(_ height: Height) throws(ExportFault) -> StoredBlock? {
        do throws(NodeProblem) { return try node.block(at: height) } catch {
            throw Self.fault(error)
        }
    }

    private static func fault(_ problem: NodeProblem) -> ExportFault {
        .sourceFailed(
            code: problem.code, english: problem.english, chinese: problem.chinese)
    }
}

extension TallyNode {
    /// The sealed evidence file of a subject or an asset at the last committed height.
    ///
    /// Complexity: O(n log N) in the entries of the subject; consensus does not wait for it.
    public func exportEvidence(
        of head: HeadID, caseReference: String = "", disclosures: [EntryDisclosures] = [],
        exhibits: [ArchiveFile] = [], includesReport: Bool = true
    ) throws(ExportFault) -> [UInt8] {
        let snapshot = view.current
        guard let header = snapshot.header, let certificate = snapshot.certificate else {
            throw .blockMissing(.genesis)
        }
        let source = NodeEvidence(node: self, tree: index.treeSnapshot())
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
        var order = ExportOrder(
            subject: head, exporter: member, caseReference: caseReference,
            disclosures: disclosures, exhibits: exhibits)
        order.includesReport = includesReport
        return try EvidenceExporter(schema: GovernanceSchema()).export(
            order, genesis: genesis.canonicalBytes, steps: steps, recoveries: recoveries,
            block: CommittedHeader(header: header, certificate: certificate),
            state: snapshot.ledger.map, source: source, key: keys.gateway)
    }
}
