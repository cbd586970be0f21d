import BlockStore
import LedgerTypes
import Sealing
import TestSupport
import Testing

@Suite struct `Vote log` {
    static let path = "votes.log"

    func open(_ storage: any Storage, reserve: UInt64 = 0) throws -> VoteLog {
        try VoteLog(opening: storage, chain: ChainMaker.chain, reserveBytes: reserve)
    }

    func record(_ number: UInt8) -> VoteLog.Record {
        VoteLog.Record(height: Height(7), payload: [UInt8](repeating: number, count: 30))
    }

    func records(_ count: UInt8) -> [VoteLog.Record] {
        var records: [VoteLog.Record] = []
        for number in 0..<count { records.append(record(number)) }
        return records
    }

    func filled() throws -> MemoryStorage {
        let storage = MemoryStorage()
        let log = try open(storage)
        for number in UInt8(0)..<5 { try log.append(record(number)) }
        return storage
    }

    @Test func `gives back what was said, in order`() throws {
        let storage = try filled()
        let log = try open(storage)
        #expect(log.recovered == records(5))
        #expect(log.warnings.isEmpty)
        #expect(throws: StoreFault.storage(.locked("votes.log.lock"))) { try open(storage) }
        try log.forget()
        try log.append(record(9))
        withExtendedLifetime(log) {}
    }

    @Test func `forgets when a height is over`() throws {
        let storage = try filled()
        do {
            let log = try open(storage)
            try log.forget()
            try log.append(record(9))
        }
        #expect(try open(storage).recovered == [record(9)])
    }

    @Test func `works on files`() throws {
        let folder = TemporaryFolder()
        let storage = try FileStorage(root: folder.path)
        do { try open(storage).append(record(1)) }
        do { try open(storage).append(record(2)) }
        #expect(try open(storage).recovered == [record(1), record(2)])
    }

    @Test func `a torn last record is cut with a warning`() throws {
        let storage = try filled()
        storage.edit(Self.path) { $0.removeLast(3) }
        do {
            let log = try open(storage)
            #expect(log.recovered == records(4))
            #expect(log.warnings.count == 1)
            try log.append(record(8))
        }
        var expected = records(4)
        expected.append(record(8))
        let found = try open(storage).recovered
        #expect(found == expected)
    }

    @Test func `a torn record leaves nothing behind a shorter one`() throws {
        let storage = MemoryStorage()
        let (long, short) = (
            VoteLog.Record(height: Height(7), payload: [UInt8](repeating: 1, count: 300)), record(2)
        )
        do { try open(storage).append(long) }
        storage.edit(Self.path) { $0.removeLast(3) }
        do { try open(storage).append(short) }
        let log = try open(storage)
        #expect(log.recovered == [short])
        #expect(log.warnings.isEmpty)
    }

    @Test func `one flipped bit between whole records is no torn end`() throws {
        let storage = try filled()
        let size = try #require(try storage.size(of: Self.path))
        storage.flipBit(8 * (size - 2 * (record(4).canonicalBytes.count + 16) - 1), of: Self.path)
        #expect(throws: StoreFault.self) { try open(storage) }
        #expect(try storage.size(of: Self.path) == size)
    }

    @Test func `any other damage refuses to start`() throws {
        let storage = try filled()
        let size = try #require(try storage.size(of: Self.path))
        let last = size - record(4).canonicalBytes.count - 16
        for bit in 0..<(last * 8) {
            storage.flipBit(bit, of: Self.path)
            #expect(throws: StoreFault.self, "bit \(bit)") { try open(storage) }
            storage.flipBit(bit, of: Self.path)
        }
        storage.flipBit(1_000, of: Self.path)
        try VoteLog.setAside(in: storage)
        #expect(try open(storage).recovered.isEmpty)
        #expect(try storage.size(of: "votes.log.damaged") == size)
    }

    @Test func `stops before the disk is full`() throws {
        let storage = MemoryStorage()
        let log = try open(storage, reserve: 500)
        storage.limit(toBytes: 1_000)
        var taken = 0
        var fault: StoreFault?
        while fault == nil {
            do {
                try log.append(record(1))
                taken += 1
            } catch { fault = error as? StoreFault }
        }
        #expect(taken > 3)
        guard case .reserveReached(let free) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(free < 500 && free > 300)
        storage.limit(toBytes: .max)
        try log.append(record(2))
    }

    @Test func `belongs to one chain`() throws {
        #expect(throws: StoreFault.wrongChain(path: Self.path)) {
            try VoteLog(opening: try filled(), chain: ChainID(.zero))
        }
    }
}

@Suite struct `Signer register` {
    static let path = "signer.register"
    let key: SigningKey

    init() throws {
        key = try SigningKey(
            seed: SecretBytes([UInt8](repeating: 3, count: 32)), suite: ChainMaker.suite)
    }

