import BlockStore
import Synchronization

/// Files in memory, of which one reading, or those below some paths, find the process without a
/// descriptor.
final class StarvedStorage: Storage {
    static let noDescriptor: Int32 = 24

    let memory: MemoryStorage
    private let state = Mutex((reads: 0, starved: -1, paths: [String]()))

    init(_ memory: MemoryStorage) { self.memory = memory }

    /// Readings so far.
    var reads: Int { state.withLock { $0.reads } }

    /// The reading with this number fails, counted from 0 and from now on.
    func starve(reading number: Int) { state.withLock { ($0.reads, $0.starved) = (0, number) } }
    /// Readings of files whose path ends so fail.
    func starve(suffixes: String...) { state.withLock { $0.paths = suffixes } }

    func list(_ folder: String) throws(StorageFault) -> [String] { try memory.list(folder) }
    func size(of path: String) throws(StorageFault) -> Int? { try memory.size(of: path) }

    func read(_ path: String, from offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
        let isStarved = state.withLock { state in
            defer { state.reads += 1 }
            return state.reads == state.starved || state.paths.contains(where: path.hasSuffix)
        }
        if isStarved { throw StorageFault(path, errno: Self.noDescriptor) }
        return try memory.read(path, from: offset, count: count)
    }

    func write(_ bytes: [UInt8], to path: String, at offset: Int) throws(StorageFault) {
        try memory.write(bytes, to: path, at: offset)
    }

    func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try memory.truncate(path, to: size)
    }

    func sync(_ path: String) throws(StorageFault) { try memory.sync(path) }
    func makeFolder(_ path: String) throws(StorageFault) { try memory.makeFolder(path) }
    func syncFolder(_ path: String) throws(StorageFault) { try memory.syncFolder(path) }

    func rename(_ path: String, to other: String) throws(StorageFault) {
        try memory.rename(path, to: other)
    }

    func remove(_ path: String) throws(StorageFault) { try memory.remove(path) }
    func lock(_ path: String) throws(StorageFault) -> StorageLock { try memory.lock(path) }
    func freeBytes() throws(StorageFault) -> UInt64 { try memory.freeBytes() }
}
