import BlockStore
import Duties
import Governance
import LedgerTypes

/// A node's chain as its desk reads it: where each transaction was settled, and the blocks.
struct SimulatedChain: ChainReading {
    // For lookup only.
    private var settled: [TransactionID: (height: Height, entry: Entry)] = [:]
    private var blocks: [[Entry]] = []
    private(set) var releases: ReleaseBook

    init(of member: MemberID) { releases = ReleaseBook(of: member) }

    /// Takes the next block.
    mutating func take(_ block: StoredBlock) {
        let entries = block.entries
        for entry in entries {
            releases.take(entry)
            guard settled[entry.transaction.id] == nil, Admission.settles(entry.receipt.code)
            else { continue }
            settled[entry.transaction.id] = (block.height, entry)
        }
        blocks.append(entries)
    }

    func entry(of id: TransactionID) -> EntryAnswer {
        settled[id].map { .found($0.height, $0.entry) } ?? .none
    }

    func entries(at height: Height) -> [Entry]? {
        height.value >= 1 && height.value <= UInt64(blocks.count)
            ? blocks[Int(height.value) - 1] : nil
    }

    /// All entries, in their order.
    var all: [Entry] { blocks.flatMap(\.self) }
}
