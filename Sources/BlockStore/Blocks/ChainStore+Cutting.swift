import LedgerTypes
import Sealing

extension ChainStore {
    /// Cuts the last segment at its first damaged record, for an operator whose store does not open
    /// any more; the blocks from there on are fetched from peers again.
    ///
    /// Returns the height of the first block that is gone, or nil if nothing was damaged.
    public static func cutDamage(
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
