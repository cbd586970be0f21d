import BlockStore
import LedgerTypes

/// The blocks that a store acknowledged, kept apart from it, and what must hold of them.
struct BlockFilesBook {
    private(set) var violations: [RoundViolation] = []
    /// From height 1 on.
    private(set) var acknowledged: [StoredBlock] = []
    /// Offered, and neither acknowledged nor refused for what it is: it may be on the disk.
    private var pending: StoredBlock?
    /// Heights whose bytes were changed behind the store's back.
    var damaged: Set<UInt64> = []
    /// So many blocks were in a last file that was lost.
    var lacking = 0
    /// A flush failed, and the folder was not read again since.
    var isInDoubt = false

    mutating func note(_ detail: String) {
        violations.append(RoundViolation(kind: .files, detail: detail))
    }

    var tip: UInt64 { UInt64(acknowledged.count) }

    /// The store says that a block is on the disk.
    mutating func takes(_ block: StoredBlock) {
        let header = block.committed.block.header
        if isInDoubt { note("block \(tip + 1) taken after a flush that failed") }
        if header.chain != BlockMaker.chain { note("a block of another chain is taken") }
        if header.height.value != tip + 1 { note("block \(header.height) taken after \(tip)") }
        if let last = acknowledged.last, header.parent != BlockMaker.id(last) {
            note("block \(header.height) taken, which does not name the one below")
        }
        acknowledged.append(block)
        pending = nil
    }

    /// The disk failed while a block was written.
    mutating func fails(_ block: StoredBlock) { pending = block }

    /// What is read must be what was acknowledged, to the last byte, or said to be damaged.
    mutating func reads(_ store: ChainStore) {
        if store.tip.value == tip + 1, let block = pending {
            acknowledged.append(block)
            pending = nil
        }
        // A damaged last record cannot be told from one that was written in part.
        let mayLack = max(lacking, damaged.contains(tip) ? 1 : 0)
        let least = tip - UInt64(min(acknowledged.count, mayLack))
        guard (least...tip).contains(store.tip.value) else {
            return note("the store ends at \(store.tip), and \(tip) was acknowledged")
        }
        lacking = 0
        acknowledged = Array(acknowledged.prefix(Int(store.tip.value)))
        damaged = damaged.filter { $0 <= tip }
        if store.tipID != acknowledged.last.map(BlockMaker.id) { note("another block at the tip") }
        for (index, block) in acknowledged.enumerated() {
            let height = UInt64(index + 1)
            do throws(StoreFault) {
                let found = try store.block(at: Height(height))
                if found?.canonicalBytes != block.canonicalBytes { note("another block \(height)") }
            } catch {
                if !damaged.contains(height) { note("block \(height) cannot be read: \(error)") }
            }
        }
        checks(store)
    }

    /// A check of all bytes names what is damaged, and nothing else.
    private mutating func checks(_ store: ChainStore) {
        guard let damage = try? store.check() else { return note("the store cannot be checked") }
        let named = Set(damage.compactMap { $0.height?.value })
        if named != damaged { note("damaged are \(damaged.sorted()), named \(named.sorted())") }
    }
}
