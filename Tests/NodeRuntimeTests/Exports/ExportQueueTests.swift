import Evidence
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import NodeRuntime

/// A queue in a place of its own, so that what changes it can stand in an expectation.
private final class HeldQueue {
    private var queue = ExportQueue()

    func begin(
        _ id: Digest, _ run: ExportRun, by asker: KeyOwner, now: ContinuousClock.Instant
    ) throws(ExportsBusy) {
        try queue.begin(id, run, by: asker, now: now)
    }
    func take() -> (id: Digest, run: ExportRun)? { queue.take() }
    func put(_ id: Digest, _ progress: ExportProgress, bytes: Int) {
        queue.put(id, progress, bytes: bytes)
    }
    func finish(_ id: Digest, _ file: [UInt8]) { queue.finish(id, file) }
    func fail(_ id: Digest, _ fault: ExportFault) { queue.fail(id, fault) }
    func expire(now: ContinuousClock.Instant) -> [Digest] { queue.expire(now: now) }
    func end(_ id: Digest, for asker: KeyOwner) -> Bool { queue.end(id, for: asker) }
    func file(_ id: Digest, for asker: KeyOwner) -> [UInt8]? { queue.file(id, for: asker) }
    func standing(
        of id: Digest, for asker: KeyOwner, now: ContinuousClock.Instant
    ) -> ExportStanding? { queue.standing(of: id, for: asker, now: now) }
}

@Suite struct `Queue of exports` {
    private static let start = ContinuousClock.now

    private static func id(_ number: UInt8) -> Digest {
        CryptoSuite.ed25519SHA256.hash([number])
    }

    private static func asker(_ name: String) -> KeyOwner {
        .staff(
            StaffReference(
                member: MemberID(unchecked: "m\(name.prefix(1))"), staff: StaffID(unchecked: name)))
    }

    private static let run = ExportRun(
        of: HeadID(.subject, CryptoSuite.ed25519SHA256.hash([0])), at: Height(7)
    ) { () throws(ExportFault) in
        throw .stateMismatch
    }

    /// A queue with exports of these askers, numbered from 0.
    private static func queue(_ askers: [String]) throws -> HeldQueue {
        let queue = HeldQueue()
        for (number, name) in askers.enumerated() {
            try queue.begin(id(UInt8(number)), run, by: asker(name), now: start)
        }
        return queue
    }

    private static func reading(_ done: UInt64) -> ExportProgress {
        ExportProgress(.reading, done: done, of: 1_000)
    }

    @Test func `gives each its turn, a step at a time`() throws {
        let queue = try Self.queue(["a", "b", "c"])
        var turns: [Digest] = []
        for step in 1...9 {
            let turn = try #require(queue.take())
            turns.append(turn.id)
            queue.put(turn.id, Self.reading(UInt64(step)), bytes: 10)
        }
        #expect(turns == [0, 1, 2, 0, 1, 2, 0, 1, 2].map { Self.id($0) })
    }

    @Test func `gives nobody two steps of one export at once`() throws {
        let queue = try Self.queue(["a"])
        let turn = try #require(queue.take())
        #expect(queue.take() == nil)
        queue.put(turn.id, Self.reading(1), bytes: 1)
        #expect(queue.take()?.id == turn.id)
    }

