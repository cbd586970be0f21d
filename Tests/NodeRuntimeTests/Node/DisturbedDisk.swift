import BlockStore
import Synchronization

@testable import NodeRuntime
@testable import Upkeep

/// A disk of real files that is full, or fails, for as long as a test says so.
final class DisturbedDisk: Sendable {
    enum Mood: Sendable {
        case well
        /// Less than the reserve is free, and writing works.
        case low
        /// Nothing can be written.
        case full
        /// Flushes fail, and nobody knows what is on the disk.
        case failing
        /// The process has no descriptor left for reading.
        case starved
    }

    static let reserve: UInt64 = 64 * 1024 * 1024
    private let state = Mutex((mood: Mood.well, refusals: 0))

    var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    /// How often something was refused.
    var refusals: Int { state.withLock { $0.refusals } }

    var disk: NodeDisk {
        NodeDisk { root throws(StorageFault) in
            DisturbedStorage(base: try FileStorage(root: root), disk: self)
        }
    }

    func refuse(_ fault: StorageFault) -> StorageFault {
        state.withLock { $0.refusals += 1 }
        return fault
    }
}

private struct DisturbedStorage: Storage {
    let base: FileStorage
    let disk: DisturbedDisk

    private func check(_ path: String) throws(StorageFault) {
        if disk.mood == .full { throw disk.refuse(.full(path)) }
    }

    func list(_ folder: String) throws(StorageFault) -> [String] { try base.list(folder) }
    func size(of path: String) throws(StorageFault) -> Int? { try base.size(of: path) }
    func read(_ path: String, from offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
        if disk.mood == .starved { throw disk.refuse(StorageFault(path, errno: 24)) }
        return try base.read(path, from: offset, count: count)
    }
    func write(_ bytes: [UInt8], to path: String, at offset: Int) throws(StorageFault) {
        if disk.mood == .full {
            // A full disk takes the first bytes of what is written.
            try base.write(Array(bytes.prefix(bytes.count / 2)), to: path, at: offset)
            throw disk.refuse(.full(path))
        }
        try base.write(bytes, to: path, at: offset)
    }
    func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try base.truncate(path, to: size)
    }
    func sync(_ path: String) throws(StorageFault) {
        if disk.mood == .failing { throw disk.refuse(.failed(path, error: 5)) }
        try base.sync(path)
    }
    func makeFolder(_ path: String) throws(StorageFault) { try base.makeFolder(path) }
    func syncFolder(_ path: String) throws(StorageFault) { try base.syncFolder(path) }
    func rename(_ path: String, to other: String) throws(StorageFault) {
        try check(path)
        try base.rename(path, to: other)
    }
    func remove(_ path: String) throws(StorageFault) { try base.remove(path) }
    func lock(_ path: String) throws(StorageFault) -> StorageLock { try base.lock(path) }
    func freeBytes() throws(StorageFault) -> UInt64 {
        switch disk.mood {
        case .well, .failing, .starved: 2 * DisturbedDisk.reserve
        case .low: DisturbedDisk.reserve / 2
        case .full: 0
        }
    }
}
