import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

extension EvidenceExporter {
    static func record(of head: HeadID, in state: StateMap) -> HeadRecord? {
        guard let bytes = state.value(for: head.stateKey) else { return nil }
        guard let record = try? HeadRecord(canonical: bytes) else {
            preconditionFailure("the state holds another record under head \(head.id)")
        }
        return record
    }

    /// Every change of the seats below a height: the blocks that announced other seats.
    ///
    /// `seats` gives the set of a digest, which a node sees when it executes the announcing block.
    /// Complexity: O(h) blocks read.
    package static func seatSteps(
        before height: Height, source: some EvidenceSource, seats: (Digest) -> SeatSet?
    ) throws(ExportFault) -> [SeatStep] {
        var steps: [SeatStep] = []
        for value in 1..<max(1, height.value) {
            guard let block = try source.block(at: Height(value)) else {
                throw .blockMissing(Height(value))
            }
            guard block.header.nextSeatSet != block.header.seatSet else { continue }
            guard let next = seats(block.header.nextSeatSet) else { throw .stateMismatch }
            steps.append(SeatStep(block: block, next: next))
        }
        return steps
    }
}
