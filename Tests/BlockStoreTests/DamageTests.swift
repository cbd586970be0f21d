import BlockStore
import LedgerTypes
import Sealing
import TestSupport
import Testing

@Suite struct `Damaged blocks` {
    let chain = ChainMaker(count: 12)
    let first = "blocks/segment-000001.blocks"

    @Test func `a torn tail is cut, whatever its length`() throws {
        let chain = ChainMaker(count: 3)
        let whole = try chain.stored(segmentBytes: 100_000)
        let size = try #require(try whole.size(of: first))
        let shorter = try #require(
            try ChainMaker(count: 2).stored(segmentBytes: 100_000).size(of: first))
        for length in shorter..<size {
            let storage = try chain.stored(segmentBytes: 100_000)
            storage.edit(first) { $0 = Array($0.prefix(length)) }
            let store = try ChainMaker.open(storage, segmentBytes: 100_000)
            #expect(store.tip == Height(2))
            #expect(try storage.size(of: first) == shorter)
            let isCut = length > shorter
            #expect(
                store.warnings
                    == (isCut
                        ? [.tornTailCut(path: first, offset: shorter, bytes: length - shorter)]
                        : []))
            try store.append(chain[3])
            #expect(try store.check().isEmpty)
        }
    }

    @Test func `no flipped bit in the open segment passes as another block`() throws {
        let chain = ChainMaker(count: 3)
        let whole = try chain.stored(segmentBytes: 100_000)
        let size = try #require(try whole.size(of: first))
        let beginOfLast = try #require(
            try ChainMaker(count: 2).stored(segmentBytes: 100_000).size(of: first))
        var named = 0
        for bit in stride(from: 0, to: size * 8, by: 3) {
            whole.flipBit(bit, of: first)
            defer { whole.flipBit(bit, of: first) }
            guard bit / 8 < beginOfLast else { continue }
            do {
                _ = try ChainMaker.open(whole, segmentBytes: 100_000)
                Issue.record("bit \(bit) was not seen")
            } catch let fault as StoreFault {
                if case .damagedBlock = fault { named += 1 }
            }
        }
        #expect(named > 1_000)
    }

    @Test func `a flipped bit in a sealed segment is found by the check and named`() throws {
        let storage = try chain.stored()
        let size = try #require(try storage.size(of: first))
        for bit in stride(from: 100 * 8, to: size * 8, by: 211) {
            storage.flipBit(bit, of: first)
            defer { storage.flipBit(bit, of: first) }
            guard let store = try? ChainMaker.open(storage) else { continue }
            let damage = try store.check()
            let heights = damage.compactMap(\.height)
            #expect(heights.count == 1, "bit \(bit)")
            guard let height = heights.first else { continue }
            #expect(damage.contains { $0.kind == .record && $0.path == first })
            #expect(damage.contains { $0.kind == .seal })
            #expect(throws: StoreFault.damagedBlock(height, path: first)) {
                try store.block(at: height)
            }
            #expect(try store.block(at: Height(12)) == chain[12])
        }
    }

    @Test func `a damaged or missing seal is rebuilt from an intact segment`() throws {
        let seal = "blocks/segment-000001.seal"
        for kind in 0..<2 {
            let storage = try chain.stored()
            if kind == 0 {
                try storage.remove(seal)
            } else {
                storage.flipBit(700, of: seal)
            }
            do {
                let store = try ChainMaker.open(storage)
                #expect(store.warnings == [.sealRebuilt(path: seal)])
                #expect(try store.check().isEmpty && store.tip == Height(12))
            }
            #expect(try ChainMaker.open(storage).warnings.isEmpty)
            storage.flipBit(700, of: seal)
            storage.flipBit(3_000, of: first)
            #expect(throws: StoreFault.self) { try ChainMaker.open(storage) }
        }
    }

    @Test func `a sealed segment of another length is refused`() throws {
        let storage = try chain.stored()
        let size = try #require(try storage.size(of: first))
        storage.edit(first) { $0.removeLast() }
        #expect(throws: StoreFault.damagedFile(path: first, offset: size - 1)) {
            try ChainMaker.open(storage)
        }
    }

    @Test func `a damaged block is replaced, and the store is whole again`() throws {
        let storage = try chain.stored()
        storage.flipBit(3_000, of: first)
        let store = try ChainMaker.open(storage)
        let height = try #require(try store.check().compactMap(\.height).first)
        #expect(throws: StoreFault.unknownHeight(Height(99))) {
            var generator = SeededGenerator(seed: 1)
            let parent = BlockID(.zero)
            try store.replace([
                ChainMaker.block(height: Height(99), parent: parent, &generator)
            ])
        }
        #expect(throws: StoreFault.brokenLink(height)) {
            try store.replace([ChainMaker(count: 12, seed: 5)[height.value]])
        }
        try store.replace([chain[height.value]])
        #expect(try store.check().isEmpty)
        for height in 1...UInt64(12) {
            #expect(try store.block(at: Height(height)) == chain[height])
        }
    }

    @Test func `bytes hidden in a payload are never taken for a block`() throws {
        // A transaction that carries a whole valid frame of the same file, then a torn write.
        let storage = try ChainMaker(count: 1).stored(segmentBytes: 100_000)
        let all = try storage.read(first, from: 0, count: 100_000)
        let start = all.count - ChainMaker(count: 1)[1].canonicalBytes.count - 16
        let frame = Array(all[start...])
        storage.edit(first) { $0 += [0xc5, 0x54, 0x4c, 0x59, 0, 1, 0, 0] + frame + frame }
        let store = try ChainMaker.open(storage, segmentBytes: 100_000)
        #expect(store.tip == Height(1))
        #expect(store.warnings.count == 1)
    }

    @Test func `damage in the open segment can be cut off by decision`() throws {
        let storage = try chain.stored(segmentBytes: 100_000)
        storage.flipBit(9_000, of: first)
        var damaged: Height?
        do {
            _ = try ChainMaker.open(storage, segmentBytes: 100_000)
        } catch StoreFault.damagedBlock(let height, _) { damaged = height }
        let height = try #require(damaged)
        let cut = try ChainStore.cutDamage(
            in: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
        #expect(cut == height)
        let store = try ChainMaker.open(storage, segmentBytes: 100_000)
        #expect(store.tip.next == height)
        for next in height.value...12 { try store.append(chain[next]) }
        #expect(try store.check().isEmpty)
        let none = try ChainStore.cutDamage(
            in: try chain.stored(), chain: ChainMaker.chain, suite: ChainMaker.suite)
        #expect(none == nil)
    }

    @Test(arguments: ["bit", "front", "missing"])
    func `the sound blocks below any damage are kept, and no others`(kind: String) throws {
        let storage = try chain.stored()
        let second = "blocks/segment-000002.blocks"
        let whole = try ChainMaker.open(storage).tip
        #expect(whole == Height(12))
        // Without its seal every record of a segment must prove itself.
        try storage.remove("blocks/segment-000002.seal")
        switch kind {
        case "bit":
            let size = try #require(try storage.size(of: second))
            storage.flipBit((size - 40) * 8, of: second)
        case "front": storage.flipBit(8, of: second)
        default: try storage.remove(second)
        }
        #expect(throws: StoreFault.self) { try ChainMaker.open(storage) }
        try ChainStore.keepSoundPrefix(
            in: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
        let store = try ChainMaker.open(storage)
        #expect(store.tip > .genesis && store.tip < whole)
        #expect(try store.check().isEmpty)
        for next in store.tip.next.value...12 { try store.append(chain[next]) }
        #expect(try store.check().isEmpty)
    }

    @Test func `files of another chain are not cut`() throws {
        let storage = try chain.stored()
        let other = ChainID(ChainMaker.suite.hash([9]))
        let before = try storage.list("blocks")
        #expect(throws: StoreFault.self) {
            try ChainStore.keepSoundPrefix(
                in: storage, chain: other, suite: ChainMaker.suite)
        }
        #expect(try storage.list("blocks") == before)
    }
}
