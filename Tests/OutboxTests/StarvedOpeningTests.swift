import BlockStore
import LedgerTypes
import Testing

@testable import Outbox

@Suite struct `An outbox of a process without descriptors` {
    @Test func `is tried again as a whole, and none of its work is passed over`() throws {
        let memory = MemoryStorage()
        var book = try WorkBook(OutboxWorld.store(memory), chain: OutboxWorld.chain)
        try book.begin(OutboxWorld.id(1), at: BlockTime(1_000))
        let path = "outbox/works/" + (try #require(try memory.list("outbox/works").first))
        let starved = StorageFault(path, errno: 24)
        #expect(throws: OutboxFault.disk(starved)) {
            _ = try OutboxWorld.store(Unreadable(memory, starved)).open()
        }
        // A place that the disk cannot read holds up one work, and no other.
        let content = try OutboxWorld.store(Unreadable(memory, StorageFault(path, errno: 5))).open()
        #expect(content.works.isEmpty && content.faults.count == 1)
        #expect(try OutboxWorld.store(memory).open().works.count == 1)
    }
}

/// Files of which none can be read.
private struct Unreadable: Storage {
    let memory: MemoryStorage
    let fault: StorageFault

    init(_ memory: MemoryStorage, _ fault: StorageFault) {
        self.memory = memory
        self.fault = fault
    }

    func list(_ folder: String) throws(StorageFault) -> [String] { try memory.list(folder) }
    func size(of path: String) throws(StorageFault) -> Int? { try memory.size(of: path) }
    func read(_ path: String, from offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
        if path.hasPrefix("outbox/works/") { throw fault }
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
