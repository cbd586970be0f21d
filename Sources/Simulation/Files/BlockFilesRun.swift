import BlockStore
import LedgerTypes

/// A store on a disk that fails, offered one block after the other.
struct BlockFilesRun {
    static let segmentBytes = 2_600
    static let folder = "blocks"

    let disk = SimulatedDisk()
    var book = BlockFilesBook()
    private(set) var store: ChainStore?
    private(set) var told: [String] = []
    /// Files were changed behind the store's back: that it does not open is right.
    var isDamaged = false
    /// True from an orderly end to the next fault: then nothing needs to be put right.
    var isOrderly = false
    private var flushesFailed = 0
    /// The disk refused something since the folder was read.
    private var hasFailed = false

    init() { open() }

    var isUp: Bool { store != nil }

    /// The file of the last segment, and all of them.
    var segments: [String] {
        ((try? disk.memory.list(Self.folder)) ?? []).filter { $0.hasSuffix(".blocks") }
            .map { "\(Self.folder)/\($0)" }
    }

    // MARK: lives

    mutating func open() {
        do throws(StoreFault) {
            let opened = try ChainStore(
                opening: disk, chain: BlockMaker.chain, suite: BlockMaker.suite,
                segmentBytes: Self.segmentBytes)
            if isOrderly, !opened.warnings.isEmpty {
                book.note("after an orderly end \(opened.warnings)")
            }
            store = opened
            told.append("opened at \(opened.tip)")
            read(opened)
        } catch {
            told.append("not opened: \(error)")
            if !isDamaged { book.note("the store does not open: \(error)") }
        }
    }

    mutating func end(cut kept: Kept? = nil) {
        isOrderly = kept == nil && !hasFailed && isUp && !isDamaged
        store = nil
        disk.repair()
        if let kept { disk.cutPower(keeping: kept) }
        told.append(kept.map { "power cut, keeping \($0)" } ?? "end")
    }

    mutating func restart(cut kept: Kept? = nil) {
        end(cut: kept)
        open()
    }

    /// Reads the folder again in the same process.
    mutating func reopen() {
        guard let store else { return }
        disk.repair()
        do throws(StoreFault) {
            _ = try store.reopen()
            told.append("read again to \(store.tip)")
            read(store)
        } catch {
            told.append("not read again: \(error)")
            self.store = nil
            if !isDamaged { book.note("the store is not read again: \(error)") }
        }
    }

    private mutating func read(_ store: ChainStore) {
        book.isInDoubt = false
        hasFailed = false
        flushesFailed = disk.failedFlushes
        book.reads(store)
    }

    // MARK: blocks

    /// Offers a block; a right one is refused only by a disk that fails.
    mutating func offer(_ block: StoredBlock, isRight: Bool) {
        guard let store else { return }
        do throws(StoreFault) {
            try store.append(block)
            told.append("took \(block.height)")
            book.takes(block)
        } catch {
            told.append("refused \(block.height): \(error)")
            switch error {
            case .storage:
                hasFailed = true
                book.fails(block)
                if disk.failedFlushes > flushesFailed { book.isInDoubt = true }
            case .needsReopening: needsReopening = true
            default: if isRight { book.note("block \(block.height) is refused: \(error)") }
            }
        }
    }

    /// True once the store asked to be read again.
    private(set) var needsReopening = false

    /// The next block of the chain.
    mutating func append() {
        guard isUp else { return }
        offer(BlockMaker.decided[Int(book.tip)], isRight: true)
        if needsReopening {
            needsReopening = false
            reopen()
        }
    }

    /// The next block once more, without looking into what failed.
    mutating func retry() { offer(BlockMaker.decided[Int(book.tip)], isRight: true) }

    /// Puts a block in the place of a damaged one.
    mutating func replace(_ block: StoredBlock, isRight: Bool) {
        guard let store else { return }
        do throws(StoreFault) {
            try store.replace([block])
            told.append("replaced \(block.height)")
            book.damaged.remove(block.height.value)
        } catch {
            told.append("not replaced \(block.height): \(error)")
            if isRight { book.note("block \(block.height) does not take its own place: \(error)") }
        }
        book.reads(store)
    }
}
