import BlockStore
import Consensus
import LedgerTypes
import Sealing
import Synchronization
import Testing

@testable import SeatFiles

@Suite struct `A seat's files` {
    let seat: Seat

    init() throws { seat = try Seat() }

    @Test func `hold what was signed over a power cut, in the order in which it was said`() throws {
        let said = [
            seat.proposal(4, 0), seat.vote(4, 0, .prevote, mark: 1), seat.vote(4, 0, .precommit),
            seat.vote(4, 1, .prevote, mark: 1),
        ]
        do {
            let files = try seat.open()
            for record in said {
                try files.persist(record)
                #expect(files.register.last == record.signed.place)
            }
        }
        seat.disk.crash()
        let files = try seat.open()
        #expect(try files.recovered(after: Height(3)) == said)
        #expect(try files.recovered(after: Height(4)) == [])
        #expect(files.register.last == said.last?.signed.place)
        #expect(files.warnings.isEmpty)
    }

    @Test func `let no second vote out for a place, whatever the log takes`() throws {
        let files = try seat.open()
        let (first, second) = (
            seat.vote(4, 0, .prevote, mark: 1), seat.vote(4, 0, .prevote, mark: 2)
        )
        try files.persist(first)
        #expect(throws: SignerFault.conflicting(at: first.signed.place)) {
            try files.persist(second)
        }
        try files.persist(seat.vote(4, 1, .prevote))
        #expect(throws: SignerFault.behind(last: seat.vote(4, 1, .prevote).signed.place)) {
            try files.persist(first)
        }
    }

    @Test func `take another signature under the same words for another vote`() throws {
        let stranger = try SigningKey(
            seed: SecretBytes([UInt8](repeating: 6, count: 32)), suite: Seat.suite)
        let files = try seat.open()
        let own = seat.vote(4, 0, .prevote, mark: 1)
        try files.persist(own)
        #expect(throws: SignerFault.conflicting(at: own.signed.place)) {
            try files.persist(seat.vote(4, 0, .prevote, mark: 1, key: stranger))
        }
    }

    @Test func `take nothing below the reserve`() throws {
        let files = try seat.open(reserve: 1_000)
        seat.disk.limit(toBytes: 900)
        do {
            try files.persist(seat.vote(4, 0, .prevote))
            Issue.record("it was taken")
        } catch SignerFault.store(.reserveReached) {}
        #expect(files.register.last == nil)
    }

    // MARK: what the log alone holds

    @Test func `make known to the register what only the log holds`() throws {
        let (first, second) = (seat.vote(4, 0, .prevote), seat.vote(4, 0, .precommit, mark: 1))
        do { try seat.open().persist(first) }
        try seat.cutBetween(second)
        let files = try seat.open()
        #expect(files.register.last == first.signed.place)
        let key = seat.key.verifyingKey
        #expect(try files.recover(after: Height(3), key: key) == [first, second])
        #expect(files.register.last == second.signed.place)
        // From here on nothing else is let out at that place.
        #expect(throws: SignerFault.conflicting(at: second.signed.place)) {
            try files.persist(seat.vote(4, 0, .precommit, mark: 2))
        }
    }

    @Test func `make it known also when they are read again`() throws {
        let vote = seat.vote(4, 0, .prevote)
        let failing = FailingRegister(seat.disk)
        let files = try seat.open(on: failing)
        failing.fails = true
        #expect(throws: SignerFault.self) { try files.persist(vote) }
        failing.fails = false
        let found = try files.reopen(after: Height(3), key: seat.key.verifyingKey)
        #expect(found == [vote])
        #expect(files.register.last == vote.signed.place)
        #expect(files.signsFrom(after: Height(3), recovered: found) == nil)
        try files.persist(seat.vote(4, 0, .precommit))
    }

    @Test func `register nothing that the seat's key did not sign`() throws {
        let stranger = try SigningKey(
            seed: SecretBytes([UInt8](repeating: 6, count: 32)), suite: Seat.suite)
        let vote = seat.vote(4, 0, .prevote, key: stranger)
        try seat.cutBetween(vote)
        let files = try seat.open()
        #expect(try files.recover(after: Height(3), key: seat.key.verifyingKey) == [vote])
        #expect(files.register.last == nil)
    }

    @Test func `of other software are not read`() throws {
        do {
            let log = try VoteLog(opening: seat.disk, chain: Seat.chain, reserveBytes: 0)
            try log.append(VoteLog.Record(height: Height(4), payload: [0x80]))
        }
        let files = try seat.open()
        #expect(throws: StoreFault.wrongFormat(path: VoteLog.path)) {
            try files.recovered(after: Height(3))
        }
        // Of a height that is decided nothing is needed.
        #expect(try files.recovered(after: Height(4)) == [])
    }

    // MARK: beginning

    @Test func `of a key that never signed let nothing out below their height`() throws {
        let files = try seat.begin(9)
        #expect(throws: SignerFault.self) { try files.persist(seat.vote(8, 3, .precommit)) }
        #expect(files.signsFrom(after: Height(8), recovered: []) == nil)
        #expect(files.signsFrom(after: Height(6), recovered: []) == Height(9))
        try files.reopen(after: Height(8), key: seat.key.verifyingKey)
        try files.persist(seat.vote(9, 0, .prevote))
    }

    @Test func `of an attempt that failed are raised by the next one`() throws {
        do { _ = try seat.begin(5) }
        let files = try seat.begin(9)
        let barrier = SignerPosition(height: Height(9), round: .first, step: .barrier)
        #expect(files.register.last == barrier)
        // Never lowered.
        do { _ = try seat.begin(7) } catch SignerFault.store(.storage(.locked)) {}
        #expect(files.register.last == barrier)
    }
}

