import BlockStore
import Dispatch
import Foundation
import Synchronization

@testable import NodeRuntime
@testable import Upkeep

/// A disk of real files on which reading blocks hangs, or fails, for as long as a test says so.
final class HangingDisk: Sendable {
    private struct State {
        var hangs = false
        var fails = false
        var waiting: [DispatchSemaphore] = []
    }

    private let state = Mutex(State())

    var disk: NodeDisk {
        NodeDisk { root throws(StorageFault) in
            HangingStorage(base: try FileStorage(root: root), disk: self)
        }
    }

    var hangs: Bool { state.withLock { $0.hangs } }
    /// How many wait for the disk.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Reads hang from now on; after some seconds they go on by themselves, so that a test that
    /// fails comes to an end.
    func hang(atMost seconds: Double) {
        state.withLock { $0.hangs = true }
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: seconds)
            self.goOn()
        }
    }

    /// Reads fail from now on.
    func fail() { state.withLock { $0.fails = true } }

    func goOn() {
        let waiting = state.withLock { state in
            defer { state = State() }
            return state.waiting
        }
        for one in waiting { one.signal() }
    }

    fileprivate func pass(_ path: String) throws(StorageFault) {
        if state.withLock({ $0.fails }) { throw .failed(path, error: 5) }
        let turn = state.withLock { state -> DispatchSemaphore? in
            guard state.hangs else { return nil }
            let turn = DispatchSemaphore(value: 0)
            state.waiting.append(turn)
            return turn
        }
        turn?.wait()
    }
}

private struct HangingStorage: Storage {
    let base: FileStorage
    let disk: HangingDisk

    func list(_ folder: String) throws(StorageFault) -> [String] { try base.list(folder) }
    func size(of path: String) throws(StorageFault) -> Int? { try base.size(of: path) }
    func read(_ path: String, from offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
        if path.contains("blocks") { try disk.pass(path) }
        return try base.read(path, from: offset, count: count)
    }
    func write(_ bytes: [UInt8], to path: String, at offset: Int) throws(StorageFault) {
        try base.write(bytes, to: path, at: offset)
    }
    func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try base.truncate(path, to: size)
    }
    func sync(_ path: String) throws(StorageFault) { try base.sync(path) }
    func makeFolder(_ path: String) throws(StorageFault) { try base.makeFolder(path) }
    func syncFolder(_ path: String) throws(StorageFault) { try base.syncFolder(path) }
    func rename(_ path: String, to other: String) throws(StorageFault) {
        try base.rename(path, to: other)
    }
    func remove(_ path: String) throws(StorageFault) { try base.remove(path) }
    func lock(_ path: String) throws(StorageFault) -> StorageLock { try base.lock(path) }
    func freeBytes() throws(StorageFault) -> UInt64 { try base.freeBytes() }
}
