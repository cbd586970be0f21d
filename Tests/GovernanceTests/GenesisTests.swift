import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Genesis act` {
    private func genesis(
        members: [Member]? = nil, staff: [Staff]? = nil, committee: Committee? = nil,
        recovery: UInt64 = 3, charters: [ByteString] = []
    ) throws -> Genesis {
        let good = try TestConsortium().genesis
        return Genesis(
            suite: good.suite, nameEnglish: good.nameEnglish, nameChinese: good.nameChinese,
            members: members ?? good.members, staff: staff ?? good.staff, seats: good.seats,
            charters: charters, committee: committee ?? good.committee, recoveryKeys: recovery,
            time: good.time)
    }

    @Test func `decodes to itself and names the chain by its digest`() throws {
        let good = try TestRules.consortium().genesis
        let again = try Genesis(canonical: good.canonicalBytes)
        #expect(again == good)
        #expect(again.chainID == good.chainID)
        #expect(try again.initialState().stateRoot == good.initialState().stateRoot)
        #expect(try genesis(recovery: 4).chainID != genesis(recovery: 3).chainID)
    }

    @Test func `the header at height 0 commits to the founding state`() throws {
        let consortium = try TestRules.consortium()
        let header = consortium.genesis.header(consortium.state)
        #expect(header.height == .genesis)
        #expect(header.stateRoot == consortium.state.stateRoot)
        #expect(header.entryCount == 0)
        #expect(header.rules == consortium.state.rulesInForce.digest(suite: .ed25519SHA256))
        #expect(
            consortium.state.rulesInForce.charters.map(\.id) == ["base", "diabetes_consortium"])
    }

    @Test func `refuses people, keys, committees and rules that do not hold together`() throws {
        let good = try TestConsortium().genesis
        #expect(throws: GenesisFault.unknownMember(TestConsortium.id("centre-b"))) {
            try genesis(members: good.members.filter { $0.id.text != "centre-b" }).initialState()
        }
        #expect(throws: GenesisFault.notAscending) {
            try genesis(members: good.members + [good.members[0]]).initialState()
        }
        let double = TestConsortium.staff("centre-b", "zz", [.security, .audit])
        #expect(throws: GenesisFault.staffRefused(double.reference, .rolesExclude)) {
            try genesis(staff: good.staff + [double]).initialState()
        }
        #expect(throws: GenesisFault.committeeRefused) {
            try genesis(committee: Committee(seats: [])).initialState()
        }
        // One that a recusal would stop, for want of substitutes.
        #expect(throws: GenesisFault.committeeRefused) {
            try genesis(committee: Committee(seats: good.committee.seats)).initialState()
        }
        for recovery in [2, 5] as [UInt64] {
            #expect(throws: GenesisFault.recoveryOutOfRange) {
                try genesis(recovery: recovery).initialState()
            }
        }
        #expect(throws: GenesisFault.charterRefused(0)) {
            try genesis(charters: [ByteString([0x80])]).initialState()
        }
        var shared = TestConsortium.staff("centre-b", "zz", .nurse)
        shared.key = good.members[0].gatewayKey
        #expect(throws: GenesisFault.keyRefused(shared.key.id)) {
            try genesis(staff: good.staff + [shared]).initialState()
        }
    }

    @Test func `the three officers exclude one another and every other role`() {
        #expect(StaffRoles.security.isConsistent)
        #expect(!StaffRoles([.security, .audit]).isConsistent)
        #expect(!StaffRoles([.system, .physician]).isConsistent)
        #expect(StaffRoles([.physician, .compliance]).isConsistent)
        #expect(!StaffRoles([]).isConsistent)
        #expect(!StaffRoles(rawValue: 1 << 40).isConsistent)
        #expect(StaffRoles.practitioners.isDisjoint(with: .officers))
    }
}
