import Governance
import LedgerTypes

/// A chain in memory as a desk reads it, where no store is: where each transaction was settled, and
/// the blocks.
package struct HeldChain: ChainReading, Sendable {
    // For lookup only.
    private var settled: [TransactionID: (height: Height, entry: Entry)] = [:]
    private var refused: [TransactionID: (height: Height, entry: Entry)] = [:]
    private var blocks: [[Entry]] = []
    package private(set) var releases: ReleaseBook

    /// - Parameter member: whose releases are followed.
    package init(of member: MemberID) { releases = ReleaseBook(of: member) }

    /// Takes the next block.
    package mutating func take(_ entries: [Entry], at height: Height) {
        for entry in entries {
            releases.take(entry)
            let id = entry.transaction.id
            guard settled[id] == nil else { continue }
            if Admission.settles(entry.receipt.code) {
                settled[id] = (height, entry)
            } else {
                refused[id] = (height, entry)
            }
        }
        blocks.append(entries)
    }

    package func entry(of id: TransactionID) -> EntryAnswer {
        settled[id].map { .found($0.height, $0.entry) }
            ?? refused[id].map { .refusedAsSigned($0.height, $0.entry) } ?? .none
    }

    package func entries(at height: Height) -> [Entry]? {
        height.value >= 1 && height.value <= UInt64(blocks.count)
            ? blocks[Int(height.value) - 1] : nil
    }

    /// All entries, in their order.
    package var all: [Entry] { blocks.flatMap(\.self) }
}
