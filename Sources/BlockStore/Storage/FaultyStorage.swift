import Synchronization

/// A storage whose Nth change fails, for fault loops: fail the first, the second … until none does.
package final class FaultyStorage: Storage {
    /// How the change fails.
    package enum Mode: Hashable, Sendable {
        /// It is refused; later ones work again.
        case once(StorageFault)
        /// Half of what was to be written is there, then it is refused; later ones work again.
        case tornOnce(StorageFault)
        /// The power is cut: nothing works any more.
        case powerCut
        /// The power is cut in the middle of a write.
        case tornPowerCut

        var isTorn: Bool {
            switch self {
            case .tornOnce, .tornPowerCut: true
            default: false
            }
        }
    }

    private struct State {
        var changes = 0
        var isDead = false
    }

    private let base: any Storage
    private let failing: Int
    private let mode: Mode
    private let state = Mutex(State())

    /// Fails the change with this number, counted from 0.
    package init(_ base: any Storage, failing: Int, mode: Mode) {
        self.base = base
        self.failing = failing
        self.mode = mode
    }

    /// True once the change has failed.
    package var hasFailed: Bool { state.withLock { $0.changes > failing } }

    /// Number of changes so far.
    package var changes: Int { state.withLock { $0.changes } }

    private static let noPower: Int32 = 5

    /// The fault of this change, or nil if it goes through; whether it is the one that was chosen.
    private func fault(of path: String) -> (fault: StorageFault, isChosen: Bool)? {
        state.withLock { state in
            if state.isDead { return (.failed(path, error: Self.noPower), false) }
            let number = state.changes
            state.changes += 1
            guard number == failing else { return nil }
            switch mode {
            case .once(let fault), .tornOnce(let fault): return (fault, true)
            case .powerCut, .tornPowerCut:
                state.isDead = true
                return (.failed(path, error: Self.noPower), true)
            }
        }
    }

    private func alive(_ path: String) throws(StorageFault) {
        if state.withLock({ $0.isDead }) { throw .failed(path, error: Self.noPower) }
    }

    private func change(
        _ path: String, _ body: () throws(StorageFault) -> Void
    ) throws(StorageFault) {
        if let (fault, _) = fault(of: path) { throw fault }
        try body()
    }

    package func list(_ folder: String) throws(StorageFault) -> [String] {
        try alive(folder)
        return try base.list(folder)
    }

    package func hasFolder(_ path: String) throws(StorageFault) -> Bool {
        try alive(path)
        return try base.hasFolder(path)
    }

    package func size(of path: String) throws(StorageFault) -> Int? {
        try alive(path)
        return try base.size(of: path)
    }

    package func read(
        _ path: String, from offset: Int, count: Int
    ) throws(StorageFault) -> [UInt8] {
        try alive(path)
        return try base.read(path, from: offset, count: count)
    }

    package func write(
        _ bytes: [UInt8], to path: String, at offset: Int
    ) throws(StorageFault) {
        if let (fault, isChosen) = fault(of: path) {
            if mode.isTorn, isChosen {
                try base.write(Array(bytes.prefix(bytes.count / 2)), to: path, at: offset)
            }
            throw fault
        }
        try base.write(bytes, to: path, at: offset)
    }

    package func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.truncate(path, to: size) }
    }

    package func sync(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.sync(path) }
    }

    package func makeFolder(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.makeFolder(path) }
    }

    package func syncFolder(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.syncFolder(path) }
    }

    package func rename(_ path: String, to other: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.rename(path, to: other) }
    }

    package func remove(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.remove(path) }
    }

    package func lock(_ path: String) throws(StorageFault) -> StorageLock {
        try alive(path)
        return try base.lock(path)
    }

    package func freeBytes() throws(StorageFault) -> UInt64 {
        try alive("")
        return try base.freeBytes()
    }
}