    func open(_ storage: any Storage) throws -> SignerRegister {
        try SignerRegister(opening: storage, chain: ChainMaker.chain, suite: ChainMaker.suite)
    }

    func place(_ height: UInt64, _ round: UInt64, _ step: SignedStep) -> SignerPosition {
        SignerPosition(height: Height(height), round: Round(round), step: step)
    }

    @Test func `goes forward only`() throws {
        let storage = MemoryStorage()
        let register = try open(storage)
        #expect(register.isNew && register.last == nil)
        let order = [
            place(1, 0, .proposal), place(1, 0, .prevote), place(1, 0, .precommit),
            place(1, 1, .prevote), place(1, 4, .precommit), place(2, 0, .prevote),
        ]
        #expect(order == order.sorted())
        for (number, position) in order.enumerated() {
            let signature = try register.sign([UInt8(number)], at: position, with: key)
            #expect(key.verifyingKey.verifies(signature, over: [UInt8(number)]))
            #expect(register.last == position)
            for earlier in order.prefix(number) {
                #expect(throws: SignerFault.behind(last: position)) {
                    try register.sign([9], at: earlier, with: key)
                }
            }
        }
    }

    @Test func `put aside signs no more, and its absence shows at the next start`() throws {
        let storage = MemoryStorage()
        do {
            let register = try open(storage)
            _ = try register.sign([1], at: place(4, 0, .prevote), with: key)
            try register.setAside()
            #expect(throws: SignerFault.store(.needsReopening)) {
                try register.sign([2], at: place(5, 0, .prevote), with: key)
            }
        }
        #expect(try storage.size(of: Self.path) == nil)
        #expect(try storage.size(of: Self.path + ".set-aside") != nil)
        #expect(try open(storage).isNew)
    }

    @Test func `refuses another message at the same place, and returns the stored signature`()
        throws
    {
        let storage = MemoryStorage()
        let position = place(3, 1, .precommit)
        do {
            let register = try open(storage)
            // A randomised signature is the one that was let out first.
            let first = Signature([UInt8](repeating: 1, count: 64))
            let second = Signature([UInt8](repeating: 2, count: 64))
            #expect(try register.admit(first, at: position, over: [1]) == first)
            #expect(try register.admit(second, at: position, over: [1]) == first)
            #expect(throws: SignerFault.conflicting(at: position)) {
                try register.admit(second, at: position, over: [2])
            }
        }
        let register = try open(storage)
        #expect(!register.isNew && register.last == position)
        #expect(throws: SignerFault.conflicting(at: position)) {
            try register.sign([2], at: position, with: key)
        }
        let again = try register.sign([1], at: position, with: key)
        #expect(again == Signature([UInt8](repeating: 1, count: 64)))
        #expect(throws: StoreFault.storage(.locked("signer.register.lock"))) {
            try open(storage)
        }
    }

    @Test func `can be raised, and stays raised`() throws {
        let storage = MemoryStorage()
        do {
            let register = try open(storage)
            _ = try register.sign([1], at: place(5, 0, .prevote), with: key)
            try register.raise(to: Height(7))
            try register.raise(to: Height(6))
        }
        let register = try open(storage)
        #expect(register.last == place(7, 0, .barrier))
        #expect(throws: SignerFault.behind(last: place(7, 0, .barrier))) {
            try register.sign([1], at: place(6, 9, .precommit), with: key)
        }
        _ = try register.sign([1], at: place(7, 0, .proposal), with: key)
    }

    @Test func `a torn last record is cut, any flipped bit refuses to start`() throws {
        let storage = MemoryStorage()
        do {
            let register = try open(storage)
            for height in UInt64(1)...3 {
                _ = try register.sign([1], at: place(height, 0, .prevote), with: key)
            }
        }
        let size = try #require(try storage.size(of: Self.path))
        for bit in 0..<(size * 8) {
            storage.flipBit(bit, of: Self.path)
            #expect(throws: StoreFault.self, "bit \(bit)") { try open(storage) }
            storage.flipBit(bit, of: Self.path)
        }
        storage.edit(Self.path) { $0.removeLast() }
        do {
            let register = try open(storage)
            #expect(register.warnings.count == 1 && register.last == place(2, 0, .prevote))
            _ = try register.sign([5], at: place(3, 0, .prevote), with: key)
        }
        #expect(try open(storage).last == place(3, 0, .prevote))
    }

    @Test func `stays small`() throws {
        let storage = MemoryStorage()
        let register = try open(storage)
        for height in UInt64(1)...9_000 {
            _ = try register.admit(
                Signature([UInt8](repeating: 1, count: 64)), at: place(height, 0, .prevote),
                over: [1])
        }
        let size = try #require(try storage.size(of: Self.path))
        #expect(size < 1_000_000)
        #expect(register.last == place(9_000, 0, .prevote))
        #expect(throws: SignerFault.self) {
            try register.sign([1], at: place(8_999, 0, .prevote), with: key)
        }
    }
}
