import LedgerTypes
import Sealing

extension ChainStore {
    /// Takes away what is damaged and all that follows it, until the store opens: the sound blocks
    /// below stay.
    ///
    /// For a copy from which a store is built again; what is cut away is gone. Throws where no part
    /// can be used, as where the files belong to another chain.
    package static func keepSoundPrefix(
        in storage: any Storage, chain: ChainID, suite: CryptoSuite
    ) throws(StoreFault) {
        var cut: UInt64?
        while true {
            let fault: StoreFault
            do throws(StoreFault) {
                _ = try ChainStore(opening: storage, chain: chain, suite: suite)
                return
            } catch {
                fault = error
            }
            guard let number = fault.damagedSegment else { throw fault }
            // A segment that was cut once and still does not open is of no use.
            let isHopeless = cut == number
            try remove(from: isHopeless ? number : number + 1, in: storage)
            cut = number
            if !isHopeless {
                do throws(StoreFault) {
                    _ = try cutDamage(in: storage, chain: chain, suite: suite)
                } catch {
                    // Damage is seen again, and taken away, at the next opening.
                    guard error.isDamage else { throw error }
                }
            }
        }
    }

    /// Removes the segments from a number on, the last one first.
    private static func remove(from first: UInt64, in storage: any Storage) throws(StoreFault) {
        try stored { () throws(StorageFault) in
            let names = try storage.list(Segment.folder)
            for number in names.compactMap(Segment.number(ofName:)).sorted(by: >)
            where number >= first {
                let seal = Segment.sealPath(number)
                if try storage.size(of: seal) != nil { try storage.remove(seal) }
                try storage.remove(Segment.path(number))
            }
            try storage.syncFolder(Segment.folder)
        }
    }

    /// Cuts the last segment at its first damaged record, for an operator whose store does not open
    /// any more; the blocks from there on are fetched from peers again.
    ///
    /// Returns the height of the first block that is gone, or nil if nothing was damaged.
    package static func cutDamage(
        in storage: any Storage, chain: ChainID, suite: CryptoSuite
    ) throws(StoreFault) -> Height? {
        let lock = try stored { () throws(StorageFault) in
            try storage.lock(Segment.folder + "/lock")
        }
        defer { _ = lock }
        let names = try stored { () throws(StorageFault) in
            try storage.list(Segment.folder)
        }
        guard let number = names.compactMap(Segment.number(ofName:)).max() else { return nil }
        let path = Segment.path(number)
        let bytes = try stored { () throws(StorageFault) in try storage.readAll(path) }
        let (file, front) = try FramedFile.open(bytes, kind: Segment.kind, path: path)
        guard let description = try? SegmentDescription(canonical: front) else {
            throw .wrongFormat(path: path)
        }
        guard description.chain == chain else { throw .wrongChain(path: path) }
        let scan = file.scan(bytes)
        guard scan.end != .whole else { return nil }
        let size = scan.payloads.last?.upperBound ?? file.bodyStart
        let sealPath = Segment.sealPath(number)
        try stored { () throws(StorageFault) in
            // The seal goes first: a sealed segment is never shorter than its seal says.
            if try storage.size(of: sealPath) != nil {
                try storage.remove(sealPath)
                try storage.syncFolder(Segment.folder)
            }
            try storage.truncate(path, to: size)
            try storage.sync(path)
        }
        return Height(description.firstHeight.value + UInt64(scan.payloads.count))
    }
}

extension StoreFault {
    /// The number of the segment that cannot be used.
    fileprivate var damagedSegment: UInt64? {
        switch self {
        case .damagedBlock(_, let path), .damagedFile(let path, _), .wrongFormat(let path),
            .missingSegment(let path):
            Segment.number(ofName: String(path.dropFirst(Segment.folder.utf8.count + 1)))
        default: nil
        }
    }
}
