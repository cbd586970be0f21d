import CanonicalCoding
import Governance
import LedgerTypes
import Outbox
import Sealing
import Testing

@testable import Duties

@Suite struct `Emergencies decided alone` {
    private func number(_ world: DutyWorld) -> Digest? {
        GovernanceQueries(world.ledger).offlineRecord(of: DutyRules.members[1], sequence: 1)
    }

    @Test func `come to the chain, all of them`() throws {
        let world = try DutyWorld()
        let journal = world.desks[1].journal
        let drafts = try (0..<3).map { _ in
            try world.draftAlone(world.gateways[1], at: 1, journal)
        }
        for draft in drafts.reversed() {
            _ = try world.gateways[1].openOverride(
                draft, signatures: [try world.signature(draft, at: 1)], on: world.ledger,
                in: journal)
        }
        world.isCutOff = true
        world.turn(1)
        #expect(world.submitted.isEmpty)
        world.isCutOff = false
        try world.settle()
        for draft in drafts {
            let known = GovernanceQueries(world.ledger).offlineRecord(
                of: DutyRules.members[1], sequence: draft.record.sequence)
            #expect(known == draft.record.digest(suite: DutyRules.suite))
        }
        #expect(try journal.unanchored(on: world.ledger).records.isEmpty)
    }

    /// There may be hundreds of files, and a block each second.
    @Test func `are read again only while the chain lacks one, and when one was written`() throws {
        let world = try DutyWorld()
        let journal = world.desks[1].journal
        _ = try world.openAlone(world.gateways[1], at: 1, journal)
        try world.settle()
        func reads() -> Int { world.disks[1].pathsRead.count { $0.hasSuffix("000001.cbor") } }
        let before = reads()
        #expect(before > 0)
        for _ in 0..<5 {
            try world.block()
            world.turn(1)
        }
        #expect(reads() == before)
        let second = try world.openAlone(world.gateways[1], at: 1, journal)
        let drafted = reads()
        world.turn(1)
        #expect(reads() == drafted + 1)
        try world.settle()
        let known = GovernanceQueries(world.ledger).offlineRecord(
            of: DutyRules.members[1], sequence: 2)
        #expect(known == second.record.digest(suite: DutyRules.suite))
    }

