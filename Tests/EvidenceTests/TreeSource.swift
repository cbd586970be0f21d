import EvidenceTree
import LedgerTypes
import Sealing

@testable import Evidence

/// A source whose entries stand in a tree of its own.
protocol TreeSource: EvidenceSource {
    var tree: EntryTree { get }
}

extension TreeSource {
    func root(size: UInt64) -> Digest? { tree.root(size: size) }

    func inclusionProof(of index: EntryIndex, size: UInt64) -> InclusionProof? {
        tree.inclusionProof(index: index.value, size: size)
    }

    func consistencyProof(from: UInt64, to: UInt64) -> ConsistencyProof? {
        tree.consistencyProof(from: from, to: to)
    }
}

extension EvidenceExporter {
    /// Everything gathered in one go.
    func gathered(
        _ order: ExportOrder, genesis: [UInt8], steps: [SeatStep] = [],
        recoveries: [RecoveryStep] = [], block: CommittedHeader, state: StateMap,
        source: some EvidenceSource
    ) throws -> ExportWork {
        var work = try begin(
            order, genesis: genesis, steps: steps, recoveries: recoveries, block: block,
            state: state, source: source)
        while !work.isGathered { try work.step(source) }
        return work
    }
}
