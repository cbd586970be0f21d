import BlockStore
import LedgerTypes
import Synchronization

/// Blocks of the own disk that were found damaged, and those that a peer sent in their place.
///
/// Whoever reads reports here; one worker repairs.
final class DamageDesk: Sendable {
    private struct Content {
        var heights: Set<Height> = []
        var asked: Height?
        var answer: CommittedBlock?
    }

    private let content = Mutex(Content())

    /// Takes note of a fault that names a block; of others there is nothing to fetch.
    func found(_ error: any Error) {
        guard case StoreFault.damagedBlock(let height, _) = error else { return }
        found(height)
    }

    func found(_ height: Height) { content.withLock { _ = $0.heights.insert(height) } }

    func mended(_ height: Height) { content.withLock { _ = $0.heights.remove(height) } }

    /// Damaged heights, ascending.
    var heights: [Height] { content.withLock { $0.heights.sorted() } }

    /// Says which height the next answer is to begin with; nil takes none.
    func ask(_ height: Height?) {
        content.withLock {
            $0.asked = height
            $0.answer = nil
        }
    }

    /// Takes blocks of a peer if they are the ones that were asked for.
    func take(_ blocks: [CommittedBlock]) -> Bool {
        content.withLock { content in
            guard let asked = content.asked, let first = blocks.first, first.height == asked else {
                return false
            }
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
