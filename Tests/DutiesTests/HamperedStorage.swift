import BlockStore
import Synchronization

/// Files in memory, of which some can be neither written nor read for a while.
final class HamperedStorage: Storage {
    let memory = MemoryStorage()
    private let closed = Mutex<(writing: [String], reading: [String])>(([], []))

    private let read = Mutex<[String]>([])
    private let starved = Mutex<[String]>([])

    /// Paths of files that were read, in order.
    var pathsRead: [String] { read.withLock { $0 } }

    /// Below these paths nothing can be written.
    func refuseWriting(_ prefixes: String...) { closed.withLock { $0.writing = prefixes } }
    /// Below these paths nothing can be read.
    func refuseReading(_ prefixes: String...) { closed.withLock { $0.reading = prefixes } }

    /// Below these paths the process has no descriptor left for reading.
    func starve(_ prefixes: String...) { starved.withLock { $0 = prefixes } }

    private func mayWrite(_ path: String) throws(StorageFault) {
        if closed.withLock({ $0.writing.contains(where: path.hasPrefix) }) { throw .full(path) }
    }

    private func mayRead(_ path: String) throws(StorageFault) {
        if starved.withLock({ $0.contains(where: path.hasPrefix) }) {
            throw StorageFault(path, errno: 24)
        }
        if closed.withLock({ $0.reading.contains(where: path.hasPrefix) }) {
            throw .failed(path, error: 5)
        }
    }

    /// Paths of all files in a folder.
    func paths(_ folder: String) throws(StorageFault) -> [String] {
        try memory.list(folder).map { "\(folder)/\($0)" }
    }

    func list(_ folder: String) throws(StorageFault) -> [String] {
        try mayRead(folder)
        return try memory.list(folder)
    }

    func size(of path: String) throws(StorageFault) -> Int? { try memory.size(of: path) }

    func read(_ path: String, from offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
        try mayRead(path)
        read.withLock { $0.append(path) }
        return try memory.read(path, from: offset, count: count)
    }

    func write(_ bytes: [UInt8], to path: String, at offset: Int) throws(StorageFault) {
        try mayWrite(path)
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