    /// A record that could not be looked at is not one that is gone.
    @Test func `are read again, and none is passed over, while the process has no descriptor`()
        throws
    {
        let world = try DutyWorld()
        let journal = world.desks[1].journal
        let draft = try world.openAlone(world.gateways[1], at: 1, journal)
        world.disks[1].starve("offline/000001")
        #expect(throws: JournalFault.disk(.exhausted("offline/000001.cbor", error: 24))) {
            try journal.unanchored(on: world.ledger)
        }
        world.turn(1)
        world.disks[1].starve()
        try world.settle()
        #expect(number(world) == draft.record.digest(suite: DutyRules.suite))
    }

    @Test func `show nothing where the record cannot be kept`() throws {
        let world = try DutyWorld()
        let journal = world.desks[1].journal
        let draft = try world.draftAlone(world.gateways[1], at: 1, journal)
        world.disks[1].refuseWriting("offline/")
        let refusal = #expect(throws: OfflineRefusal.self) {
            try world.gateways[1].openOverride(
                draft, signatures: [try world.signature(draft, at: 1)], on: world.ledger,
                in: journal)
        }
        guard case .noRecord = refusal else {
            Issue.record("it is refused for another reason: \(refusal as Any)")
            return
        }
    }

    /// The chain takes no such names: what was shown would never be recorded.
    @Test(arguments: [["血糖"], ["glucose", "血糖"], []])
    func `are not decided for fields that the chain could not record`(fields: [String]) throws {
        let world = try DutyWorld()
        let refusal = #expect(throws: OfflineRefusal.self) {
            try world.draftAlone(
                world.gateways[1], at: 1, world.desks[1].journal, fields: fields)
        }
        guard case .refused = refusal else {
            Issue.record("it is refused for another reason: \(refusal as Any)")
            return
        }
        #expect(try world.disks[1].size(of: "offline/sequence") == nil)
    }

    @Test func `that were opened are missed when their files are gone or damaged`() throws {
        let world = try DutyWorld()
        let journal = world.desks[1].journal
        let drafts = try (0..<3).map { _ in
            try world.openAlone(world.gateways[1], at: 1, journal)
        }
        try world.disks[1].remove("offline/000002.cbor")
        var third = try world.disks[1].readAll("offline/000003.cbor")
        third[60] ^= 0xff
        try world.disks[1].replaceFile("offline/000003.cbor", with: third)
        try world.settle()
        // The others come to the chain; what is gone is not denied.
        let known = (1...3).map {
            GovernanceQueries(world.ledger).offlineRecord(
                of: DutyRules.members[1], sequence: UInt64($0))
        }
        let digests = drafts.map { $0.record.digest(suite: DutyRules.suite) }
        #expect(known == [digests[0], nil, nil])
        let content = try journal.unanchored(on: world.ledger)
        #expect(content.lost == [digests[1], digests[2]])
        #expect(
            Set(world.desks[1].problems) == [
                .journal(.lost(path: "offline/000002.cbor")),
                .journal(.notARecord(path: "offline/000003.cbor")),
            ])
        third[60] ^= 0xff
        try world.disks[1].replaceFile("offline/000003.cbor", with: third)
        try world.settle(rounds: 12)
        #expect(
            GovernanceQueries(world.ledger).offlineRecord(of: DutyRules.members[1], sequence: 3)
                == digests[2])
        #expect(world.desks[1].problems == [.journal(.lost(path: "offline/000002.cbor"))])
        // What the chain has needs no file any more, whatever stands there.
        try world.disks[1].replaceFile("offline/000001.cbor", with: [])
        try world.settle(rounds: 12)
        #expect(world.desks[1].problems == [.journal(.lost(path: "offline/000002.cbor"))])
    }

    @Test func `are decided though the file of their numbers is damaged`() throws {
        let world = try DutyWorld()
        let journal = world.desks[1].journal
        _ = try world.openAlone(world.gateways[1], at: 1, journal)
        try world.disks[1].replaceFile("offline/sequence", with: [])
        let second = try world.openAlone(world.gateways[1], at: 1, journal)
        #expect(second.record.sequence == 2)
        try world.settle()
        #expect(world.desks[1].problems.isEmpty)
    }

    @Test func `are seen as work from their opening on, also while cut off`() throws {
        let world = try DutyWorld()
        let draft = try world.openAlone(world.gateways[1], at: 1, world.desks[1].journal)
        world.isCutOff = true
        world.turn(1)
        #expect(world.submitted.isEmpty)
        let digest = draft.record.digest(suite: DutyRules.suite)
        #expect(world.standing(.offlineRecord, digest, at: 1)?.reason != nil)
    }

    @Test func `of another member or another chain are told, and not sent`() throws {
        let world = try DutyWorld()
        let draft = try world.openAlone(world.gateways[2], at: 2, world.desks[2].journal)
        let path = "offline/000001.cbor"
        #expect(draft.record.sequence == 1)
        try world.disks[1].replaceFile(path, with: world.disks[2].readAll(path))
        try world.settle()
        #expect(world.desks[1].problems.contains(.journal(.foreign(path: path))))
        let anchored = world.entries(.declareOverride).map(\.transaction.transaction.member)
        #expect(anchored == [DutyRules.members[2]])
        #expect(throws: JournalFault.foreign(path: path)) {
            try world.desks[1].journal.draft(after: nil) { _, _ in draft.record }
        }
    }

    @Test func `whose number the chain gave to another record are told, and stay`() throws {
        let world = try DutyWorld()
        // A node that was restored decides beside its copy.
        let disk = HamperedStorage()
        try disk.replaceFile("records/p1.json", with: DutyRules.record(of: "p1"))
        let copy = try world.gateway(1, over: disk)
        let other = try world.openAlone(copy, at: 1, OfflineJournal(copy))
        let own = try world.openAlone(world.gateways[1], at: 1, world.desks[1].journal)
        #expect(own.record.sequence == other.record.sequence)
        try world.settle()
        #expect(number(world) == own.record.digest(suite: DutyRules.suite))
        let path = "offline/000001.cbor"
        try world.disks[1].replaceFile(path, with: disk.readAll(path))
        let count = world.submitted.count
        // Files that the chain has are looked at every ten seconds.
        try world.settle(rounds: 6)
        #expect(world.desks[1].problems.contains(.journal(.numberTaken(sequence: 1))))
        #expect(try world.disks[1].size(of: path) != nil)
        #expect(world.submitted.dropFirst(count).allSatisfy { $0.transaction.kind == .notified })
        #expect(number(world) == own.record.digest(suite: DutyRules.suite))
    }
}
