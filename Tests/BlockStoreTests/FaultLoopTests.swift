import BlockStore
import LedgerTypes
import Sealing
import TestSupport
import Testing

/// Fail the first change of the disk, the second … until none fails; open again after each.
@Suite struct `Fault loops` {
    static let full = StorageFault.full("disk")
    static let modes: [FaultyStorage.Mode] = [
        .once(full), .tornOnce(full), .powerCut, .tornPowerCut,
    ]
    let chain = ChainMaker(count: 10)

    /// Runs `work` with the Nth change failing, cuts the power, hands the rest to `verify`.
    func loop(
        _ mode: FaultyStorage.Mode, seed: UInt64,
        prepare: (MemoryStorage) throws -> Void = { _ in },
        work: (FaultyStorage) throws -> Void, verify: (MemoryStorage) throws -> Void
    ) throws -> Int {
        var generator = SeededGenerator(seed: seed)
        var failing = 0
        while true {
            let memory = MemoryStorage()
            try prepare(memory)
            let faulty = FaultyStorage(memory, failing: failing, mode: mode)
            do {
                try work(faulty)
            } catch let fault as StoreFault {
                #expect(fault.code != 0)
            } catch let fault as SignerFault {
                #expect(fault.code != 0)
            }
            if seed == 0 { memory.crash() } else { memory.crash { generator.below($0) } }
            try verify(memory)
            if !faulty.hasFailed { return failing }
            failing += 1
        }
    }

    @Test(arguments: modes, [0, 1, 2, 3] as [UInt64])
    func `no committed block is lost and no half block is seen`(
        mode: FaultyStorage.Mode, seed: UInt64
    ) throws {
        var acknowledged: UInt64 = 0
        let failures = try loop(
            mode, seed: seed,
            work: { storage in
                acknowledged = 0
                let store = try ChainMaker.open(storage)
                for block in chain.blocks {
                    try store.append(block)
                    acknowledged = block.height.value
                }
            },
            verify: { storage in
                let store = try ChainMaker.open(storage)
                #expect(store.tip.value >= acknowledged)
                #expect(store.tip.value <= acknowledged + 1)
                #expect(try store.check().isEmpty)
                for height in 1..<(store.tip.value + 1) {
                    #expect(try store.block(at: Height(height)) == chain[height])
                }
                for block in chain.blocks.dropFirst(Int(store.tip.value)) {
                    try store.append(block)
                }
                #expect(store.tip == Height(10))
            })
        #expect(failures > 30)
    }

    func fault(of store: ChainStore, appending block: StoredBlock) -> StoreFault? {
        do {
            try store.append(block)
            return nil
        } catch { return error }
    }

    @Test func `goes on in the same opening once there is space again`() throws {
        var refused = 0
        for failing in 0..<60 {
            let mode = FaultyStorage.Mode.tornOnce(Self.full)
            let storage = FaultyStorage(MemoryStorage(), failing: failing, mode: mode)
            guard let store = try? ChainMaker.open(storage) else { continue }
            for block in chain.blocks {
                guard let first = fault(of: store, appending: block) else { continue }
                #expect(first == .storage(Self.full))
                refused += 1
                // Either it goes on, or it says that it must be opened again; never half.
                guard let second = fault(of: store, appending: block) else { continue }
                #expect(second == .needsReopening)
                break
            }
            #expect(try store.check().isEmpty)
        }
        #expect(refused > 20)
    }

