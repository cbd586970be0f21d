import Synchronization

/// Files in memory that keep what is not yet flushed apart, so that a power cut can lose it.
///
/// For tests and simulations.
package final class MemoryStorage: Storage {
    private struct File {
        var content: [UInt8] = []
        /// What a power cut leaves.
        var durable: [UInt8] = []
    }

    private enum NameChange {
        case link(String, Int)
        case unlink(String)
        case move(String, String, Int)
    }

    private struct State {
        var files: [Int: File] = [:]
        var names: [String: Int] = [:]
        var durableNames: [String: Int] = [:]
        // Changes of names since the last flush, in order: a power cut keeps the first few.
        var pending: [NameChange] = []
        var locks: [String: Int] = [:]
        var nextFile = 0
        var nextLock = 0
        var capacity = Int.max

        mutating func change(_ change: NameChange) {
            Self.apply(change, to: &names)
            pending.append(change)
        }

        static func apply(_ change: NameChange, to names: inout [String: Int]) {
            switch change {
            case .link(let path, let file): names[path] = file
            case .unlink(let path): names[path] = nil
            case .move(let path, let other, let file):
                names[path] = nil
                names[other] = file
            }
        }

        var usedBytes: Int {
            names.keys.sorted().reduce(0) { $0 + (files[names[$1]!]?.content.count ?? 0) }
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// How much fits in all files; unlimited until set.
    package func limit(toBytes capacity: Int) {
        state.withLock { $0.capacity = capacity }
    }

    /// A power cut: locks end, and of what was not flushed an arbitrary part is lost.
    ///
    /// `choose(n)` picks a number below n: 0 loses everything that was not flushed.
    package func crash(choosing choose: (Int) -> Int) {
        state.withLock { state in
            state.locks = [:]
            let kept = choose(state.pending.count + 1)
            for change in state.pending.prefix(kept) {
                State.apply(change, to: &state.durableNames)
            }
            state.pending = []
            state.names = state.durableNames
            for id in state.files.keys.sorted() {
                guard var file = state.files[id], file.content != file.durable else { continue }
                let isExtended = file.content.starts(with: file.durable)
                if isExtended {
                    let lost = file.content.count - file.durable.count
                    file.content.removeLast(lost - choose(lost + 1))
                } else if choose(2) == 0 {
                    file.content = file.durable
                }
                file.durable = file.content
                state.files[id] = file
            }
        }
    }

    /// A power cut that loses everything that was not flushed.
    package func crash() { crash { _ in 0 } }

    /// Changes one bit of a file behind the store's back.
    package func flipBit(_ bit: Int, of path: String) {
        edit(path) { $0[bit >> 3] ^= 1 << UInt8(bit & 7) }
    }

    /// Changes a file behind the store's back.
    package func edit(_ path: String, _ body: (inout [UInt8]) -> Void) {
        state.withLock { state in
            guard let id = state.names[path], var file = state.files[id] else {
                preconditionFailure("no file `\(path)` to edit")
            }
            body(&file.content)
            file.durable = file.content
            state.files[id] = file
        }
    }

    package func list(_ folder: String) throws(StorageFault) -> [String] {
        let prefix = folder.isEmpty ? "" : folder + "/"
        return state.withLock { state in
            state.names.keys.filter { $0.hasPrefix(prefix) }
                .map { String($0.dropFirst(prefix.count)) }
                .filter { !$0.contains("/") }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }

    package func size(of path: String) throws(StorageFault) -> Int? {
        state.withLock { state in
            state.names[path].flatMap { state.files[$0] }?.content.count
        }
    }

    package func read(
        _ path: String, from offset: Int, count: Int
    ) throws(StorageFault) -> [UInt8] {
        try state.withLock { state throws(StorageFault) in
            guard let id = state.names[path], let file = state.files[id] else {
                throw .absent(path)
            }
            return Array(file.content.dropFirst(offset).prefix(count))
        }
    }

    package func write(
        _ bytes: [UInt8], to path: String, at offset: Int
    ) throws(StorageFault) {
        try state.withLock { state throws(StorageFault) in
            let room = state.capacity == .max ? bytes.count : state.capacity - state.usedBytes
            if state.names[path] == nil {
                state.files[state.nextFile] = File()
                state.change(.link(path, state.nextFile))
                state.nextFile += 1
            }
            guard let id = state.names[path] else { throw .absent(path) }
            let taken = bytes.prefix(max(0, room))
            var content = state.files[id]?.content ?? []
            precondition(offset <= content.count, "a write beyond the end of `\(path)`")
            let overlap = min(content.count, offset + taken.count)
            content.replaceSubrange(offset..<overlap, with: taken)
            state.files[id]?.content = content
            if taken.count < bytes.count { throw .full(path) }
        }
    }

    package func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try state.withLock { state throws(StorageFault) in
            guard let id = state.names[path], let file = state.files[id] else {
                throw .absent(path)
            }
            state.files[id]?.content = Array(file.content.prefix(size))
        }
    }

    package func sync(_ path: String) throws(StorageFault) {
        try state.withLock { state throws(StorageFault) in
            guard let id = state.names[path], let file = state.files[id] else {
                throw .absent(path)
            }
            state.files[id]?.durable = file.content
        }
    }

    package func makeFolder(_ path: String) throws(StorageFault) {}

    package func syncFolder(_ path: String) throws(StorageFault) {
        state.withLock { state in
            for change in state.pending { State.apply(change, to: &state.durableNames) }
            state.pending = []
        }
    }

    package func rename(_ path: String, to other: String) throws(StorageFault) {
        try state.withLock { state throws(StorageFault) in
            guard let id = state.names[path] else { throw .absent(path) }
            state.change(.move(path, other, id))
        }
    }

    package func remove(_ path: String) throws(StorageFault) {
        try state.withLock { state throws(StorageFault) in
            guard state.names[path] != nil else { throw .absent(path) }
            state.change(.unlink(path))
        }
    }

    package func lock(_ path: String) throws(StorageFault) -> StorageLock {
        let number = try state.withLock { state throws(StorageFault) in
            guard state.locks[path] == nil else { throw .locked(path) }
            state.nextLock += 1
            state.locks[path] = state.nextLock
            return state.nextLock
        }
        return StorageLock { [weak self] in
            self?.state.withLock { state in
                if state.locks[path] == number { state.locks[path] = nil }
            }
        }
    }

    package func freeBytes() throws(StorageFault) -> UInt64 {
        state.withLock { state in
            UInt64(max(0, state.capacity == .max ? Int.max : state.capacity - state.usedBytes))
        }
    }
}
