import BlockStore
import CanonicalCoding
import Governance
import LedgerTypes
import Outbox
import Sealing
import Testing

@testable import Duties

/// What was lost, or only away for a while: the two are told apart.
@Suite struct `Files that are lost, or away for a while` {
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

    private func anchored(_ world: DutyWorld) -> Digest? {
        GovernanceQueries(world.ledger).offlineRecord(of: DutyRules.members[1], sequence: 1)
    }

    @Test(arguments: ["removed", "damaged"])
    func `a parcel that cannot be given any more is told to the chain`(flaw: String) throws {
        let (world, permit) = try released()
        let path = try #require(try world.disks[1].paths("outbox/parcels").first)
        if flaw == "removed" {
            try world.disks[1].remove(path)
        } else {
            world.disks[1].memory.flipBit(77, of: path)
        }
        world.away = []
        try world.settle()
        #expect(try reasons(world) == [6064])
        #expect(try world.inbox(permit) == nil)
        #expect(world.standing(.withholding, permit.digest, at: 1)?.stage == .done)
        // The holder's own report gives the same reason.
        let report = try #require(
            try world.disks[1].paths("salts").first { $0.hasSuffix(".report") })
        let kept = try FieldDisclosure(canonical: world.disks[1].readAll(report))
        #expect(String(decoding: kept.value, as: UTF8.self) == CoverageFault.parcelLost.english)
    }

    @Test func `a work that is older than its release does not leave the chain in the dark`()
        throws
    {
        let (world, permit) = try released()
        // As a backup has it that was taken before the release was made.
        let store = OutboxStore(
            world.disks[1], folder: "outbox", chain: world.ledger.chain, suite: DutyRules.suite)
        try store.put(
            Work(WorkID(.release, permit.digest), chain: world.ledger.chain, since: BlockTime(1)))
        world.restart(1)
        try world.settle()
        #expect(try reasons(world) == [6064])
        #expect(world.record(permit)?.releases == 1)
    }

    @Test func `a work's file that was put back is read without a start`() throws {
        let (world, permit) = try released()
        let path = "outbox/works/release-\(permit).work"
        let whole = try world.disks[1].readAll(path)
        try world.disks[1].replaceFile(path, with: Array(whole.dropLast(9)))
        world.restart(1)
        try world.settle(rounds: 2)
        #expect(!world.desks[1].problems.isEmpty)
        try world.disks[1].replaceFile(path, with: whole)
        world.away = []
        try world.settle(rounds: 10)
        #expect(world.desks[1].problems.isEmpty)
        #expect(world.record(permit)?.acknowledgements == 1)
        #expect(try reasons(world).isEmpty)
    }

    @Test func `an emergency whose file is away for a moment is brought to the chain`() throws {
        let world = try DutyWorld()
        let draft = try world.openAlone(world.gateways[1], at: 1, world.desks[1].journal)
        // Known, and not made yet: the chain's time has not passed the record's clock.
        world.turn(1)
        #expect(world.submitted.isEmpty)
        world.disks[1].refuseReading("offline/000001")
        try world.settle(rounds: 3)
        #expect(anchored(world) == nil)
        #expect(!world.desks[1].problems.isEmpty)
        world.disks[1].refuseReading()
        try world.settle()
        #expect(anchored(world) == draft.record.digest(suite: DutyRules.suite))
        #expect(world.desks[1].problems.isEmpty)
    }

    @Test func `a folder of records that is empty is not one without patients`() throws {
        let world = try DutyWorld()
        let record = try world.disks[1].readAll("records/p1.json")
        try world.disks[1].remove("records/p1.json")
        let permit = try world.permit()
        try world.settle(rounds: 3)
        #expect(try reasons(world).isEmpty)
        #expect(world.standing(.release, permit.digest, at: 1)?.reason != nil)
        try world.disks[1].replaceFile("records/p1.json", with: record)
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
    }

    @Test func `an opening of a data set that cannot be read is not one that is not there`() throws
    {
        let disk = HamperedStorage()
        let asset = Asset(
            id: RecordID(DutyRules.suite.hash([1])), holder: DutyRules.members[1],
            description: AssetDescription(
                kind: .raw, category: .allCases[0], level: 2,
                schema: DutyRules.suite.hash([2]), content: DutyRules.suite.hash([3]), rows: 1,
                members: .nobody, labels: []))
        let contents = AssetContents(disk, suite: DutyRules.suite)
        // A disk that is not mounted leaves no folder, or an empty one.
        #expect(throws: StorageFault.absent("salts")) { try contents.opening(of: asset) }
        try disk.replaceFile("salts/licence.hex", with: [1])
        guard case .none = try contents.opening(of: asset) else {
            Issue.record("what is not there opens something")
            return
        }
        try disk.replaceFile("salts/\(asset.id).content", with: [1, 2, 3])
        guard case .damaged = try contents.opening(of: asset) else {
            Issue.record("what is no disclosure is not called damaged")
            return
        }
        disk.refuseReading("salts/")
        #expect(throws: StorageFault.self) { try contents.opening(of: asset) }
    }

    @Test func `a counter at its end gives no number, and ends nothing else`() throws {
        let world = try DutyWorld()
        try world.disks[1].replaceFile(
            "offline/sequence",
            with: Array("\(UInt64.max) \(DutyRules.suite.hash([1]))\n".utf8))
        let refusal = #expect(throws: OfflineRefusal.self) {
            try world.draftAlone(world.gateways[1], at: 1, world.desks[1].journal)
        }
        guard case .noRecord(.counterDamaged) = refusal else {
            Issue.record("it is refused for another reason: \(refusal as Any)")
            return
        }
    }

    @Test func `an inbox that takes payloads again is not called closed until one comes`() throws {
        let world = try DutyWorld()
        world.disks[0].refuseWriting("inbox/")
        _ = try world.permit()
        try world.settle()
        #expect(!world.desks[0].problems.isEmpty)
        // Its sender is away.
        world.away = [0]
        world.disks[0].refuseWriting()
        world.turn(0)
        #expect(world.desks[0].problems.isEmpty)
        #expect(try world.disks[0].paths("inbox").isEmpty)
    }

    @Test func `a disk that refuses is asked again by time, and told of once`() throws {
        let world = try DutyWorld()
        world.turn(1)
        _ = try world.permit()
        world.disks[1].refuseWriting("outbox/")
        for _ in 0..<5 {
            world.now += Outbox.Limits.patience
            world.turn(1)
            #expect(!world.desks[1].isBehind(world.ledger))
        }
        let told = world.notes.count { if case .fault = $0 { true } else { false } }
        #expect(told == 1)
    }
}

