import Governance
import LedgerTypes
import Mutants
import Outbox

/// How far the blocks of the chain were read for work of this member.
struct BlockSearch: Sendable {
    private var height = Height.genesis
    /// True if the last part could not be read to its end: the next turn by time tries again.
    private var isHeldUp = false

    /// Goes on where an earlier life stopped.
    mutating func begin(at height: Height) { self.height = height }

    /// True if all blocks of a state were read.
    func isThrough(_ ledger: LedgerState) -> Bool { height >= ledger.height }

    /// True if blocks are left, and the next part can be read at once.
    func isBehind(_ ledger: LedgerState) -> Bool { !isHeldUp && !isThrough(ledger) }

    /// Reads the next blocks, some of them in a turn, and writes down what is found.
    mutating func go(
        _ duties: DutyTable, _ scene: DutyScene, _ chain: some ChainReading,
        into book: inout WorkBook
    ) throws(OutboxFault) {
        // A chain that is shorter than what was searched is one that was put back: its next blocks
        // are read, whatever an older file says of them.
        height = min(height, scene.ledger.height)
        let durable = book.searched
        isHeldUp = true
        let end = min(scene.ledger.height.value, height.value + Limits.searchedPerTurn)
        var isFound = false
        while height.value < end {
            // One that cannot be read is told where the store is read, and searched later.
            guard let entries = chain.entries(at: height.next) else { break }
            for id in entries.flatMap({ duties.works(for: $0, scene) }) {
                do throws(OutboxFault) {
                    try book.begin(id, at: scene.ledger.time)
                } catch {
                    guard Mutant.searchedUnfound.isOn else { throw error }
                }
                isFound = true
            }
            height = height.next
        }
        // Behind the file too: what it says of a longer chain is not believed again.
        let isFar = height < durable || height.value - durable.value >= Limits.searchedBlocks
        if isFound || isFar { try book.noteSearched(height) }
        isHeldUp = height.value < end
    }
}