/// A disk that takes no change to the register for a while.
final class FailingRegister: Storage {
    private let disk: MemoryStorage
    private let isFailing = Mutex(false)
    var fails: Bool {
        get { isFailing.withLock { $0 } }
        set { isFailing.withLock { $0 = newValue } }
    }

    init(_ disk: MemoryStorage) { self.disk = disk }

    func list(_ folder: String) throws(StorageFault) -> [String] { try disk.list(folder) }
    func size(of path: String) throws(StorageFault) -> Int? { try disk.size(of: path) }
    func read(_ path: String, from offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
        try disk.read(path, from: offset, count: count)
    }
    func write(_ bytes: [UInt8], to path: String, at offset: Int) throws(StorageFault) {
        if fails, path == SignerRegister.path { throw .full(path) }
        try disk.write(bytes, to: path, at: offset)
    }
    func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try disk.truncate(path, to: size)
    }
    func sync(_ path: String) throws(StorageFault) { try disk.sync(path) }
    func makeFolder(_ path: String) throws(StorageFault) { try disk.makeFolder(path) }
    func syncFolder(_ path: String) throws(StorageFault) { try disk.syncFolder(path) }
    func rename(_ path: String, to other: String) throws(StorageFault) {
        try disk.rename(path, to: other)
    }
    func remove(_ path: String) throws(StorageFault) { try disk.remove(path) }
    func lock(_ path: String) throws(StorageFault) -> StorageLock { try disk.lock(path) }
    func freeBytes() throws(StorageFault) -> UInt64 { try disk.freeBytes() }
}

@Suite struct `What a survivor of a lost quorum states` {
    private let seat: Seat

    init() throws { seat = try Seat() }

    @Test func `is the highest round of the height after its chain`() throws {
        #expect(try seat.begin(4).progress(after: Height(3)).round == nil)
        try seat.open().persist(seat.vote(4, 0, .prevote))
        try seat.open().persist(seat.vote(4, 2, .prevote))
        #expect(try seat.open().progress(after: Height(3)).round == Round(2))
        #expect(throws: RecoveryBar.blocksLost(signed: Height(4))) {
            try seat.open().progress(after: Height(2))
        }
    }

    @Test func `bars orders that leave to others what it signed`() throws {
        try seat.open().persist(seat.vote(4, 2, .prevote))
        let files = try seat.open()
        try files.check(order: Height(4), from: Round(3))
        try files.check(order: Height(5), from: .first)
        #expect(throws: RecoveryBar.roundSigned(Round(2))) {
            try files.check(order: Height(4), from: Round(2))
        }
        #expect(throws: RecoveryBar.blocksLost(signed: Height(4))) {
            try files.check(order: Height(3), from: Round(9))
        }
    }
}
