import Synchronization

/// A storage whose Nth change fails, for fault loops: fail the first, the second … until none does.
public final class FaultyStorage: Storage {
    /// How the change fails.
    public enum Mode: Hashable, Sendable {
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
    public init(_ base: any Storage, failing: Int, mode: Mode) {
        self.base = base
        self.failing = failing
        self.mode = mode
    }

    /// True once the change has failed.
    public var hasFailed: Bool { state.withLock { $0.changes > failing } }

    /// Number of changes so far.
    public var changes: Int { state.withLock { $0.changes } }

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

    public func list(_ folder: String) throws(StorageFault) -> [String] {
        try alive(folder)
        return try base.list(folder)
    }

    public func hasFolder(_ path: String) throws(StorageFault) -> Bool {
        try alive(path)
        return try base.hasFolder(path)
    }

    public func size(of path: String) throws(StorageFault) -> Int? {
        try alive(path)
        return try base.size(of: path)
    }

    public func read(
        _ path: String, from offset: Int, count: Int
    ) throws(StorageFault) -> [UInt8] {
        try alive(path)
        return try base.read(path, from: offset, count: count)
    }

    public func write(
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

    public func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.truncate(path, to: size) }
    }

    public func sync(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.sync(path) }
    }

    public func makeFolder(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.makeFolder(path) }
    }

    public func syncFolder(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.syncFolder(path) }
    }

    public func rename(_ path: String, to other: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.rename(path, to: other) }
    }

    public func remove(_ path: String) throws(StorageFault) {
        try change(path) { () throws(StorageFault) in try base.remove(path) }
    }

    public func lock(_ path: String) throws(StorageFault) -> StorageLock {
        try alive(path)
        return try base.lock(path)
    }

    public func freeBytes() throws(StorageFault) -> UInt64 {
        try alive("")
        return try base.freeBytes()
    }
}
