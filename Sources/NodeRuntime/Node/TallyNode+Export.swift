import CanonicalCoding
import Evidence
import EvidenceTree
import Governance
import LedgerTypes

/// A node's blocks as an export reads them, with the tree as it stood when the export began.
private struct NodeEvidence: EvidenceSource {
    let node: TallyNode
    let tree: EntryTree

    func entry(at index: EntryIndex) -> Entry? { try? node.entry(at: index) }

    func block(at height: Height) -> CommittedHeader? {
        (try? node.block(at: height)).flatMap { $0 }.map { CommittedHeader($0.committed) }
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
            guard let block = source.block(at: change.height) else {
                throw .blockMissing(change.height)
            }
            steps.append(SeatStep(block: block, next: change.next))
        }
        var recoveries: [RecoveryStep] = []
        for item in index.recoveries(upTo: header.height) {
            guard let before = item.height.previous, let last = source.block(at: before),
                let block = (try? self.block(at: item.height)).flatMap({ $0 }),
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
