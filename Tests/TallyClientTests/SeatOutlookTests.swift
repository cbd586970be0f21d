import LedgerTypes
import Sealing
import Testing

@testable import TallyClient

@Suite struct `Outlook of a change of seats` {
    private func seats(_ count: Int) throws -> SeatSet {
        try SeatSet(
            checking: (0..<count).map {
                Seat(
                    member: MemberID(unchecked: "m\($0)"),
                    key: SigningKey.generate(suite: .ed25519SHA256).verifyingKey)
            })
    }

    @Test func `says nothing where every seat that stays is seen`() throws {
        let outlook = SeatOutlook(try seats(4), seen: ["m0", "m1", "m2", "m3", "gone"])
        #expect(outlook.isEnough && outlook.warning == nil)
    }

    @Test func `names who is not seen where the others still suffice`() throws {
        let outlook = SeatOutlook(try seats(4), seen: ["m0", "m1", "m3"])
        #expect(outlook.isEnough)
        #expect(outlook.unseen == [MemberID(unchecked: "m2")])
        let warning = try #require(outlook.warning)
        #expect(warning.en.contains("3 of 4 seats must be up"))
        #expect(warning.en.hasSuffix("not seen now: m2"))
        #expect(warning.zh.hasSuffix("m2"))
    }

    @Test func `is not enough where too few of those that stay are seen`() throws {
        // Five seats of which two are down; one that is up leaves: three of four would be needed.
        let outlook = SeatOutlook(try seats(4), seen: ["m0", "m1", "leaving"])
        #expect(!outlook.isEnough)
        let warning = try #require(outlook.warning)
        #expect(warning.en.contains("m2, m3") && warning.en.contains("stand still"))
        #expect(warning.zh.contains("m2、m3") && warning.zh.contains("无法撤销"))
    }
}
