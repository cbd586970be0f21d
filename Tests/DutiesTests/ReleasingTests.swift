import CanonicalCoding
import Governance
import LedgerTypes
import Outbox
import Sealing
import Testing

@testable import Duties

@Suite struct `Giving what permits allow` {
    @Test func `ends with the payload at the asker and its acknowledgement on the chain`() throws {
        let world = try DutyWorld()
        let permit = try world.permit()
        try world.settle()
        let record = try #require(world.record(permit))
        #expect(record.releases == 1 && record.acknowledgements == 1)
        #expect(try world.inbox(permit) != nil)
        #expect(world.standing(.release, permit.digest, at: 1)?.stage == .done)
        #expect(world.standing(.acknowledgement, permit.digest, at: 0)?.stage == .done)
    }

    /// The chain refuses what is valid for longer than a day of its own time.
    @Test(arguments: [0, 3_600_000, 365 * 86_400_000] as [UInt64])
    func `makes transactions that the chain admits, however far its clock is ahead`(
        ahead: UInt64
    ) throws {
        let world = try DutyWorld()
        world.clockAhead = ahead
        let permit = try world.permit()
        world.turn(1)
        let release = try #require(world.submitted.first { $0.transaction.kind == .release })
        let time = world.ledger.time.next
        #expect(throws: Never.self) {
            try Admission.admit(release, world.ledger, now: time)
        }
        try world.settle(rounds: 2)
        #expect(world.record(permit)?.releases == 1)
        // With the right time again it is delivered: the clock held it back, and ended nothing.
        world.clockAhead = 0
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
        #expect(world.entries(.egressBlock).isEmpty)
    }

    @Test func `goes on after a stop with what it had begun`() throws {
        let world = try DutyWorld()
        let permit = try world.permit()
        world.takesTransactions = false
        world.turn(1)
        let first = try #require(world.releasesTried.first)
        world.restart(1)
        world.takesTransactions = true
        try world.settle()
        #expect(world.record(permit)?.releases == 1)
        #expect(world.record(permit)?.acknowledgements == 1)
        #expect(world.entries(.release).map(\.transaction.id) == [first])
    }

    @Test func `makes a release once while its transaction may still come`() throws {
        let world = try DutyWorld()
        _ = try world.permit()
        world.takesTransactions = false
        for _ in 0..<12 {
            world.now += 700
            world.turn(1)
        }
        #expect(world.submitted.count > 2)
        #expect(world.releasesTried.count == 1)
    }

    @Test func `goes by the chain's time, and not by the clock on the wall`() throws {
        let world = try DutyWorld()
        _ = try world.permit()
        world.takesTransactions = false
        world.turn(1)
        world.clockAhead = 2 * 3_600_000
        for _ in 0..<4 {
            world.now += Outbox.Limits.patience
            world.turn(1)
        }
        #expect(world.releasesTried.count == 1)
        // The chain's own time passes its validity: then there is another.
        world.clockAhead = 0
        try world.block(after: 2 * 3_600_000)
        world.now += Outbox.Limits.patience
        world.turn(1)
        #expect(world.releasesTried.count == 2)
    }

    @Test func `finds again what it could not write down`() throws {
        let world = try DutyWorld()
        world.turn(1)
        let permit = try world.permit()
        world.disks[1].refuseWriting("outbox/works/")
        world.turn(1)
        #expect(world.submitted.isEmpty)
        #expect(world.desks[1].problems.contains { if case .outbox = $0 { true } else { false } })
        world.disks[1].refuseWriting()
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
        #expect(world.desks[1].problems.isEmpty)
    }

    @Test func `says once that nothing leaves, also after it forgot what it searched`() throws {
        let world = try DutyWorld()
        let permit = try world.permit(of: "q1")
        try world.settle()
        #expect(world.entries(.egressBlock).count == 1)
        try world.disks[1].remove("outbox/searched")
        world.restart(1)
        try world.settle()
        #expect(world.entries(.egressBlock).count == 1)
        // All works are gone too: what the chain has is enough.
        for path in try world.disks[1].paths("outbox/works") { try world.disks[1].remove(path) }
        try? world.disks[1].remove("outbox/searched")
        world.restart(1)
        try world.settle()
        #expect(world.entries(.egressBlock).count == 1)
        #expect(world.record(permit)?.releases == 0)
    }
}