    @Test func `takes two of one asker and eight in all, until one is over`() throws {
        let queue = try Self.queue(["a", "a"])
        #expect(throws: ExportsBusy.own) {
            try queue.begin(Self.id(9), Self.run, by: Self.asker("a"), now: Self.start)
        }
        queue.fail(Self.id(0), .textTooLong)
        try queue.begin(Self.id(9), Self.run, by: Self.asker("a"), now: Self.start)
        for (number, name) in ["b", "b", "c", "c", "d", "d"].enumerated() {
            try queue.begin(
                Self.id(20 + UInt8(number)), Self.run, by: Self.asker(name), now: Self.start)
        }
        #expect(throws: ExportsBusy.all) {
            try queue.begin(Self.id(40), Self.run, by: Self.asker("e"), now: Self.start)
        }
    }

    @Test func `takes four of one member, or of all patients`() throws {
        func patient(_ number: UInt8) -> KeyOwner {
            .subject(Pseudonym(CryptoSuite.ed25519SHA256.hash([number])))
        }
        for askers in [(1...5).map { Self.asker("a\($0)") }, (1...5).map { patient($0) }] {
            let queue = HeldQueue()
            for (number, asker) in askers.dropLast().enumerated() {
                try queue.begin(Self.id(UInt8(number)), Self.run, by: asker, now: Self.start)
            }
            #expect(throws: ExportsBusy.member) {
                try queue.begin(Self.id(9), Self.run, by: askers[4], now: Self.start)
            }
            try queue.begin(Self.id(9), Self.run, by: Self.asker("b"), now: Self.start)
        }
    }

    @Test func `lets nobody's file go for the many of somebody else`() throws {
        let queue = HeldQueue()
        func finish(_ number: UInt8, _ name: String) throws {
            try queue.begin(Self.id(number), Self.run, by: Self.asker(name), now: Self.start)
            _ = try #require(queue.take())
            queue.finish(Self.id(number), [1])
        }
        try finish(0, "a")
        for number in 1..<UInt8(Limits.exportsKept + 5) { try finish(number, "b") }
        #expect(queue.file(Self.id(0), for: Self.asker("a")) != nil)
        #expect(queue.file(Self.id(1), for: Self.asker("b")) == nil)
    }

    @Test func `lets only the oldest go on where memory is short`() throws {
        let queue = try Self.queue(["a", "b", "c"])
        for _ in 0..<3 {
            let turn = try #require(queue.take())
            queue.put(turn.id, Self.reading(1), bytes: Limits.exportBytes / 2)
        }
        for step in 2...4 {
            let turn = try #require(queue.take())
            #expect(turn.id == Self.id(0))
            queue.put(turn.id, Self.reading(UInt64(step)), bytes: Limits.exportBytes / 2)
        }
        // While the oldest is in hand, the others wait.
        #expect(queue.take()?.id == Self.id(0) && queue.take() == nil)
    }

    @Test func `goes on with the others once the oldest is let go of`() throws {
        let queue = try Self.queue(["a", "b"])
        for _ in 0..<2 {
            let turn = try #require(queue.take())
            queue.put(turn.id, Self.reading(1), bytes: Limits.exportBytes)
        }
        #expect(queue.end(Self.id(0), for: Self.asker("a")))
        #expect(queue.take()?.id == Self.id(1))
    }

    @Test func `keeps files within a number and a size, the newest in any case`() throws {
        let queue = HeldQueue()
        for number in 0..<UInt8(Limits.exportsKept + 2) {
            let asker = Self.asker("a\(number)")
            try queue.begin(Self.id(number), Self.run, by: asker, now: Self.start)
            #expect(queue.take()?.id == Self.id(number))
            queue.finish(Self.id(number), [number])
        }
        let kept = (0..<UInt8(Limits.exportsKept + 2)).filter {
            queue.file(Self.id($0), for: Self.asker("a\($0)")) != nil
        }
        #expect(kept == Array(2..<UInt8(Limits.exportsKept + 2)))
        try queue.begin(Self.id(99), Self.run, by: Self.asker("z"), now: Self.start)
        #expect(queue.take()?.id == Self.id(99))
        queue.finish(Self.id(99), [UInt8](repeating: 0, count: Limits.exportBytes + 1))
        #expect(queue.file(Self.id(99), for: Self.asker("z")) != nil)
        #expect(queue.file(Self.id(9), for: Self.asker("a9")) == nil)
    }

    @Test func `lets go of what nobody asks about, and of nothing else`() throws {
        let queue = try Self.queue(["a", "b"])
        let late = Self.start + Limits.exportPatience + .seconds(1)
        #expect(queue.standing(of: Self.id(1), for: Self.asker("b"), now: late) != nil)
        #expect(queue.expire(now: late) == [Self.id(0)])
        #expect(queue.standing(of: Self.id(0), for: Self.asker("a"), now: late) == nil)
        let turn = try #require(queue.take())
        #expect(turn.id == Self.id(1))
        #expect(queue.expire(now: late + Limits.exportPatience + .seconds(1)) == [Self.id(1)])
        // A step that is done afterwards brings nothing back.
        queue.put(turn.id, Self.reading(5), bytes: 5)
        queue.finish(turn.id, [1])
        #expect(queue.take() == nil && queue.file(turn.id, for: Self.asker("b")) == nil)
    }

    @Test func `shows an export to whoever asked for it, and to nobody else`() throws {
        let queue = try Self.queue(["a"])
        let (own, other) = (Self.asker("a"), Self.asker("b"))
        let standing = queue.standing(of: Self.id(0), for: own, now: Self.start)
        #expect(standing?.isWorking == true && standing?.height == Height(7))
        #expect(queue.standing(of: Self.id(0), for: other, now: Self.start) == nil)
        #expect(!queue.end(Self.id(0), for: other))
        #expect(queue.take() != nil)
        queue.finish(Self.id(0), [1])
        #expect(queue.file(Self.id(0), for: other) == nil)
        #expect(queue.file(Self.id(0), for: own) == [1])
    }
}
