import BlockStore
import LedgerTypes
import Synchronization

/// Blocks of the own disk that were found damaged, and those that a peer sent in their place.
///
/// Whoever reads reports here; one worker repairs.
package final class DamageDesk: Sendable {
    private struct Content {
        var heights: Set<Height> = []
        var asked: (height: Height, peer: MemberID)?
        var answer: CommittedBlock?
    }

    private let content = Mutex(Content())

    package init() {}

    /// Takes note of a fault that names a block; of others there is nothing to fetch.
    package func found(_ error: any Error) {
        guard case StoreFault.damagedBlock(let height, _) = error else { return }
        found(height)
    }

    func found(_ height: Height) { content.withLock { _ = $0.heights.insert(height) } }

    func mended(_ height: Height) { content.withLock { _ = $0.heights.remove(height) } }

    /// Damaged heights, ascending.
    var heights: [Height] { content.withLock { $0.heights.sorted() } }

    /// Says which height the next answer is to begin with, and whose it is.
    func ask(_ height: Height, of peer: MemberID) {
        content.withLock {
            $0.asked = (height, peer)
            $0.answer = nil
        }
    }

    /// Takes no answer any more.
    func askNothing() {
        content.withLock {
            $0.asked = nil
            $0.answer = nil
        }
    }

    /// Takes blocks if they are the ones that were asked for, of the peer that was asked: what
    /// another one sends in between is not read as the answer.
    package func take(_ blocks: [CommittedBlock], of peer: MemberID) -> Bool {
        content.withLock { content in
            guard let asked = content.asked, peer == asked.peer, let first = blocks.first,
                first.height == asked.height
            else { return false }
            if content.answer == nil { content.answer = first }
            return true
        }
    }

    /// The block that came, once.
    func answer() -> CommittedBlock? {
        content.withLock { content in
            defer { content.answer = nil }
            return content.answer
        }
    }
}
