import BlockStore

/// What becomes of what a power cut finds unflushed.
enum Kept: Int, CaseIterable {
    case nothing, half, all

    /// The choice of `MemoryStorage.crash`.
    func choose(_ bound: Int) -> Int {
        switch self {
        case .nothing: 0
        case .half: bound / 2
        case .all: bound - 1
        }
    }
}

/// Where in a record a bit flips.
enum FlippedPart: CaseIterable {
    case marker, length, checksum, front, middle, end

    /// A byte of a frame that has so many.
    func offset(in frame: Range<Int>) -> Int {
        switch self {
        case .marker: frame.lowerBound
        case .length: frame.lowerBound + 7
        case .checksum: frame.lowerBound + 8
        case .front: frame.lowerBound + 19
        case .middle: (frame.lowerBound + 16 + frame.upperBound) / 2
        case .end: frame.upperBound - 1
        }
    }
}

/// Which of several records.
enum RecordChoice: CaseIterable {
    case first, middle, last

    /// An index below a count, which is positive.
    func index(of count: Int) -> Int {
        switch self {
        case .first: 0
        case .middle: count / 2
        case .last: count - 1
        }
    }
}

extension SimulatedDisk {
    /// All bytes of a file; none if it is absent.
    func bytes(of path: String) -> [UInt8] {
        guard let size = try? memory.size(of: path) else { return [] }
        return (try? memory.read(path, from: 0, count: size)) ?? []
    }

    /// Other bytes in a file, flushed, as when a copy is put back.
    func put(_ bytes: [UInt8], in path: String) { memory.edit(path) { $0 = bytes } }

    func flip(_ offset: Int, of path: String) { memory.flipBit(8 * offset, of: path) }

    func lose(_ path: String) {
        try? memory.remove(path)
        try? memory.syncFolder("")
    }

    /// The power is cut, and comes back.
    func cutPower(keeping kept: Kept) {
        repair()
        memory.crash(choosing: kept.choose)
    }
}
