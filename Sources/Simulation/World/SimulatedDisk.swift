import BlockStore
import Duties
import Synchronization

/// A node's disk: files in memory, which can be made to fail while the store has them open.
final class SimulatedDisk: Storage {
    private struct State {
        var memory = MemoryStorage()
        var failing: FaultyStorage?
        var cutsPower = false
        var failedFlushes = 0
    }

    private let state = Mutex(State())

    private static let folders =
        ["", "blocks", "outbox/works", "outbox/parcels"] + Gateway.Folder.all

    var memory: MemoryStorage { state.withLock { $0.memory } }

    private var current: any Storage {
        state.withLock { $0.failing.map { $0 as any Storage } ?? $0.memory }
    }

    /// From now on the change with this number fails.
    func fail(_ number: Int, _ mode: FaultyStorage.Mode) {
        state.withLock {
            $0.failing = FaultyStorage($0.memory, failing: number, mode: mode)
            $0.cutsPower = mode == .powerCut || mode == .tornPowerCut
        }
    }

    /// The disk works again; true if its power had been cut.
    @discardableResult
    func repair() -> Bool {
        state.withLock { state in
            defer { state.failing = nil }
            return state.cutsPower && state.failing?.hasFailed == true
        }
    }

    /// Another disk in its place.
    func replace(with memory: MemoryStorage) {
        state.withLock {
            $0.memory = memory
            $0.failing = nil
        }
    }

    /// A copy of all files, flushed.
    func copy() throws(StorageFault) -> MemoryStorage {
        let (source, target) = (memory, MemoryStorage())
        for folder in Self.folders {
            for name in try source.list(folder) where !name.hasSuffix("lock") {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                guard let size = try source.size(of: path) else { continue }
                let bytes = try source.read(path, from: 0, count: size)
                try target.write(bytes, to: path, at: 0)
                try target.sync(path)
            }
            try target.syncFolder(folder)
        }
        return target
    }

    /// Bytes of all files.
    func usedBytes() throws(StorageFault) -> Int {
        var sum = 0
        for folder in Self.folders {
            for name in try memory.list(folder) {
                sum += try memory.size(of: folder.isEmpty ? name : "\(folder)/\(name)") ?? 0
            }
        }
        return sum
    }

    /// How many flushes failed: after one nobody knows what is on the disk.
    var failedFlushes: Int { state.withLock { $0.failedFlushes } }

    private func flush(_ body: () throws(StorageFault) -> Void) throws(StorageFault) {
        do { try body() } catch {
            state.withLock { $0.failedFlushes += 1 }
            throw error
        }
    }

    // MARK: Storage

    func list(_ folder: String) throws(StorageFault) -> [String] { try current.list(folder) }
    func size(of path: String) throws(StorageFault) -> Int? { try current.size(of: path) }
    func read(
        _ path: String, from offset: Int, count: Int
    ) throws(StorageFault) -> [UInt8] {
        try current.read(path, from: offset, count: count)
    }
    func write(_ bytes: [UInt8], to path: String, at offset: Int) throws(StorageFault) {
        try current.write(bytes, to: path, at: offset)
    }
    func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try current.truncate(path, to: size)
    }
    func sync(_ path: String) throws(StorageFault) {
        try flush { () throws(StorageFault) in try current.sync(path) }
    }
    func makeFolder(_ path: String) throws(StorageFault) { try current.makeFolder(path) }
    func syncFolder(_ path: String) throws(StorageFault) {
        try flush { () throws(StorageFault) in try current.syncFolder(path) }
    }
    func rename(_ path: String, to other: String) throws(StorageFault) {
        try current.rename(path, to: other)
    }
    func remove(_ path: String) throws(StorageFault) { try current.remove(path) }
    func lock(_ path: String) throws(StorageFault) -> StorageLock { try current.lock(path) }
    func freeBytes() throws(StorageFault) -> UInt64 { try current.freeBytes() }
}
