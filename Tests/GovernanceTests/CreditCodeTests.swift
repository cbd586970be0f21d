import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Wherever a member is recorded, its credit code must hold.
@Suite struct `Credit codes of members` {
    private static let wrong = [
        "000000000000000000", "12120000MB00010018", "12100000400000392K", "12120000MB0001001", "",
        "121100004000000009", "12990000MB00010017",
    ]

    private func member(_ code: String) -> Member {
        let good = TestConsortium.member("centre-b")
        return Member(
            id: good.id, uscc: code, nameEnglish: good.nameEnglish,
            nameChinese: good.nameChinese, kind: good.kind, tier: good.tier, region: good.region,
            gatewayKey: good.gatewayKey, governanceKey: good.governanceKey, boxKey: good.boxKey,
            certificateDigest: good.certificateDigest)
    }

    @Test(arguments: wrong) func `are checked when a consortium is founded`(code: String) throws {
        let good = try TestConsortium().genesis
        let genesis = Genesis(
            suite: good.suite, nameEnglish: good.nameEnglish, nameChinese: good.nameChinese,
            members: good.members.map { $0.id.text == "centre-b" ? member(code) : $0 },
            staff: good.staff, seats: good.seats, charters: [], committee: good.committee,
            recoveryKeys: 3, time: good.time)
        #expect(
            throws: GenesisFault.memberRefused(TestConsortium.id("centre-b"), .creditCodeWrong)
        ) { try genesis.initialState() }
    }

    @Test(arguments: wrong) func `are checked when a member is enrolled`(code: String) throws {
        let officers = [
            TestConsortium.staff("centre-b", "audit", .audit),
            TestConsortium.staff("centre-b", "security", .security),
        ]
        #expect(throws: Refusal.creditCodeWrong) {
            try EnrolMember(enrolled: member(code), officers: officers).validate()
        }
        try EnrolMember(enrolled: member("12120000MB00010017"), officers: officers).validate()
    }
}