    @Test func `a disk that is full is a fault of its own kind`() throws {
        let storage = MemoryStorage()
        let store = try ChainMaker.open(storage)
        try store.append(chain[1])
        let size = try #require(try storage.size(of: "blocks/segment-000001.blocks"))
        storage.limit(toBytes: size + 40)
        #expect(throws: StoreFault.storage(.full("blocks/segment-000001.blocks"))) {
            try store.append(chain[2])
        }
        storage.limit(toBytes: .max)
        try store.append(chain[2])
        #expect(try store.block(at: Height(2)) == chain[2])
    }

    @Test(arguments: modes, [0, 1, 2] as [UInt64])
    func `a repair happens in whole or not at all`(
        mode: FaultyStorage.Mode, seed: UInt64
    ) throws {
        let path = "blocks/segment-000001.blocks"
        let failures = try loop(
            mode, seed: seed,
            prepare: { storage in
                let store = try ChainMaker.open(storage)
                for block in chain.blocks { try store.append(block) }
                storage.flipBit(3_000, of: path)
            },
            work: { storage in
                let store = try ChainMaker.open(storage)
                let heights = try store.check().compactMap(\.height)
                try store.replace(heights.map { chain[$0.value] })
                #expect(try store.check().isEmpty)
            },
            verify: { storage in
                let store = try ChainMaker.open(storage)
                let heights = try store.check().compactMap(\.height)
                #expect(heights.count <= 1 && store.tip == Height(10))
                try store.replace(heights.map { chain[$0.value] })
                #expect(try store.check().isEmpty)
            })
        #expect(failures > 10)
    }

    @Test(arguments: modes, [0, 1, 2, 3] as [UInt64])
    func `no vote that was let out is forgotten`(mode: FaultyStorage.Mode, seed: UInt64) throws {
        var sent: [VoteLog.Record] = []
        let failures = try loop(
            mode, seed: seed,
            work: { storage in
                sent = []
                let log = try VoteLog(opening: storage, chain: ChainMaker.chain)
                for number in UInt8(0)..<12 {
                    if number == 6 {
                        sent = []
                        try log.forget()
                    }
                    let height = Height(UInt64(number / 6))
                    let payload = [UInt8](repeating: number, count: 40)
                    let record = VoteLog.Record(height: height, payload: payload)
                    try log.append(record)
                    sent.append(record)
                }
            },
            verify: { storage in
                let log = try VoteLog(opening: storage, chain: ChainMaker.chain)
                let height = sent.last?.height ?? Height.genesis
                let found = log.recovered.filter { $0.height == height }
                #expect(found.starts(with: sent))
                #expect(found.count <= 12)
                try log.append(VoteLog.Record(height: Height(9), payload: []))
            })
        #expect(failures > 20)
    }

    @Test(arguments: modes, [0, 1, 2, 3] as [UInt64])
    func `a register that is made raised is never found empty`(
        mode: FaultyStorage.Mode, seed: UInt64
    ) throws {
        func open(_ storage: any Storage, raisedTo height: Height?) throws -> SignerRegister {
            try SignerRegister(
                opening: storage, chain: ChainMaker.chain, suite: ChainMaker.suite, raisedTo: height
            )
        }
        let failures = try loop(
            mode, seed: seed, work: { _ = try open($0, raisedTo: Height(7)) },
            verify: { storage in
                guard try storage.size(of: "signer.register") != nil else { return }
                let last = try open(storage, raisedTo: nil).last
                #expect(last?.height == Height(7) && last?.step == .barrier)
            })
        #expect(failures > 0)
    }

    @Test(arguments: modes, [0, 1, 2, 3] as [UInt64])
    func `no seat signs twice across any failure`(
        mode: FaultyStorage.Mode, seed: UInt64
    ) throws {
        let key = try SigningKey(
            seed: SecretBytes([UInt8](repeating: 4, count: 32)), suite: ChainMaker.suite)
        var released: [(SignerPosition, [UInt8], Signature)] = []
        let failures = try loop(
            mode, seed: seed,
            work: { storage in
                released = []
                let register = try SignerRegister(
                    opening: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
                for number in UInt64(0)..<9 {
                    let step = try #require(SignedStep(rawValue: number % 3 + 1))
                    let position = SignerPosition(
                        height: Height(number / 3), round: .first, step: step)
                    let message = [UInt8(number)]
                    let signature = try register.sign(message, at: position, with: key)
                    released.append((position, message, signature))
                }
            },
            verify: { storage in
                let register = try SignerRegister(
                    opening: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
                guard let (position, message, signature) = released.last else { return }
                #expect(!register.isNew)
                #expect(throws: SignerFault.self) {
                    try register.sign([0xee], at: position, with: key)
                }
                for (earlier, _, _) in released.dropLast() {
                    #expect(throws: SignerFault.self) {
                        try register.sign([0xee], at: earlier, with: key)
                    }
                }
                if register.last == position {
                    #expect(try register.sign(message, at: position, with: key) == signature)
                }
            })
        #expect(failures > 15)
    }
}
