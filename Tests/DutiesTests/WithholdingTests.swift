import CanonicalCoding
import Governance
import LedgerTypes
import Outbox
import Sealing
import Testing

@testable import Duties

@Suite struct `Withholding what was released` {
    /// A world in which m1 released something and m0 does not get it.
    private func released() throws -> (DutyWorld, RecordID) {
        let world = try DutyWorld()
        world.away = [0]
        let permit = try world.permit()
        try world.settle(rounds: 3)
        #expect(world.record(permit)?.releases == 1)
        return (world, permit)
    }

    private func reasons(_ world: DutyWorld) throws -> [UInt64] {
        try world.entries(.egressBlock).map {
            try Payload<EgressBlock>(canonical: $0.transaction.transaction.payload).body.reason
        }
    }

    @Test func `is told to the chain where the right ended before the delivery`() throws {
        let (world, permit) = try released()
        try world.commit(
            world.signed(
                Suspend(target: .staff(DutyRules.physician)), by: DutyRules.security, at: 0))
        try world.settle()
        #expect(try reasons(world).count == 1)
        #expect(world.standing(.release, permit.digest, at: 1)?.stage == .withdrawn)
        #expect(world.standing(.withholding, permit.digest, at: 1)?.stage == .done)
        // Nothing is sent any more.
        world.away = []
        try world.settle()
        #expect(try world.inbox(permit) == nil)
        #expect(try reasons(world).count == 1)
    }

    /// The chain refuses the release for who asks, with the code of a signer that is suspended.
    @Test func `is told at once where who asked is suspended before the release is executed`()
        throws
    {
        let world = try DutyWorld()
        let permit = try world.permit()
        world.takesTransactions = false
        world.turn(1)
        let release = try #require(world.submitted.first { $0.transaction.kind == .release })
        world.takesTransactions = true
        try world.commit(
            world.signed(
                Suspend(target: .staff(DutyRules.physician)), by: DutyRules.security, at: 0))
        try world.settle(rounds: 5)
        let entry = try #require(world.entries(.release).first)
        #expect(entry.transaction.id == release.id)
        #expect(entry.receipt.code == Refusal.staffSuspended.code)
        #expect(try reasons(world) == [Refusal.staffSuspended.code.value])
        let standing = try #require(world.standing(.release, permit.digest, at: 1))
        #expect(standing.isEnded && standing.refusals == 1)
        #expect(world.entries(.release).count == 1)
    }

    /// The release was right when it was executed, and not when it was found on the chain.
    @Test(arguments: [false, true])
    func `comes before the first parcel where who asked is suspended by then`(
        isStopped: Bool
    ) throws {
        let world = try DutyWorld()
        let permit = try world.permit()
        world.turn(1)
        // One block has both, the release first.
        try world.commit(
            world.signed(
                Suspend(target: .staff(DutyRules.physician)), by: DutyRules.security, at: 0))
        #expect(world.record(permit)?.releases == 1)
        if isStopped { world.restart(1) }
        world.now += Outbox.Limits.patience
        world.turn(1)
        #expect(world.parcels.isEmpty)
        try world.settle()
        #expect(try reasons(world) == [Refusal.staffSuspended.code.value])
        #expect(try world.inbox(permit) == nil)
        #expect(world.standing(.release, permit.digest, at: 1)?.sent == 0)
    }

    @Test func `is told with 6064 where the work's file is gone`() throws {
        let (world, permit) = try released()
        try world.disks[1].remove("outbox/works/release-\(permit).work")
        world.restart(1)
        try world.settle()
        #expect(try reasons(world) == [6064])
        #expect(world.standing(.withholding, permit.digest, at: 1)?.stage == .done)
    }

    @Test func `is not told while a file of the outbox cannot be read: it may hold the parcel`()
        throws
    {
        let (world, permit) = try released()
        let path = "outbox/works/release-\(permit).work"
        world.disks[1].refuseReading(path)
        world.restart(1)
        try world.settle(rounds: 3)
        #expect(try reasons(world).isEmpty)
        #expect(!world.desks[1].problems.isEmpty)
        // It can be read again after a start: the work goes on to its end.
        world.disks[1].refuseReading()
        world.restart(1)
        world.away = []
        try world.settle()
        #expect(try reasons(world).isEmpty)
        #expect(world.record(permit)?.acknowledgements == 1)
    }

    @Test func `is not needed where an appeal took the permit back`() throws {
        let world = try DutyWorld()
        let gone = DutyRules.suite.hash([9])
        let duty = WithholdingDuty(gateway: world.gateways[1])
        #expect(duty.isNeedless(gone, world.scene))
        // What was on its way for it ends as withdrawn, and the chain is told nothing more.
        let permit = try world.permit()
        let record = try #require(world.record(permit))
        let store = OutboxStore(
            world.disks[1], folder: "outbox", chain: world.ledger.chain, suite: DutyRules.suite)
        world.turn(1)
        let release = try #require(world.submitted.first { $0.transaction.kind == .release })
        var book = try WorkBook(store, chain: world.ledger.chain)
        let id = WorkID(.release, gone)
        try book.begin(id, at: record.decided)
        try book.seal(id, release, parcel: [1])
        _ = try book.advance(
            id, WorkFacts(standing: .accepted(Height(1)), time: world.ledger.time), now: 0)
        world.restart(1)
        try world.settle()
        #expect(world.standing(.release, gone, at: 1)?.stage == .withdrawn)
        #expect(world.standing(.withholding, gone, at: 1)?.stage == .needless)
        #expect(try reasons(world).isEmpty)
    }
}
