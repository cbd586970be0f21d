import CanonicalCoding
import Governance
import LedgerTypes
import Outbox
import Sealing
import Testing

@testable import Duties

@Suite struct `Receiving what others release` {
    @Test func `acknowledges only what is on its disk`() throws {
        let world = try DutyWorld()
        world.disks[0].refuseWriting("inbox/")
        let permit = try world.permit()
        try world.settle()
        #expect(world.record(permit)?.releases == 1)
        #expect(world.record(permit)?.acknowledgements == 0)
        #expect(world.desks[0].problems.contains { if case .inbox = $0 { true } else { false } })
        world.disks[0].refuseWriting()
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
        #expect(try world.inbox(permit) != nil)
        #expect(world.desks[0].problems.isEmpty)
    }

    @Test func `says an acknowledgement again whose time went by, without the parcel`() throws {
        let world = try DutyWorld()
        let permit = try world.permit()
        world.turn(0)
        world.turn(1)
        try world.block()
        world.turn(1)
        world.takesTransactions = false
        world.deliver()
        let first = try #require(world.submitted.last)
        #expect(first.transaction.kind == .acknowledge)
        // Nobody took it, and the chain's time passes it; the holder is silent meanwhile.
        world.restart(0)
        try world.block(after: 3 * 3_600_000)
        world.takesTransactions = true
        world.now += Outbox.Limits.patience
        world.turn(0)
        let again = try #require(world.submitted.last)
        #expect(again.id != first.id && again.transaction.payload == first.transaction.payload)
        #expect(world.standing(.acknowledgement, permit.digest, at: 0)?.expirations == 1)
        try world.block()
        #expect(world.record(permit)?.acknowledgements == 1)
    }

    @Test func `says an acknowledgement again that was refused while the member was suspended`()
        throws
    {
        let world = try DutyWorld()
        let permit = try world.permit()
        world.turn(0)
        world.turn(1)
        try world.block()
        world.turn(1)
        let parcel = try #require(world.parcels.last)
        world.takesTransactions = false
        world.deliver()
        world.takesTransactions = true
        try world.setStanding(of: 0, .suspended)
        // Parcels that come again meanwhile bring no other to the chain.
        for _ in 0..<6 {
            world.now += Outbox.Limits.patience
            world.turn(0)
            world.receive(parcel.bytes, from: 1, at: 0)
            try world.block()
        }
        let refused = world.entries(.acknowledge)
        #expect(!refused.isEmpty && refused.count <= 3)
        #expect(refused.allSatisfy { $0.receipt.code == Refusal.memberSuspended.code })
        #expect(world.standing(.acknowledgement, permit.digest, at: 0)?.isEnded == false)
        try world.setStanding(of: 0, .active)
        world.now += 60_000
        world.turn(0)
        try world.block()
        #expect(world.record(permit)?.acknowledgements == 1)
    }

    @Test func `takes later what came before its block`() throws {
        let world = try DutyWorld()
        let permit = try world.permit()
        world.turn(1)
        let past = (world.ledger, world.chain)
        try world.block()
        world.turn(1)
        let parcel = try #require(world.parcels.last)
        world.turn(0)
        world.receive(parcel.bytes, from: 1, at: 0, past)
        #expect(try world.inbox(permit) == nil)
        #expect(world.notes.isEmpty)
        world.turn(0)
        #expect(try world.inbox(permit) != nil)
    }

    @Test func `keeps a bounded number of early parcels, each once`() {
        var early = EarlyParcels()
        let sender = DutyRules.members[1]
        for _ in 0..<5 { early.put([1, 2, 3], from: sender, since: 0) }
        #expect(early.takeAll().count == 1)
        // No member takes the room of the others.
        for number in 0..<UInt8(Duties.Limits.earlyPerSender + 9) {
            early.put([number], from: sender, since: 0)
        }
        #expect(early.takeAll().count == Duties.Limits.earlyPerSender)
        for number in 0..<UInt8(Duties.Limits.earlyParcels + 9) {
            early.put([number], from: MemberID(unchecked: "x\(number)"), since: 0)
        }
        #expect(early.takeAll().count == Duties.Limits.earlyParcels)
        let half = Duties.Limits.earlyBytes / 2 + 1
        early.put(Array(repeating: 1, count: half), from: sender, since: 0)
        early.put(Array(repeating: 2, count: half), from: sender, since: 0)
        #expect(early.takeAll().count == 1)
        #expect(early.takeAll().isEmpty)
    }

    @Test func `removes at its start what a stop left half written, and nothing else`() throws {
        let world = try DutyWorld()
        let disk = world.disks[2]
        let folders = ["inbox", "salts", "offline", "outbox/notices"]
        for folder in folders {
            try disk.replaceFile("\(folder)/kept", with: [1])
            try disk.write([1], to: "\(folder)/torn.new", at: 0)
        }
        world.restart(2)
        for folder in folders { #expect(try disk.list(folder) == ["kept"]) }
        #expect(try disk.list("records") == ["p2.json"])
    }
}
