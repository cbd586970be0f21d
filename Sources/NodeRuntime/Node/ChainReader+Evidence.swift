import CanonicalCoding
import Diagnosis
import Evidence
import EvidenceTree
import Governance
import LedgerTypes
import Sealing
import Synchronization

/// A node's blocks as an export reads them.
///
/// The tree grows meanwhile: proofs are made for the size that the export is of. The last block is
/// kept, since a patient's entries often stand side by side.
final class ReadEvidence: EvidenceSource, Sendable {
    private let chain: ChainReader
    private let last = Mutex<StoredBlock?>(nil)

    init(_ chain: ChainReader) { self.chain = chain }

    func entry(at index: EntryIndex) throws(ExportFault) -> Entry? {
        guard let place = chain.index.place(of: index), let block = try stored(place.height) else {
            return nil
        }
        return Entry(
            transaction: block.committed.block.body.transactions[place.offset],
            result: block.results[place.offset])
    }

    func block(at height: Height) throws(ExportFault) -> CommittedHeader? {
        try stored(height).map { CommittedHeader($0.committed) }
    }

    func root(size: UInt64) -> Digest? { chain.index.root(size: size) }

    func inclusionProof(of index: EntryIndex, size: UInt64) -> InclusionProof? {
        chain.index.inclusionProof(of: index, size: size)
    }

    func consistencyProof(from: UInt64, to: UInt64) -> ConsistencyProof? {
        chain.index.consistencyProof(from: from, to: to)
    }

    func stored(_ height: Height) throws(ExportFault) -> StoredBlock? {
        if let block = last.withLock({ $0 }), block.height == height { return block }
        do throws(NodeProblem) {
            let block = try chain.block(at: height)
            last.withLock { $0 = block }
            return block
        } catch {
            throw .sourceFailed(
                code: error.code, english: error.english, chinese: error.chinese)
        }
    }
}

extension ChainReader {
    /// An export of a subject or an asset at the last committed height; nothing is read yet.
    func export(_ order: ExportOrder, of genesis: Genesis) throws(ExportFault) -> ExportRun {
        let snapshot = view.current
        guard let header = snapshot.header, let certificate = snapshot.certificate else {
            throw .blockMissing(.genesis)
        }
        let block = CommittedHeader(header: header, certificate: certificate)
        return ExportRun(of: order.subject, at: header.height) { () throws(ExportFault) in
            let source = ReadEvidence(self)
            let work = try EvidenceExporter(schema: GovernanceSchema()).begin(
                order, genesis: genesis.canonicalBytes,
                steps: try seatSteps(below: header.height, source),
                recoveries: try recoverySteps(upTo: header.height, source), block: block,
                state: snapshot.ledger.map, source: source)
            return (work, source)
        }
    }

    private func seatSteps(
        below height: Height, _ source: ReadEvidence
    ) throws(ExportFault) -> [SeatStep] {
        var steps: [SeatStep] = []
        for change in index.seatChanges(before: height) {
            guard let block = try source.block(at: change.height) else {
                throw .blockMissing(change.height)
            }
            steps.append(SeatStep(block: block, next: change.next))
        }
        return steps
    }

    private func recoverySteps(
        upTo height: Height, _ source: ReadEvidence
    ) throws(ExportFault) -> [RecoveryStep] {
        var recoveries: [RecoveryStep] = []
        for item in index.recoveries(upTo: height) {
            guard let before = item.height.previous, let last = try source.block(at: before),
                let block = try source.stored(item.height),
                let signed = block.committed.block.body.transactions.first
            else { throw .blockMissing(item.height) }
            recoveries.append(
                RecoveryStep(
                    last: last, block: CommittedHeader(block.committed), order: signed,
                    members: item.members))
        }
        return recoveries
    }
}
