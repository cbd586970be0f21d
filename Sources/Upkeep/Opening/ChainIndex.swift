import Duties
import Evidence
import EvidenceTree
import Governance
import LedgerTypes
import Sealing
import Synchronization

/// Where everything stands in the chain: rebuilt at each start from the blocks, kept in memory.
///
/// About 160 bytes an entry.
package final class ChainIndex: Sendable {
    struct Content: Sendable {
        var tree: EntryTree
        /// What became of the member's releases.
        var releases: ReleaseBook
        /// Who asked about whom.
        var askers = AskerBook()
        /// Entries up to and with each height; index 0 is genesis.
        var ends: [UInt64] = [0]
        var positions: [TransactionID: EntryIndex] = [:]
        /// Ids of which no entry stands but such as were refused for their signatures.
        var unsettled: Set<TransactionID> = []
        /// Heights whose block announced other seats, with those seats.
        var seatChanges: [(height: Height, next: SeatSet)] = []
        /// Recovery blocks, with the members whose keys ordered them, proven to the state before.
        var recoveries: [(height: Height, members: [StateFact])] = []

        /// Notes where the next entry stands. The one that settles its transaction is what counts:
        /// anybody can bring the same transaction with other signatures to the chain after it.
        mutating func note(_ id: TransactionID, settles: Bool) {
            if settles {
                unsettled.remove(id)
            } else {
                guard positions[id] == nil || unsettled.contains(id) else { return }
                unsettled.insert(id)
            }
            positions[id] = EntryIndex(tree.count)
        }
    }

    private let content: Mutex<Content>

    /// - Parameter member: whose releases are followed; nobody's where none is named.
    init(suite: CryptoSuite, of member: MemberID? = nil) {
        content = Mutex(
            Content(tree: EntryTree(suite: suite), releases: ReleaseBook(of: member)))
    }

    package func append(_ block: StoredBlock, state: LedgerState, before: LedgerState) {
        let entries = block.entries
        content.withLock { content in
            precondition(
                block.height.value == UInt64(content.ends.count),
                "the index is at \(content.ends.count), the block at \(block.height)")
            for entry in entries {
                content.note(
                    entry.transaction.id, settles: Admission.settles(entry.receipt.code))
                content.releases.take(entry)
                content.askers.take(entry, in: state)
                content.tree.append(content.tree.hasher.leaf(entry.canonicalBytes))
            }
            content.ends.append(content.tree.count)
            if state.recoveryEpoch != before.recoveryEpoch {
                let members = before.nextSeats.seats.map {
                    StateFact(Tables.members.stateKey($0.member), in: before.map)
                }
                content.recoveries.append((block.height, members))
            }
            if state.nextSeats != state.seats {
                content.seatChanges.append((block.height, state.nextSeats))
            }
        }
    }

    /// Where a transaction stands, if it is committed: the entry that settled it, else the last of
    /// those that were refused for their signatures.
    package func position(of id: TransactionID) -> EntryIndex? {
        content.withLock { $0.positions[id] }
    }

    /// True if the transaction is committed, and with whatever signatures it comes again, nothing
    /// more comes of it.
    package func isSettled(_ id: TransactionID) -> Bool {
        content.withLock { $0.positions[id] != nil && !$0.unsettled.contains(id) }
    }

    /// What became of releases.
    package var releases: ReleaseBook { content.withLock { $0.releases } }

    /// What a person asked for that is permitted, or may yet be.
    package func requests(of person: StaffReference) -> [AskedRequest] {
        content.withLock { $0.askers.requests(of: person) }
    }

    /// The block of an entry and its place in it.
    package func place(of entry: EntryIndex) -> (height: Height, offset: Int)? {
        content.withLock { content in
            guard entry.value < content.tree.count else { return nil }
            // The first height whose end lies beyond the entry.
            var low = 1
            var high = content.ends.count - 1
            while low < high {
                let middle = (low + high) / 2
                if content.ends[middle] > entry.value { high = middle } else { low = middle + 1 }
            }
            return (Height(UInt64(low)), Int(entry.value - content.ends[low - 1]))
        }
    }

    /// Indexes of the entries of a block.
    package func entries(at height: Height) -> Range<UInt64>? {
        content.withLock { content in
            guard height.value >= 1, height.value < UInt64(content.ends.count) else { return nil }
            return content.ends[Int(height.value) - 1]..<content.ends[Int(height.value)]
        }
    }

    package var count: UInt64 { content.withLock { $0.tree.count } }

    /// A proof that an entry is in the tree of the given size.
    package func inclusionProof(of entry: EntryIndex, size: UInt64) -> InclusionProof? {
        content.withLock { $0.tree.inclusionProof(index: entry.value, size: size) }
    }

    package func consistencyProof(from: UInt64, to: UInt64) -> ConsistencyProof? {
        content.withLock { $0.tree.consistencyProof(from: from, to: to) }
    }

    /// The root of the tree of the first entries; nil where there are not so many.
    package func root(size: UInt64) -> Digest? { content.withLock { $0.tree.root(size: size) } }

    /// Recoveries up to a height.
    package func recoveries(upTo height: Height) -> [(height: Height, members: [StateFact])] {
        content.withLock { $0.recoveries.filter { $0.height <= height } }
    }

    /// Announced changes of seats below a height.
    package func seatChanges(before height: Height) -> [(height: Height, next: SeatSet)] {
        content.withLock { $0.seatChanges.filter { $0.height < height } }
    }
}
