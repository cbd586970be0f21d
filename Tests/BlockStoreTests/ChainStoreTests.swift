import BlockStore
import Foundation
import LedgerTypes
import Sealing
import TestSupport
import Testing

@Suite struct `Chain store` {
    let chain = ChainMaker(count: 30)

    func expect(_ store: ChainStore, holds count: UInt64) throws {
        #expect(store.tip == Height(count))
        for height in 1...count {
            #expect(try store.block(at: Height(height)) == chain[height])
        }
        #expect(try store.block(at: Height(count + 1)) == nil)
        #expect(try store.block(at: .genesis) == nil)
    }

    @Test func `holds what was appended, now and after opening again`() throws {
        let storage = MemoryStorage()
        do {
            let store = try ChainMaker.open(storage)
            #expect(store.tip == .genesis && store.tipID == nil)
            for block in chain.blocks { try store.append(block) }
            try expect(store, holds: 30)
        }
        let again = try ChainMaker.open(storage)
        try expect(again, holds: 30)
        #expect(again.tipID == chain[30].committed.certificate.block)
        #expect(again.warnings.isEmpty)
        #expect(try again.check().isEmpty)
        #expect(try storage.list("blocks").filter { $0.hasSuffix(".seal") }.count >= 4)
    }

    @Test func `works on files`() throws {
        let folder = TemporaryFolder()
        let storage = try FileStorage(root: folder.path)
        do {
            let store = try ChainMaker.open(storage)
            for block in chain.blocks.prefix(20) { try store.append(block) }
        }
        do {
            let store = try ChainMaker.open(try FileStorage(root: folder.path))
            for block in chain.blocks.dropFirst(20) { try store.append(block) }
            try expect(store, holds: 30)
            #expect(try store.check().isEmpty)
            #expect(try store.freeBytes() > 0)
        }
        let store = try ChainMaker.open(try FileStorage(root: folder.path))
        try expect(store, holds: 30)
    }

    @Test func `is opened once only`() throws {
        let folder = TemporaryFolder()
        for storage in [MemoryStorage(), try FileStorage(root: folder.path)] as [any Storage] {
            do {
                let store = try ChainMaker.open(storage)
                #expect(throws: StoreFault.storage(.locked("blocks/lock"))) {
                    try ChainMaker.open(storage)
                }
                try store.append(chain[1])
            }
            #expect(try ChainMaker.open(storage).tip == Height(1))
        }
        let first = try FileStorage(root: folder.path)
        let store = try ChainMaker.open(first)
        #expect(throws: StoreFault.storage(.locked("blocks/lock"))) {
            try ChainMaker.open(try FileStorage(root: folder.path))
        }
        #expect(store.tip == Height(1))
    }

    static let flockTool = "/usr/bin/flock"

    private static let isThere = NotChecked.unless(
        FileManager.default.isExecutableFile(atPath: flockTool),
        "there is no \(flockTool), so no other process tries to lock a store")

    @Test(.enabled(if: isThere))
    func `another process cannot take the lock, until the store is closed`() throws {
        let folder = TemporaryFolder()
        func canAnotherProcessLock() throws -> Bool {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Self.flockTool)
            process.arguments = ["--nonblock", folder.path + "/blocks/lock", "true"]
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
        let storage = try FileStorage(root: folder.path)
        do {
            let store = try ChainMaker.open(storage)
            #expect(try !canAnotherProcessLock())
            try store.append(chain[1])
        }
        #expect(try canAnotherProcessLock())
    }

    @Test func `takes only the block that follows`() throws {
        let store = try ChainMaker.open(MemoryStorage())
        try store.append(chain[1])
        #expect(throws: StoreFault.wrongHeight(expected: Height(2), found: Height(1))) {
            try store.append(chain[1])
        }
        #expect(throws: StoreFault.wrongHeight(expected: Height(2), found: Height(3))) {
            try store.append(chain[3])
        }
        #expect(throws: StoreFault.brokenLink(Height(2))) {
            try store.append(ChainMaker(count: 2, seed: 9)[2])
        }
        var generator = SeededGenerator(seed: 3)
        let foreign = ChainMaker.block(
            height: Height(2), parent: store.tipID!, chain: ChainID(.zero), &generator)
        #expect(throws: StoreFault.wrongChain(path: "blocks")) { try store.append(foreign) }
        try store.append(chain[2])
    }

    @Test func `reads ranges by bytes, at least one block`() throws {
        let store = try ChainMaker.open(try chain.stored())
        #expect(try store.blocks(from: .genesis, maximumBytes: .max).count == 30)
        #expect(try store.blocks(from: Height(7), maximumBytes: 0) == [chain[7]])
        let some = try store.blocks(from: Height(7), maximumBytes: 2_500)
        #expect(
            some.count > 2 && some.count < 8 && some == Array(chain.blocks[6..<(6 + some.count)]))
        #expect(try store.blocks(from: Height(31), maximumBytes: 9).isEmpty)
    }

    @Test func `belongs to one chain and one version`() throws {
        let storage = try ChainMaker(count: 3).stored()
        #expect(throws: StoreFault.wrongChain(path: "blocks/segment-000001.blocks")) {
            try ChainStore(opening: storage, chain: ChainID(.zero), suite: ChainMaker.suite)
        }
        storage.flipBit(1, of: "blocks/segment-000001.blocks")
        #expect(throws: StoreFault.wrongFormat(path: "blocks/segment-000001.blocks")) {
            try ChainMaker.open(storage)
        }
    }

    @Test func `a missing segment is named`() throws {
        let storage = try chain.stored()
        try storage.remove("blocks/segment-000002.blocks")
        #expect(throws: StoreFault.missingSegment(path: "blocks/segment-000002.blocks")) {
            try ChainMaker.open(storage)
        }
    }

    @Test func `a large block has a segment of its own`() throws {
        let storage = try chain.stored(segmentBytes: 10)
        #expect(try storage.list("blocks").filter { $0.hasSuffix(".blocks") }.count == 30)
        try expect(try ChainMaker.open(storage, segmentBytes: 10), holds: 30)
    }

    @Test func `every fault has a code, and says what to do`() {
        let faults: [StoreFault] = [
            .storage(.full("a")), .storage(.locked("a")), .storage(.absent("a")),
            .wrongFormat(path: "a"), .wrongChain(path: "a"),
            .damagedFile(path: "a", offset: 1), .damagedBlock(Height(3), path: "a"),
            .missingSegment(path: "a"), .wrongHeight(expected: Height(1), found: Height(2)),
            .brokenLink(Height(1)), .unknownHeight(Height(1)), .recordTooLarge(bytes: 1),
            .needsReopening, .reserveReached(freeBytes: 1),
            .storage(.exhausted("a", error: 24)),
        ]
        #expect(faults.map(\.code) == Array(1_701...1_715))
        #expect(Set(faults.map(\.description)).count == faults.count)
    }
}
