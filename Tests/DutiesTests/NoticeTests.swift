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
