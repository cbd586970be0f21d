import CanonicalCoding
import DataProtection
import Governance
import LedgerTypes
import Outbox
import Sealing
import Testing
import WrittenText

@testable import Duties

@Suite struct `Notices` {
    private func files(_ world: DutyWorld) throws -> [String] {
        try DutyRules.members.indices.flatMap { index in
            try world.disks[index].paths("outbox/notices").map {
                String(decoding: try world.disks[index].readAll($0), as: UTF8.self)
            }
        }
    }

    @Test func `say who was permitted what, and what for`() throws {
        let world = try DutyWorld()
        let permit = try world.permit()
        try world.settle()
        let told = try files(world).filter { $0.contains("\(permit)") }
        #expect(told.count == 1)
        let text = try #require(told.first)
        #expect(text.contains("was permitted to read glucose held by m1, purpose care"))
        #expect(text.contains("m0/physician"))
        #expect(text.contains("已许可 m0/physician 对 m1 所持 glucose 执行 read，用途 care"))
        #expect(text.contains("Tell the patient by ") && text.contains("前告知患者"))
        #expect(text.contains("\"subject\":\"\(DutyWorld.pseudonym("p1", at: 1))\""))
        #expect(throws: Never.self) { try JSONReader.read(Array(text.utf8)) }
        #expect(
            GovernanceQueries(world.ledger).outstandingNotices(of: DutyRules.members[1]).isEmpty)
    }

    @Test func `of an emergency reach the holder before any data leave`() throws {
        let world = try DutyWorld()
        world.disks[1].refuseWriting("outbox/notices")
        let declared = DeclareOverride(
            OverrideDeclaration(
                scope: OverrideScope(
                    holder: DutyRules.members[1], subject: DutyWorld.pseudonym("p1", at: 1),
                    asset: nil, fields: ["glucose"], purpose: "rescue"), reason: .unconscious,
                expires: BlockTime(world.ledger.time.value + 3_600_000)))
        let override = try world.commit(
            world.signed(
                declared, by: DutyRules.physician, at: 0, reason: DutyRules.suite.hash([1])))
        #expect(override.outcome == .accepted)
        let asked = try world.signed(
            world.request(of: "p1", at: 1, purpose: "rescue"), by: DutyRules.physician, at: 0)
        #expect(try world.commit(asked).outcome == .permit)
        let permit = RecordID(asked.id)
        let holder = DutyRules.members[1]
        let notices = GovernanceQueries(world.ledger).outstandingNotices(of: holder)
        let works =
            [WorkID(.release, permit.digest)] + notices.map { WorkID(.notice, $0.id.digest) }
        let order = DutyTable(world.gateways[1]).inOrder(
            works.map {
                Work($0, chain: world.gateways[1].chain, since: world.ledger.time)
            }, world.scene)
        // The holder's before all else; of the others none changes places.
        let first = try #require(notices.first { $0.audience == .holder }).id.digest
        #expect(order == [WorkID(.notice, first)] + works.filter { $0.subject != first })
        try world.settle()
        // Told to nobody: nothing is tried, and nothing is given up.
        #expect(world.releasesTried.isEmpty && world.entries(.egressBlock).isEmpty)
        let waiting = try #require(world.standing(.release, permit.digest, at: 1))
        #expect(waiting.reason?.english.contains("told its own people") == true)
        #expect(waiting.reason?.chinese.contains("告知本机构人员") == true)
        world.disks[1].refuseWriting()
        try world.settle()
        #expect(world.record(permit)?.acknowledgements == 1)
        let entries = world.chain.all
        let told = try #require(
            entries.firstIndex { entry in
                guard entry.transaction.transaction.kind == .notified,
                    let body = try? Payload<AcknowledgeNotice>(
                        canonical: entry.transaction.transaction.payload
                    ).body
                else { return false }
                return world.ledger.get(Tables.notices, body.notice)?.audience == .holder
            })
        let left = try #require(
            entries.firstIndex { $0.transaction.transaction.kind == .release })
        #expect(told < left)
        #expect(try files(world).contains { $0.contains("Tell the holder by") })
    }

    @Test func `of two names say what a merge does, and what a separation`() throws {
        let world = try DutyWorld()
        let names = ["p1", "q1"].map { DutyWorld.pseudonym($0, at: 1) }.sorted()
        let auditor = StaffReference(member: DutyRules.members[1], staff: DutyRules.audit)
        func say(_ content: MergeSubjects.Content) throws -> RecordID {
            let body = MergeSubjects(content, check: .zero, auditOfficer: auditor)
            let said = try world.signed(body, by: DutyRules.data, at: 1)
                .adding(signatureBy: DutyRules.key("staff/m1/audit"))
            #expect(try world.commit(said).outcome == .accepted)
            return RecordID(said.id)
        }
        let merge = try say(.merge(names[0], names[1]))
        try world.settle()
        let told = try files(world).filter { $0.contains("Merge \(merge)") }
        #expect(told.count == 2)
        for text in told {
            #expect(text.contains("was refused or withdrawn under one binds both"))
            #expect(text.contains("m1/data and m1/audit") && text.contains("属同一患者"))
            #expect(names.allSatisfy { text.contains("\($0)") })
        }
        _ = try say(.separate(merge))
        try world.settle()
        let parted = try files(world).filter { $0.contains("for two patients again") }
        #expect(parted.count == 2 && parted.allSatisfy { $0.contains("分属两人") })
    }

    @Test func `of emergencies say who declared which, which fields, why and until when`() throws {
        let world = try DutyWorld()
        _ = try world.openAlone(world.gateways[1], at: 1, world.desks[1].journal)
        try world.settle()
        let told = try files(world)
        #expect(!told.isEmpty)
        for text in told {
            #expect(text.contains("m1/physician declared an emergency"))
            #expect(text.contains("to read glucose of patient"))
            #expect(text.contains("purpose rescue, until 20"))
            #expect(text.contains("it was decided without the network"))
            #expect(text.contains("声明急情") && text.contains("调阅 m1 所持患者"))
            #expect(text.contains("系断网时由本机构单独决定"))
        }
        #expect(told.contains { $0.contains("Tell the patient") })
    }
}
