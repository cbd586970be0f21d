import CanonicalCoding
import LedgerTypes
import Sealing
import Synchronization

/// The chain on disk: committed blocks in order, in segments that are only ever appended to.
///
/// Safe to use from several threads: readers never wait for a flush. One opening at a time, of one
/// process. Source: docs/reference/block-store.md, "Durability".
package final class ChainStore: Sendable {
    struct Contents: Sendable {
        var segments: [Segment] = []
        var tip = Height.genesis
        /// Nil in an empty store.
        var tipID: BlockID?

        var last: Segment? { segments.last }

        func segment(holding height: Height) -> Segment? {
            guard height > .genesis, height <= tip else { return nil }
            var low = 0
            var high = segments.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if segments[middle].firstHeight <= height { low = middle } else { high = middle }
            }
            return segments[low]
        }
    }

    /// Whether the files may be written; false after a failure that left them in doubt.
    struct Writer: Sendable {
        var isSound = true
    }

    let storage: any Storage
    let chain: ChainID
    let suite: CryptoSuite
    let segmentBytes: Int
    /// What opening put right.
    package let warnings: [StoreWarning]
    private let lock: StorageLock
    // INVARIANT: `writer` is taken before `contents`, and `contents` never while the disk works.
    let writer = Mutex(Writer())
    let contents: Mutex<Contents>

    /// Opens the folder `blocks` of a storage, and makes it if it is absent.
    ///
    /// Verifies the last segment in full and the seals of the others; a last record that was
    /// written in part is cut off with a warning, and any other damage is a fault that names it.
    package convenience init(
        opening storage: any Storage, chain: ChainID, suite: CryptoSuite
    ) throws(StoreFault) {
        try self.init(
            opening: storage, chain: chain, suite: suite, segmentBytes: Limits.segmentBytes)
    }

    /// Opens with another size of segments, for tests and trials.
    package init(
        opening storage: any Storage, chain: ChainID, suite: CryptoSuite, segmentBytes: Int
    ) throws(StoreFault) {
        self.storage = storage
        self.chain = chain
        self.suite = suite
        self.segmentBytes = segmentBytes
        try stored { () throws(StorageFault) in try storage.makeFolder(Segment.folder) }
        lock = try stored { () throws(StorageFault) in
            try storage.lock(Segment.folder + "/lock")
        }
        var opening = StoreOpening(storage: storage, chain: chain, suite: suite)
        contents = Mutex(try opening.contents())
        warnings = opening.warnings
    }

    /// The height of the last block; genesis in an empty store.
    package var tip: Height { contents.withLock { $0.tip } }

    /// The id of the last block; nil in an empty store.
    package var tipID: BlockID? { contents.withLock { $0.tipID } }

    /// Bytes that can still be written.
    package func freeBytes() throws(StoreFault) -> UInt64 {
        try stored { () throws(StorageFault) in try storage.freeBytes() }
    }

    /// The block of a height, or nil above the tip and at genesis.
    package func block(at height: Height) throws(StoreFault) -> StoredBlock? {
        guard let segment = contents.withLock({ $0.segment(holding: height) }) else { return nil }
        do {
            return try block(at: height, in: segment)
        } catch {
            // A repair may have put another file in place between the two steps.
            let now = contents.withLock { $0.segment(holding: height) }
            guard let now, now.offsets != segment.offsets || now.size != segment.size else {
                throw error
            }
            return try block(at: height, in: now)
        }
    }

    /// Blocks from a height upwards until their records exceed a number of bytes; at least one if
    /// there is one, so that nobody waits for ever behind a large block.
    package func blocks(
        from first: Height, maximumBytes: Int
    ) throws(StoreFault) -> [StoredBlock] {
        var blocks: [StoredBlock] = []
        var bytes = 0
        var height = max(first, Height.genesis.next)
        while let segment = contents.withLock({ $0.segment(holding: height) }) {
            bytes += segment.frame(of: height).count
            if !blocks.isEmpty, bytes > maximumBytes { break }
            guard let block = try block(at: height) else { break }
            blocks.append(block)
            height = height.next
        }
        return blocks
    }

    func block(at height: Height, in segment: Segment) throws(StoreFault) -> StoredBlock {
        let record = try record(at: height, in: segment)
        guard let block = try? StoredBlock(canonical: record), block.height == height else {
            throw .damagedBlock(height, path: segment.path)
        }
        return block
    }

    /// The bytes of a block, checked against their checksum.
    func record(at height: Height, in segment: Segment) throws(StoreFault) -> [UInt8] {
        let place = segment.frame(of: height)
        let frame = try stored { () throws(StorageFault) in
            try storage.read(segment.path, from: place.lowerBound, count: place.count)
        }
        guard let payload = segment.file.payload(in: frame, at: 0, base: place.lowerBound),
            payload.upperBound == place.count
        else { throw .damagedBlock(height, path: segment.path) }
        return Array(frame[payload])
    }
}
