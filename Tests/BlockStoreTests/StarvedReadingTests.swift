import BlockStore
import LedgerTypes
import TestSupport
import Testing

/// A process without descriptors knows nothing of its files.
@Suite struct `A process without descriptors` {
    let chain = ChainMaker(count: 12)
    let first = "blocks/segment-000001.blocks"

    private func starved(_ path: String) -> StoreFault {
        .storage(.exhausted(path, error: StarvedStorage.noDescriptor))
    }

    @Test func `finds no damage in what it cannot open`() throws {
        let storage = StarvedStorage(try chain.stored())
        let store = try ChainMaker.open(storage)
        storage.starve(suffixes: ".seal")
        #expect(throws: starved("blocks/segment-000001.seal")) { try store.check() }
        storage.starve(suffixes: ".blocks")
        #expect(throws: starved(first)) { try store.check(at: Height(1)) }
        storage.starve(suffixes: ".none")
        #expect(try store.check().isEmpty)
    }

    @Test func `is told apart from damage and loss`() {
        #expect(!starved(first).isLoss && !starved(first).isDamage)
        #expect(StoreFault.storage(.absent(first)).isLoss)
        #expect(StoreFault.storage(StorageFault(first, errno: 5)).isLoss)
        #expect(!StoreFault.storage(.denied(first)).isLoss)
        #expect(StoreFault.damagedBlock(Height(1), path: first).isLoss)
    }

    @Test func `puts no block in place whose neighbours it cannot read`() throws {
        let storage = StarvedStorage(try chain.stored())
        let store = try ChainMaker.open(storage)
        // Its neighbour below would have it: only the one above shows that it belongs elsewhere.
        var generator = SeededGenerator(seed: 9)
        let below = chain[2].committed.certificate.block
        let foreign = ChainMaker.block(height: Height(3), parent: below, &generator)
        #expect(throws: StoreFault.brokenLink(Height(3))) { try store.replace([foreign]) }
        let needed = storage.reads
        for number in 0..<needed {
            storage.starve(reading: number)
            #expect(throws: StoreFault.self) { try store.replace([foreign]) }
        }
        #expect(try store.block(at: Height(3)) == chain[3])
    }

    @Test func `takes away no more than what is damaged`() throws {
        func damaged() throws -> StarvedStorage {
            let memory = try chain.stored(segmentBytes: 100_000)
            let size = try #require(try memory.size(of: first))
            memory.flipBit(size * 4, of: first)
            return StarvedStorage(memory)
        }
        func cut(_ storage: StarvedStorage) throws {
            try ChainStore.keepSoundPrefix(
                in: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
        }
        let whole = try damaged()
        try cut(whole)
        let (tip, needed) = (try ChainMaker.open(whole.memory).tip, whole.reads)
        #expect(tip > .genesis)
        for number in 0..<needed {
            let storage = try damaged()
            storage.starve(reading: number)
            do {
                try cut(storage)
            } catch {
                // It is tried again, and nothing more is gone than the first time.
                try cut(storage)
            }
            #expect(try ChainMaker.open(storage.memory).tip == tip, "reading \(number)")
        }
    }
}
