import BlockStore
import LedgerTypes
import Sealing
import TestSupport
import Testing

/// Files that are read again in the same opening, after a disk that failed once works again.
@Suite struct `Reopening` {
    let chain = ChainMaker(count: 10)

    @Test(arguments: [FaultyStorage.Mode.once(.full("disk")), .tornOnce(.failed("disk", error: 5))])
    func `takes all blocks whichever change of the disk failed`(
        mode: FaultyStorage.Mode
    ) throws {
        var reopened = 0
        for failing in 0..<80 {
            let memory = MemoryStorage()
            let storage = FaultyStorage(memory, failing: failing, mode: mode)
            guard let store = try? ChainMaker.open(storage) else { continue }
            for block in chain.blocks {
                do {
                    try store.append(block)
                } catch {
                    // The failed block may be on the disk: then it is part of the chain.
                    _ = try store.reopen()
                    reopened += 1
                    #expect(store.tip == block.height || store.tip.next == block.height)
                    if store.tip < block.height { try store.append(block) }
                }
            }
            #expect(store.tip == Height(10))
            #expect(try store.check().isEmpty)
            memory.crash()
        }
        #expect(reopened > 30)
    }

    @Test func `refuses a folder from which an acknowledged block is gone`() throws {
        let storage = MemoryStorage()
        let store = try ChainMaker.open(storage, segmentBytes: 1_000_000)
        for block in chain.blocks { try store.append(block) }
        let path = "blocks/segment-000001.blocks"
        let size = try #require(try storage.size(of: path))
        try storage.truncate(path, to: size - 3)
        #expect(throws: StoreFault.damagedBlock(Height(10), path: path)) { try store.reopen() }
        #expect(throws: StoreFault.needsReopening) { try store.append(chain[10]) }
    }

    @Test func `vote log forgets nothing that was written, and takes votes again`() throws {
        func record(_ number: UInt8) -> VoteLog.Record {
            VoteLog.Record(height: Height(7), payload: [UInt8](repeating: number, count: 30))
        }
        for failing in 0..<40 {
            let memory = MemoryStorage()
            let storage = FaultyStorage(
                memory, failing: failing, mode: .tornOnce(.full("disk")))
            guard
                let log = try? VoteLog(
                    opening: storage, chain: ChainMaker.chain, reserveBytes: 0)
            else { continue }
            var said: [VoteLog.Record] = []
            for number in UInt8(0)..<6 {
                do {
                    try log.append(record(number))
                    said.append(record(number))
                } catch {
                    #expect(throws: StoreFault.needsReopening) { try log.append(record(number)) }
                    let found = try log.reopen()
                    #expect(found.starts(with: said) && found.count <= said.count + 1)
                    said = found
                }
            }
            #expect(log.extent.records == said.count)
            guard storage.hasFailed else { break }
            #expect(try log.reopen() == said)
        }
    }

    @Test func `register lets nothing out twice after a failed flush`() throws {
        let key = SigningKey.generate(suite: ChainMaker.suite)
        func place(_ height: UInt64) -> SignerPosition {
            SignerPosition(height: Height(height), round: .first, step: .prevote)
        }
        for failing in 0..<20 {
            let memory = MemoryStorage()
            let storage = FaultyStorage(memory, failing: failing, mode: .once(.full("disk")))
            guard
                let register = try? SignerRegister(
                    opening: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
            else { continue }
            for height in UInt64(1)...6 {
                let first = try? register.sign([1], at: place(height), with: key)
                if first == nil { try register.reopen() }
                // Only what left counts; an entry that is on the disk binds all the same.
                let last = try #require(height == 1 ? register.last ?? place(1) : register.last)
                #expect(last <= place(height))
                if first != nil || register.last == place(height) {
                    #expect(throws: SignerFault.conflicting(at: place(height))) {
                        try register.sign([2], at: place(height), with: key)
                    }
                }
            }
        }
    }

    @Test func `register that was exchanged for an older one is refused`() throws {
        let key = SigningKey.generate(suite: ChainMaker.suite)
        let storage = MemoryStorage()
        let register = try SignerRegister(
            opening: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
        func place(_ height: UInt64) -> SignerPosition {
            SignerPosition(height: Height(height), round: .first, step: .prevote)
        }
        _ = try register.sign([1], at: place(1), with: key)
        let size = try #require(try storage.size(of: "signer.register"))
        let old = try storage.read("signer.register", from: 0, count: size)
        _ = try register.sign([1], at: place(2), with: key)
        try storage.truncate("signer.register", to: 0)
        try storage.write(old, to: "signer.register", at: 0)
        #expect(throws: StoreFault.self) { try register.reopen() }
        #expect(throws: SignerFault.store(.needsReopening)) {
            try register.sign([1], at: place(3), with: key)
        }
    }
}
