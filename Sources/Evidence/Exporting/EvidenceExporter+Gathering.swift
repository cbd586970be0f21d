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

    /// Walks each head back from its last entry; ascending by index.
    static func entries(
        of heads: [HeadSection], source: some EvidenceSource
    ) throws(ExportFault) -> [(index: EntryIndex, entry: Entry)] {
        var found: [EntryIndex: Entry] = [:]
        for section in heads {
            var next = section.record?.last
            while let index = next {
                let known = found[index]
                guard let entry = known == nil ? try source.entry(at: index) : known,
                    let link = entry.links.first(where: { $0.head == section.head })
                else { throw .entryMissing(index) }
                found[index] = entry
                next = link.previous
            }
        }
        return found.sorted { $0.key < $1.key }.map { (index: $0.key, entry: $0.value) }
    }

    /// The state facts that entries name and genesis does not hold, each once, ascending by key.
    func facts(of entries: [Entry], genesis: [UInt8], in state: StateMap) -> [StateFact] {
        let founding = schema.genesis(genesis)?.texts ?? [:]
        let keys = Set(entries.flatMap { schema.factKeys(of: $0) { state.value(for: $0) } })
        return keys.filter { founding[$0] == nil }.sorted { $0.lexicographicallyPrecedes($1) }
            .map { StateFact($0, in: state) }
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

    /// The blocks of entries with the growth of their tree, ascending; without that of the export.
    static func witnesses(
        of entries: [Entry], block: CommittedHeader, source: some EvidenceSource
    ) throws(ExportFault) -> [BlockWitness] {
        let heights = Set(entries.map(\.receipt.height)).subtracting([block.header.height]).sorted()
        var witnesses: [BlockWitness] = []
        for height in heights {
            guard let own = try source.block(at: height) else { throw .blockMissing(height) }
            guard
                let growth = source.tree.consistencyProof(
                    from: own.header.entryCount, to: block.header.entryCount)
            else { throw .stateMismatch }
            witnesses.append(BlockWitness(block: own, growth: growth))
        }
        return witnesses
    }
}
