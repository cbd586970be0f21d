import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Every role and every key of a member is lost, and comes back; and nobody brings it back alone.
@Suite struct `No state without a way back` {
    private let consortium: TestConsortium
    private let others = ["hospital-a", "centre-c", "research-r"].map { "governance/\($0)" }
    private static let security = "staff/centre-b/security"
    private static let audit = "staff/centre-b/audit"
    private static let governance = "governance/centre-b"

    init() throws { consortium = try TestConsortium() }

    private func ledger() -> TestLedger { TestLedger(consortium) }

    private func enrolment(
        _ name: String, _ roles: StaffRoles, at member: String = "centre-b"
    ) -> EnrolStaff {
        EnrolStaff(enrolled: TestConsortium.staff(member, name, roles))
    }

    private func stop(_ name: String, _ state: EnrolmentState = .suspended) -> Suspend {
        Suspend(target: .staff(StaffID(name)!), state: state)
    }

    private func isInOffice(_ name: String, _ ledger: inout TestLedger) -> Bool {
        (try? Signers.isInOffice(
            TestConsortium.person("centre-b", name), [], &ledger.change.reader)) ?? false
    }

    @Test(arguments: TestConsortium.roles.map(\.name))
    func `every role is stopped to zero and enrolled again`(name: String) throws {
        let role = try #require(TestConsortium.roles.first { $0.name == name }).roles
        let isAppointer = !role.isDisjoint(with: .appointers)
        // Whoever is left of the two officers acts, and the governance key or the other officer signs.
        let acting = role == .security ? "audit" : "security"
        let keys = ["staff/centre-b/\(acting)", isAppointer ? Self.governance : Self.audit]
        for isLifted in [true, false] {
            var ledger = ledger()
            #expect(ledger.refusal(stop(name), by: "centre-b", staff: acting, keys: keys) == nil)
            #expect(!isInOffice(name, &ledger))
            if isLifted {
                #expect(
                    ledger.refusal(
                        stop(name, .active), by: "centre-b", staff: acting, keys: keys) == nil)
                #expect(isInOffice(name, &ledger))
            } else {
                #expect(
                    ledger.refusal(
                        enrolment("next-\(name)", role), by: "centre-b", staff: acting, keys: keys)
                        == nil)
                #expect(isInOffice("next-\(name)", &ledger))
            }
        }
    }

    @Test(arguments: [("security", "audit"), ("audit", "security")])
    func `an officer stops no other officer alone, nor with staff or gateway`(
        acting: String, target: String
    ) {
        let alone = "staff/centre-b/\(acting)"
        let helpers = ["gateway/centre-b", "staff/centre-b/nurse", "staff/centre-b/system"]
        for keys in [[alone]] + helpers.map({ [alone, $0] }) + [[alone, "governance/centre-c"]] {
            for state in [EnrolmentState.suspended, .active] {
                var ledger = ledger()
                #expect(
                    ledger.refusal(
                        stop(target, state), by: "centre-b", staff: acting, keys: keys)
                        == .appointersMissing)
            }
        }
        var ledger = ledger()
        #expect(
            ledger.refusal(stop(target), by: "centre-b", keys: [Self.governance])
                == .staffMissing)
        #expect(
            ledger.refusal(
                stop(target), by: "centre-b", staff: "nurse",
                keys: ["staff/centre-b/nurse", Self.governance]) == .roleMissing)
    }

    @Test func `the governance key with one officer appoints officers and nobody else`() {
        for (name, role, refusal) in [
            ("next", StaffRoles.security, nil as Refusal?), ("next", .audit, nil),
            ("next", .nurse, .countersignatureMissing),
            ("next", .system, .countersignatureMissing),
        ] {
            var ledger = ledger()
            #expect(
                ledger.refusal(
                    enrolment(name, role), by: "centre-b", staff: "security",
                    keys: [Self.security, Self.governance]) == refusal)
        }
    }

    @Test func `to let somebody act again needs both officers`() {
        var ledger = ledger()
        #expect(
            ledger.refusal(
                stop("nurse"), by: "centre-b", staff: "security", keys: [Self.security]) == nil)
        #expect(
            ledger.refusal(
                stop("nurse", .active), by: "centre-b", staff: "security", keys: [Self.security])
                == .countersignatureMissing)
        #expect(
            ledger.refusal(
                stop("nurse", .active), by: "centre-b", staff: "security",
                keys: [Self.security, Self.audit]) == nil)
    }

    @Test(arguments: [RotateKey.Target.gateway, .governance])
    func `a lost key of a member is replaced by both officers and a third`(
        target: RotateKey.Target
    ) {
        let third = target == .gateway ? [[Self.governance], others] : [others]
        let officers = [Self.security, Self.audit]
        let body = RotateKey(
            target: target, newKey: TestConsortium.key("found again").verifyingKey,
            effective: ledger().time.adding(.days(1)))
        for more in third {
            var ledger = ledger()
            #expect(
                ledger.refusal(
                    body, by: "centre-b", staff: "security", keys: officers + more) == nil)
            ledger.advance(by: .days(1))
            let member = ledger.change.get(Tables.members, TestConsortium.id("centre-b"))
            let key = target == .gateway ? member?.gatewayKey : member?.governanceKey
            #expect(key == body.newKey)
        }
        for keys in [
            officers, [Self.security] + others, [Self.audit] + others, others,
            officers + others.dropLast(), officers + ["gateway/centre-b"],
        ] where !(target == .gateway && keys.contains(Self.governance)) {
            var ledger = ledger()
            let found = ledger.refusal(
                body, by: "centre-b", staff: keys.contains(Self.security) ? "security" : nil,
                keys: keys)
            #expect(found == .signatureMissing, "\(keys)")
        }
    }

    @Test func `a member that lost everybody and every key is brought back by the others`() {
        var ledger = ledger()
        let b = TestConsortium.id("centre-b")
        let officers = [
            enrolment("new-security", .security), enrolment("new-audit", .audit),
        ]
        // A member that acts for itself is not taken over.
        #expect(ledger.refusal(officers[0], by: "hospital-a", keys: others) == .otherMember)
        func set(_ state: EnrolmentState) -> Refusal? {
            ledger.refusal(
                Suspend(target: .member(b), state: state), by: "hospital-a", keys: others)
        }
        #expect(set(.suspended) == nil)
        #expect(
            ledger.refusal(
                officers[0], by: "hospital-a", keys: Array(others.dropLast()) + [Self.governance])
                == .quorumMissing)
        #expect(
            ledger.refusal(
                enrolment("new-nurse", .nurse), by: "hospital-a", keys: others) == .otherMember)
        #expect(
            ledger.refusal(
                enrolment("x", .audit, at: "nowhere"), by: "hospital-a", keys: others)
                == .unknownMember)
        for officer in officers {
            #expect(ledger.refusal(officer, by: "hospital-a", keys: others) == nil)
        }
        #expect(set(.active) == nil)
        let pair = ["staff/centre-b/new-security", "staff/centre-b/new-audit"]
        for (target, name) in [(RotateKey.Target.governance, "g"), (.gateway, "w")] {
            #expect(
                ledger.refusal(
                    RotateKey(
                        target: target, newKey: TestConsortium.key("new \(name)").verifyingKey,
                        effective: ledger.time.adding(.hours(1))), by: "centre-b",
                    staff: "new-security", keys: pair + others) == nil)
        }
        ledger.advance(by: .hours(1))
        let member = ledger.change.get(Tables.members, b)
        #expect(member?.governanceKey == TestConsortium.key("new g").verifyingKey)
        #expect(member?.gatewayKey == TestConsortium.key("new w").verifyingKey)
        #expect(
            ledger.refusal(
                enrolment("new-nurse", .nurse), by: "centre-b", staff: "new-security", keys: pair)
                == nil)
    }

    @Test func `everybody whom a member ever enrolled is found, once`() throws {
        var ledger = ledger()
        let pair = [Self.security, Self.audit]
        var nurse = enrolment("new-nurse", .nurse).enrolled
        for key in ["first", "second"] {
            nurse.key = TestConsortium.key(key).verifyingKey
            let body = EnrolStaff(enrolled: nurse)
            #expect(ledger.refusal(body, by: "centre-b", staff: "security", keys: pair) == nil)
        }
        let places = (0..<(ledger.change.get(Tables.staffCount, nurse.member) ?? 0)).map {
            ledger.change.get(Tables.staffPlaces, StaffPlace(member: nurse.member, place: $0))
        }
        let names = TestConsortium.roles.map { StaffID($0.name) } + [nurse.id]
        #expect(Set(places) == Set(names) && places.count == names.count)
        let founded = GovernanceQueries(consortium.state).staff(of: nurse.member)
        #expect(founded.count == TestConsortium.roles.count)
    }

    @Test func `officers whose terms are over are appointed again`() {
        var ledger = ledger()
        ledger.advance(by: .days(1_001))
        let late = BlockTime(ledger.time.value + TestConsortium.day)
        func officer(_ name: String, _ role: StaffRoles, at member: String) -> EnrolStaff {
            EnrolStaff(enrolled: TestConsortium.staff(member, name, role, until: late))
        }
        let keys = [Self.security, Self.governance]
        let own = officer("audit", .audit, at: "centre-b")
        #expect(
            ledger.refusal(own, by: "centre-b", staff: "security", keys: keys) == .staffExpired)
        let member = Suspend(target: .member(TestConsortium.id("centre-b")))
        #expect(ledger.refusal(member, by: "hospital-a", keys: others) == nil)
        #expect(
            ledger.refusal(
                officer("security", .security, at: "centre-b"), by: "hospital-a", keys: others)
                == nil)
        let lifted = Suspend(target: .member(TestConsortium.id("centre-b")), state: .active)
        #expect(ledger.refusal(lifted, by: "hospital-a", keys: others) == nil)
        #expect(ledger.refusal(own, by: "centre-b", staff: "security", keys: keys) == nil)
    }

    @Test func `a committee whose terms are over is appointed again`() {
        var ledger = ledger()
        ledger.advance(by: .days(999))
        let seats = consortium.genesis.committee.seats.map {
            CommitteeSeat(
                person: $0.person, field: $0.field,
                until: BlockTime(ledger.time.value + 9 * TestConsortium.day))
        }
        ledger.advance(by: .hours(1))
        let keys = consortium.genesis.members.map { "governance/\($0.id)" }
        let body = AppointCommittee(committee: Committee(seats: seats))
        #expect(
            ledger.refusal(body, by: "hospital-a", keys: Array(keys.prefix(4))) == .quorumMissing)
        #expect(ledger.refusal(body, by: "hospital-a", keys: keys) == nil)
        #expect(ledger.change.get(Tables.committee)?.seats == seats)
    }
}
