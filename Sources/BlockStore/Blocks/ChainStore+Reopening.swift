import LedgerTypes
import Mutants

extension ChainStore {
    /// Reads the folder again after a failure, as at a start; afterwards blocks are taken again.
    ///
    /// Returns what was put right. The tip may be one block above what was acknowledged: a block
    /// whose flush failed may have reached the disk. Throws if anything acknowledged is gone.
    package func reopen() throws(StoreFault) -> [StoreWarning] {
        try writer.withLock { writer throws(StoreFault) in
            writer.isSound = false
            let known = contents.withLock { $0.tip }
            var opening = StoreOpening(storage: storage, chain: chain, suite: suite)
            let found = try opening.contents()
            guard found.tip >= known || Mutant.lostBlocksOverlooked.isOn else {
                throw .damagedBlock(found.tip.next, path: found.last?.path ?? Segment.folder)
            }
            try writeAgain(found)
            contents.withLock { $0 = found }
            writer.isSound = true
            return opening.warnings
        }
    }

    /// Writes the last record once more and flushes it: after a flush that failed, the system may
    /// show bytes that never reached the disk, and take them for written.
    private func writeAgain(_ found: Contents) throws(StoreFault) {
        guard let last = found.last, !last.isSealed, !last.offsets.isEmpty else { return }
        let place = last.frame(of: found.tip)
        try stored { () throws(StorageFault) in
            let bytes = try storage.read(
                last.path, from: place.lowerBound, count: place.count)
            try storage.write(bytes, to: last.path, at: place.lowerBound)
            try storage.sync(last.path)
        }
    }
}
