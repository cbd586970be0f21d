import CanonicalCoding
import LedgerTypes
import Mutants
import Sealing

/// The promise that all files of a repair are written and only wait for their names.
enum RepairMarker {
    static let path = Segment.folder + "/repair"

    /// Gives the files of a repair their names; may be done again after an interruption.
    static func finish(in storage: any Storage) throws(StorageFault) {
        for name in try storage.list(Segment.folder)
        where name.hasPrefix("segment-") && name.hasSuffix(FileNames.newSuffix) {
            let new = "\(Segment.folder)/\(name)"
            try storage.rename(new, to: String(new.dropLast(FileNames.newSuffix.utf8.count)))
        }
        try storage.syncFolder(Segment.folder)
        try storage.remove(path)
        try storage.syncFolder(Segment.folder)
    }
}

extension ChainStore {
    /// Puts blocks that were fetched from a peer in the place of damaged ones.
    ///
    /// Writes the segment anew beside the old one and exchanges them at once. All damaged blocks of
    /// a segment are replaced together; a block must link to its neighbours. The caller has
    /// verified certificates.
    package func replace(_ blocks: [StoredBlock]) throws(StoreFault) {
        try writer.withLock { writer throws(StoreFault) in
            guard writer.isSound else { throw .needsReopening }
            var after = contents.withLock { $0 }
            for index in after.segments.indices {
                let segment = after.segments[index]
                let chosen = blocks.filter {
                    segment.firstHeight <= $0.height && $0.height < segment.end
                }
                guard !chosen.isEmpty else { continue }
                let (rewritten, image) = try rewrite(segment, with: chosen)
                do throws(StoreFault) {
                    try exchange(rewritten, image: image)
                } catch {
                    writer.isSound = false
                    throw error
                }
                after.segments[index] = rewritten
                contents.withLock { [after] in $0.segments = after.segments }
            }
            if let beyond = blocks.first(where: { $0.height > after.tip || $0.height == .genesis })
            {
                throw .unknownHeight(beyond.height)
            }
        }
    }

    private func rewrite(
        _ segment: Segment, with blocks: [StoredBlock]
    ) throws(StoreFault) -> (Segment, image: [UInt8]) {
        let description = SegmentDescription(
            chain: chain, number: segment.number, firstHeight: segment.firstHeight)
        var records: [[UInt8]] = []
        var height = segment.firstHeight
        while height < segment.end {
            if let block = blocks.last(where: { $0.height == height }) {
                if !Mutant.replacedUnlinked.isOn { try checkLinks(of: block, among: blocks) }
                records.append(block.canonicalBytes)
            } else {
                records.append(try record(at: height, in: segment))
            }
            height = height.next
        }
        var file = FramedFile(kind: Segment.kind)
        let image = file.image(description: description.canonicalBytes, records: records)
        var offsets: [Int] = []
        var offset = file.bodyStart
        for record in records {
            offsets.append(offset)
            offset += FramedFile.frameOverhead + record.count
        }
        let rewritten = Segment(
            number: segment.number, firstHeight: segment.firstHeight, file: file, offsets: offsets,
            size: image.count, isSealed: segment.isSealed)
        return (rewritten, image)
    }

    /// Neighbours are taken from the replacements first; a damaged neighbour says nothing. Throws
    /// where one cannot be looked at.
    private func checkLinks(
        of block: StoredBlock, among blocks: [StoredBlock]
    ) throws(StoreFault) {
        func header(at height: Height?) throws(StoreFault) -> Header? {
            guard let height else { return nil }
            if let other = blocks.last(where: { $0.height == height }) {
                return other.committed.block.header
            }
            do throws(StoreFault) {
                return try self.block(at: height)?.committed.block.header
            } catch {
                guard error.isLoss else { throw error }
                return nil
            }
        }
        let own = block.committed.block.header
        guard own.chain == chain else { throw .wrongChain(path: Segment.folder) }
        if let below = try header(at: own.height.previous), own.parent != below.id(suite: suite) {
            throw .brokenLink(own.height)
        }
        if let above = try header(at: own.height.next), above.parent != own.id(suite: suite) {
            throw .brokenLink(own.height)
        }
        let isTip = contents.withLock { $0.tip == own.height && $0.tipID != own.id(suite: suite) }
        if isTip { throw .brokenLink(own.height) }
    }

    private func exchange(_ segment: Segment, image: [UInt8]) throws(StoreFault) {
        var files = [(segment.path, image)]
        if segment.isSealed {
            let seal = SegmentSeal(
                number: segment.number, firstHeight: segment.firstHeight, size: segment.size,
                digest: suite.hash(image), offsets: segment.offsets)
            files.append((Segment.sealPath(segment.number), seal.image))
        }
        try stored { () throws(StorageFault) in
            for (path, bytes) in files {
                let new = path + FileNames.newSuffix
                if try storage.size(of: new) != nil { try storage.remove(new) }
                try storage.write(bytes, to: new, at: 0)
                try storage.sync(new)
            }
            try storage.syncFolder(Segment.folder)
            try storage.replaceFile(RepairMarker.path, with: Array("tally/repair/v1\n".utf8))
            try RepairMarker.finish(in: storage)
        }
    }
}