/// Nothing is said on the chain from a state of yesterday, and the chain takes no second word.
@Suite struct `A holder that was restored` {
    @Test func `says nothing before it has caught up`() throws {
        let world = try DutyWorld()
        world.isCurrent = false
        let permit = try world.permit()
        try world.settle(rounds: 3)
        #expect(world.submitted.isEmpty)
        world.isCurrent = true
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
    }

    private func receipt(
        _ kind: TransactionKind, _ payload: [UInt8], _ world: DutyWorld
    ) throws -> Receipt {
        try world.commit(
            world.gateways[1].transaction(
                kind, payload: payload, on: world.ledger, clock: world.ledger.time))
    }

    @Test func `neither releases twice nor calls held back what was received`() throws {
        let world = try DutyWorld()
        let permit = try world.permit()
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
        let release = Release(
            permit: permit, payload: DutyRules.suite.hash([1]), masks: [], isEncrypted: true)
        #expect(
            try receipt(.release, release.payload(), world).code == Refusal.releasedAlready.code)
        let block = EgressBlock(
            permit: permit, reason: 6064, report: DutyRules.suite.hash([2]))
        #expect(
            try receipt(.egressBlock, block.payload(), world).code == Refusal.receivedAlready.code)
        #expect(world.record(permit)?.releases == 1)
    }
}
