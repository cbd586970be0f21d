import CanonicalCoding
import LedgerTypes
import Mutants
import Sealing

/// Reads a folder of segments: finishes what was interrupted, verifies, and puts right what a power
/// cut may leave.
struct StoreOpening {
    let storage: any Storage
    let chain: ChainID
    let suite: CryptoSuite
    private(set) var warnings: [StoreWarning] = []

    init(storage: any Storage, chain: ChainID, suite: CryptoSuite) {
        self.storage = storage
        self.chain = chain
        self.suite = suite
    }

    mutating func contents() throws(StoreFault) -> ChainStore.Contents {
        try finishRepair()
        try removeLeftovers()
        let names = try stored { () throws(StorageFault) in
            try storage.list(Segment.folder)
        }
        let numbers = names.compactMap(Segment.number(ofName:)).sorted()
        var contents = ChainStore.Contents()
        for (index, number) in numbers.enumerated() {
            guard number == UInt64(index + 1) else {
                throw .missingSegment(path: Segment.path(UInt64(index + 1)))
            }
            let isLast = index + 1 == numbers.count
            let segment = try segment(
                number, firstHeight: contents.tip.next, isLast: isLast)
            contents.segments.append(segment)
            contents.tip = segment.end.previous ?? .genesis
        }
        contents.tipID = try tipID(of: contents)
        return contents
    }

    /// Completes a repair whose files were all written: its marker is the promise.
    private mutating func finishRepair() throws(StoreFault) {
        let marker = RepairMarker.path
        guard try stored({ () throws(StorageFault) in try storage.size(of: marker) }) != nil
        else { return }
        try stored { () throws(StorageFault) in try RepairMarker.finish(in: storage) }
        warnings.append(.repairFinished)
    }

    private mutating func removeLeftovers() throws(StoreFault) {
        let names = try stored { () throws(StorageFault) in
            try storage.list(Segment.folder)
        }
        for name in names where name.hasSuffix(FileNames.newSuffix) {
            let path = "\(Segment.folder)/\(name)"
            try stored { () throws(StorageFault) in try storage.remove(path) }
            warnings.append(.leftoverRemoved(path: path))
        }
    }

    private mutating func segment(
        _ number: UInt64, firstHeight: Height, isLast: Bool
    ) throws(StoreFault) -> Segment {
        let path = Segment.path(number)
        let sealPath = Segment.sealPath(number)
        let sealSize = try stored { () throws(StorageFault) in try storage.size(of: sealPath) }
        if sealSize != nil, let segment = try sealed(number, firstHeight: firstHeight) {
            return segment
        }
        if isLast, sealSize == nil { return try open(number, firstHeight: firstHeight) }
        // Its seal is missing or damaged: every record must prove itself.
        var segment = try scanned(number, firstHeight: firstHeight, mayBeTorn: false)
        guard !segment.offsets.isEmpty else { throw .damagedFile(path: path, offset: 0) }
        let seal = SegmentSeal(
            number: number, firstHeight: firstHeight, size: segment.size,
            digest: try fileDigest(path, storage: storage, suite: suite),
            offsets: segment.offsets)
        try stored { () throws(StorageFault) in
            try storage.replaceFile(sealPath, with: seal.image)
        }
        warnings.append(.sealRebuilt(path: sealPath))
        segment.isSealed = true
        return segment
    }

    /// A segment by its seal, or nil if the seal does not hold.
    private func sealed(
        _ number: UInt64, firstHeight: Height
    ) throws(StoreFault) -> Segment? {
        let path = Segment.path(number)
        let sealPath = Segment.sealPath(number)
        let bytes = try stored { () throws(StorageFault) in try storage.readAll(sealPath) }
        guard let seal = try? SegmentSeal.read(bytes, path: sealPath), seal.number == number,
            seal.firstHeight == firstHeight
        else { return nil }
        let size = try stored { () throws(StorageFault) in try storage.size(of: path) }
        guard size == seal.size else {
            throw .damagedFile(path: path, offset: min(size ?? 0, seal.size))
        }
        let front = try stored { () throws(StorageFault) in
            try storage.read(path, from: 0, count: seal.offsets[0])
        }
        let file = try described(front, number: number, firstHeight: firstHeight)
        guard file.bodyStart == seal.offsets[0] else { return nil }
        return Segment(
            number: number, firstHeight: firstHeight, file: file, offsets: seal.offsets,
            size: seal.size, isSealed: true)
    }

    /// The segment that is written to: its last record may be torn.
    private mutating func open(
        _ number: UInt64, firstHeight: Height
    ) throws(StoreFault) -> Segment {
        let segment = try scanned(number, firstHeight: firstHeight, mayBeTorn: true)
        // What was read may be in the system's memory only; from here on it counts.
        try stored { () throws(StorageFault) in try storage.sync(segment.path) }
        return segment
    }

    private mutating func scanned(
        _ number: UInt64, firstHeight: Height, mayBeTorn: Bool
    ) throws(StoreFault) -> Segment {
        let path = Segment.path(number)
        let bytes = try stored { () throws(StorageFault) in try storage.readAll(path) }
        let file = try described(bytes, number: number, firstHeight: firstHeight)
        let scan = file.scan(bytes)
        var size = bytes.count
        switch scan.end {
        case .whole: break
        case .torn(let offset) where mayBeTorn:
            if !Mutant.tornTailKept.isOn {
                try stored { () throws(StorageFault) in try storage.truncate(path, to: offset) }
            }
            warnings.append(
                .tornTailCut(path: path, offset: offset, bytes: bytes.count - offset))
            size = offset
        case .torn, .damaged:
            let height = Height(firstHeight.value + UInt64(scan.payloads.count))
            throw .damagedBlock(height, path: path)
        }
        var height = firstHeight
        for payload in scan.payloads {
            guard let header = try? headerInFront(of: Array(bytes[payload])),
                header.height == height, header.chain == chain
            else { throw .damagedBlock(height, path: path) }
            height = height.next
        }
        return Segment(
            number: number, firstHeight: firstHeight, file: file,
            offsets: scan.payloads.map { $0.lowerBound - FramedFile.frameOverhead }, size: size,
            isSealed: false)
    }

    private func described(
        _ bytes: [UInt8], number: UInt64, firstHeight: Height
    ) throws(StoreFault) -> FramedFile {
        let path = Segment.path(number)
        let (file, bytes) = try FramedFile.open(bytes, kind: Segment.kind, path: path)
        guard let description = try? SegmentDescription(canonical: bytes) else {
            throw .wrongFormat(path: path)
        }
        guard description.chain == chain else { throw .wrongChain(path: path) }
        guard description.number == number, description.firstHeight == firstHeight else {
            throw .damagedFile(path: path, offset: 0)
        }
        return file
    }

    private func tipID(of contents: ChainStore.Contents) throws(StoreFault) -> BlockID? {
        guard let segment = contents.segment(holding: contents.tip) else { return nil }
        let place = segment.frame(of: contents.tip)
        let frame = try stored { () throws(StorageFault) in
            try storage.read(segment.path, from: place.lowerBound, count: place.count)
        }
        guard let payload = segment.file.payload(in: frame, at: 0, base: place.lowerBound),
            let header = try? headerInFront(of: Array(frame[payload])),
            header.height == contents.tip
        else { throw .damagedBlock(contents.tip, path: segment.path) }
        return header.id(suite: suite)
    }
}
