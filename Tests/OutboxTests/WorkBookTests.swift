import BlockStore
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Outbox

@Suite struct `Work book` {
    private let memory = MemoryStorage()
    private let suite = OutboxWorld.suite

    private func open() throws -> WorkBook {
        try WorkBook(
            OutboxWorld.store(memory), chain: OutboxWorld.chain)
    }

    private func facts(
        _ standing: WorkFacts.Standing, _ delivery: WorkFacts.Delivery = .due, time: UInt64 = 1_000
    ) -> WorkFacts {
        WorkFacts(standing: standing, delivery: delivery, time: BlockTime(time))
    }

    private func signed(_ kind: TransactionKind) -> SignedTransaction {
        SignedTransaction(
            Transaction(
                suite: suite, chain: OutboxWorld.chain, kind: kind,
                member: MemberID(unchecked: "m1"), nonce: Array(repeating: 1, count: 16),
                validUntil: BlockTime(5_000), payload: []), signedBy: [OutboxWorld.key])
    }

    @Test func `knows after a stop that the chain is to be told of what was withdrawn`() throws {
        var book = try open()
        let id = OutboxWorld.id(1)
        try book.begin(id, at: BlockTime(1_000))
        #expect(try book.advance(id, facts(.absent), now: 0) == .make)
        try book.seal(id, signed(.release), parcel: [1])
        let withdrawn = facts(.accepted(Height(3)), .withdrawn(ReceiptCode(3_551)))
        #expect(try book.advance(id, withdrawn, now: 1) == .wait)
        // Many others that have ended drive it out no more than the stop does.
        for number in 0...(Limits.endedKept + 5) {
            let other = WorkID(.notice, suite.hash([7, UInt8(number >> 8), UInt8(number & 255)]))
            try book.begin(other, at: BlockTime(2_000))
            try book.drop(other)
        }
        book = try open()
        #expect(book.withdrawn == [WorkID(.withholding, id.subject)])
        try book.begin(book.withdrawn[0], at: BlockTime(9_000))
        #expect(book.withdrawn.isEmpty)
    }

    @Test func `shows its works in the order of their names, whatever ends`() throws {
        var book = try open()
        var known: Set<WorkID> = []
        for number in 0...(Limits.endedKept + 40) {
            let kind = WorkKind.allCases[number % WorkKind.allCases.count]
            let id = WorkID(kind, suite.hash([8, UInt8(number >> 8), UInt8(number & 255)]))
            try book.begin(id, at: BlockTime(UInt64(1_000 + number)))
            known.insert(id)
            if number % 40 != 0 { try book.drop(id) }
        }
        let ids = book.all.map(\.id)
        #expect(ids == ids.sorted() && Set(ids).isSubset(of: known))
        #expect(book.open.map(\.id) == book.all.filter { !$0.stage.isEnded }.map(\.id))
        #expect(book.all.count { $0.stage.isEnded } == Limits.endedKept)
        #expect(try open().all == book.all)
    }

    @Test func `asks again for what the chain refuses, ever more rarely`() throws {
        var book = try open()
        let id = WorkID(.offlineRecord, suite.hash([5]))
        try book.begin(id, at: BlockTime(1_000))
        var now: UInt64 = 0
        var made: [UInt64] = []
        while made.count < 6 {
            now += 500
            guard try book.advance(id, facts(.absent), now: now) == .make else { continue }
            made.append(now)
            try book.seal(id, signed(.declareOverride))
            _ = try book.advance(id, facts(.refused(Height(2), ReceiptCode(3_475))), now: now)
        }
        let pauses = zip(made, made.dropFirst()).map { $1 - $0 }
        #expect(pauses == [4_000, 8_000, 16_000, 32_000, 64_000])
        #expect(book[id]?.refusals == 6 && book[id]?.lastRefusal == ReceiptCode(3_475))
        #expect(book[id]?.stage == .drafted)
    }

    @Test func `gives nothing up that is refused for who signs it, and says it as it was`() throws {
        var book = try open()
        let refused = facts(.refusedAsSigned(ReceiptCode(3_109)))
        let release = WorkID(.release, suite.hash([9]))
        let said = WorkID(.acknowledgement, suite.hash([9]))
        for id in [release, said] { try book.begin(id, at: BlockTime(1_000)) }
        for number in 1...(Limits.releaseAttempts + 2) {
            for id in [release, said] {
                try book.seal(id, signed(id == release ? .release : .acknowledge))
                #expect(try book.advance(id, refused, now: 0) == .wait)
                #expect(book[id]?.stage == .drafted && book[id]?.refusals == number)
            }
        }
        book = try open()
        #expect(book[release]?.said == nil && book[said]?.said == [])
        #expect(book[said]?.lastRefusal == ReceiptCode(3_109))
    }

    @Test func `leaves a file that it cannot use as it is`() throws {
        var book = try open()
        let id = WorkID(.notice, suite.hash([6]))
        try book.begin(id, at: BlockTime(1_000))
        let path = OutboxWorld.store(memory).path(of: id)
        memory.edit(path) { $0.removeLast() }
        let torn = try memory.read(path, from: 0, count: 10_000)
        book = try open()
        #expect(book.faults == [.damaged(path: path)])
        try book.begin(id, at: BlockTime(2_000))
        #expect(book[id] == nil)
        #expect(try memory.read(path, from: 0, count: 10_000) == torn)
    }

    @Test func `concludes nothing from a state that is older than the work`() throws {
        var book = try open()
        let id = WorkID(.notice, suite.hash([8]))
        try book.begin(id, at: BlockTime(5_000))
        let old = WorkFacts(standing: .absent, isNeedless: true, time: BlockTime(4_000))
        #expect(try book.advance(id, old, now: 0) == .make)
        let new = WorkFacts(standing: .absent, isNeedless: true, time: BlockTime(5_000))
        #expect(try book.advance(id, new, now: 0) == .wait)
        #expect(book[id]?.stage == .ended(.needless))
    }
}
