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

    /// Two nodes with one member's keys would contradict each other.
    @Test func `says and sends nothing while another copy of the node may run`() throws {
        let world = try DutyWorld()
        world.isConfirmed = false
        let permit = try world.permit()
        try world.settle()
        #expect(world.submitted.isEmpty && world.parcels.isEmpty)
        world.isConfirmed = true
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
    }

    /// An older outbox was put back after its parcel had been called lost.
    @Test func `gives nothing that the chain was told is withheld`() throws {
        let world = try DutyWorld()
        world.away = [0]
        let permit = try world.permit()
        try world.settle()
        #expect(world.record(permit)?.releases == 1)
        let works = try world.disks[1].list("outbox/works").map {
            ("outbox/works/\($0)", try world.disks[1].readAll("outbox/works/\($0)"))
        }
        let parcels = try world.disks[1].list("outbox/parcels").map {
            ("outbox/parcels/\($0)", try world.disks[1].readAll("outbox/parcels/\($0)"))
        }
        for (path, _) in parcels { try world.disks[1].remove(path) }
        world.restart(1)
        try world.settle()
        #expect(world.entries(.egressBlock).count == 1)
        for (path, bytes) in works + parcels { try world.disks[1].replaceFile(path, with: bytes) }
        world.restart(1)
        world.away = []
        world.parcels = []
        try world.settle()
        #expect(try world.inbox(permit) == nil)
        #expect(world.record(permit)?.acknowledgements == 0)
        #expect(world.standing(.release, permit.digest, at: 1)?.stage == .withheld)
        #expect(world.entries(.egressBlock).count == 1)
    }

    @Test func `waits for a record that is torn or away, and names it`() throws {
        let world = try DutyWorld()
        let path = "records/p1.json"
        let whole = try world.disks[1].readAll(path)
        for bytes in [Array(whole.prefix(40)), nil] {
            if let bytes {
                try world.disks[1].replaceFile(path, with: bytes)
            } else {
                try world.disks[1].remove(path)
                try world.disks[1].replaceFile("records/other.json", with: whole)
            }
            let permit = try world.permit()
            try world.settle()
            let standing = try #require(world.standing(.release, permit.digest, at: 1))
            #expect(standing.concern(on: world.ledger) == .waits)
            #expect(world.entries(.egressBlock).isEmpty)
            try world.disks[1].replaceFile(path, with: whole)
            try world.settle()
            #expect(world.record(permit)?.acknowledgements == 1)
        }
    }

    /// A consent may have been withdrawn meanwhile on a chain that this node does not see.
    @Test func `sends nothing on a state of yesterday`() throws {
        let world = try DutyWorld()
        world.away = [0]
        let permit = try world.permit()
        try world.settle()
        #expect(world.record(permit)?.releases == 1)
        world.restart(1)
        world.parcels = []
        world.isCurrent = false
        world.now += Outbox.Limits.patience
        world.turn(1)
        #expect(world.parcels.isEmpty)
        world.isCurrent = true
        world.away = []
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
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
        // Two patients in one file: nothing of it leaves.
        let mixed = """
            {"resourceType":"Bundle","type":"collection","entry":[
            {"resource":{"resourceType":"Patient","id":"a"}},
            {"resource":{"resourceType":"Patient","id":"b"}}]}
            """
        try world.disks[1].replaceFile("records/q1.json", with: Array(mixed.utf8))
        let permit = try world.permit(of: "q1")
        try world.settle()
        #expect(world.entries(.egressBlock).count == 1)
        #expect(world.standing(.release, permit.digest, at: 1)?.stage == .withheld)
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
