import CanonicalCoding
import LedgerTypes
import Mutants
import Sealing

extension ChainStore {
    /// Appends the next block; on return it survives a power cut.
    ///
    /// Throws if it does not follow the tip, or if the disk refuses: then the store is as before,
    /// or refuses everything until it is opened again.
    package func append(_ block: StoredBlock) throws(StoreFault) {
        try writer.withLock { writer throws(StoreFault) in
            guard writer.isSound || Mutant.brokenStoreWritten.isOn else { throw .needsReopening }
            let before = contents.withLock { $0 }
            try check(block, follows: before)
            let record = block.canonicalBytes
            guard record.count <= Limits.maximumRecordBytes else {
                throw .recordTooLarge(bytes: record.count)
            }
            var after = before
            try makeRoom(for: record.count, in: &after, &writer)
            try write(record, to: &after, &writer)
            after.tip = block.height
            after.tipID = block.committed.block.header.id(suite: suite)
            contents.withLock { $0 = after }
        }
    }

    private func check(
        _ block: StoredBlock, follows contents: Contents
    ) throws(StoreFault) {
        let header = block.committed.block.header
        guard header.chain == chain || Mutant.foreignBlockStored.isOn else {
            throw .wrongChain(path: Segment.folder)
        }
        guard header.height == contents.tip.next || Mutant.wrongHeightStored.isOn else {
            throw .wrongHeight(expected: contents.tip.next, found: header.height)
        }
        if let parent = contents.tipID, header.parent != parent, !Mutant.brokenLinkTaken.isOn {
            throw .brokenLink(header.height)
        }
    }

    /// Seals the last segment if the record does not fit, and begins another one.
    private func makeRoom(
        for bytes: Int, in contents: inout Contents, _ writer: inout Writer
    ) throws(StoreFault) {
        let needed = bytes + FramedFile.frameOverhead
        if let last = contents.last, !last.isSealed {
            if last.offsets.isEmpty || last.size + needed <= segmentBytes { return }
            do throws(StoreFault) {
                try sealLast(of: &contents)
            } catch {
                // A seal that may be on the disk forbids any further record in its segment.
                writer.isSound = false
                throw error
            }
        }
        let number = (contents.last?.number ?? 0) + 1
        let description = SegmentDescription(
            chain: chain, number: number, firstHeight: contents.tip.next)
        var file = FramedFile(kind: Segment.kind)
        let image = file.image(description: description.canonicalBytes)
        let path = Segment.path(number)
        do {
            try storage.replaceFile(path, with: image)
        } catch {
            // The name may be there or not: only opening can tell.
            writer.isSound = false
            throw .storage(error)
        }
        contents.segments.append(
            Segment(
                number: number, firstHeight: contents.tip.next, file: file, offsets: [],
                size: image.count, isSealed: false))
    }

    private func sealLast(of contents: inout Contents) throws(StoreFault) {
        let index = contents.segments.count - 1
        let segment = contents.segments[index]
        let digest = try fileDigest(segment.path, storage: storage, suite: suite)
        let seal = SegmentSeal(
            number: segment.number, firstHeight: segment.firstHeight, size: segment.size,
            digest: digest, offsets: segment.offsets)
        try stored { () throws(StorageFault) in
            try storage.replaceFile(Segment.sealPath(segment.number), with: seal.image)
        }
        contents.segments[index].isSealed = true
    }

    private func write(
        _ record: [UInt8], to contents: inout Contents, _ writer: inout Writer
    ) throws(StoreFault) {
        let index = contents.segments.count - 1
        let segment = contents.segments[index]
        let frame = segment.file.frame(record, at: segment.size)
        do {
            try storage.write(frame, to: segment.path, at: segment.size)
        } catch {
            // Half a record may be there; the file is as before once that is cut off.
            do {
                try storage.truncate(segment.path, to: segment.size)
                try storage.sync(segment.path)
                self.contents.withLock { [contents] in $0.segments = contents.segments }
            } catch { writer.isSound = false }
            throw .storage(error)
        }
        do {
            if !Mutant.storeNotSynced.isOn { try storage.sync(segment.path) }
        } catch {
            // After a failed flush nobody knows what is on the disk.
            writer.isSound = false
            throw .storage(error)
        }
        contents.segments[index].offsets.append(segment.size)
        contents.segments[index].size += frame.count
    }
}

/// The hash of a whole file, in pieces.
func fileDigest(
    _ path: String, storage: any Storage, suite: CryptoSuite
) throws(StoreFault) -> Digest {
    let hash = IncrementalHash(suite)
    var offset = 0
    while true {
        let piece = try stored { () throws(StorageFault) in
            try storage.read(path, from: offset, count: Limits.pieceBytes)
        }
        if piece.isEmpty { return hash.finish() }
        hash.update(piece)
        offset += piece.count
    }
}
