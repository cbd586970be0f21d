import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Source: docs/internals/decisions/0034-roles-that-see-patients.md.
@Suite struct `Licences` {
    private let overrides = `Overrides`()
    private static let person = TestConsortium.person("hospital-a", "physician")
    private static let clerk = ["staff/regulator-g/clerk"]

    private func licence(
        _ ledger: TestLedger, until days: UInt64 = 30, by authority: String = "regulator-g",
        of person: StaffReference = Self.person, kind: LicenceKind = .physician
    ) throws -> Licence {
        let staff = try #require(ledger.found(Tables.staff, person))
        return try #require(
            Licence(
                of: staff, kind, from: TestConsortium.founded,
                until: BlockTime(ledger.time.value + days * TestConsortium.day),
                by: TestConsortium.id(authority)))
    }

    private func attest(
        _ licence: Licence, _ ledger: inout TestLedger, by member: String = "regulator-g",
        _ staff: String = "clerk", also other: String? = nil
    ) -> Refusal? {
        ledger.refusal(
            AttestLicence(.attest(licence)), by: member, staff: staff,
            keys: ["staff/\(member)/\(staff)"] + (other.map { ["staff/\(member)/\($0)"] } ?? []))
    }

    /// What the physician's override meets.
    private func declared(_ ledger: inout TestLedger) -> Refusal? {
        overrides.declare(overrides.declaration(ledger, hours: 1), &ledger)
    }

    /// The person's enrolment under another key or number, by both officers.
    private func enrol(
        _ ledger: inout TestLedger, key: String, number: String, alsoBy old: [String] = []
    ) -> Refusal? {
        let before = TestConsortium.staff("hospital-a", "physician", .physician)
        let staff = Staff(
            id: before.id, member: before.member, roles: before.roles,
            licence: TestConsortium.suite.hash(Array(number.utf8)), clearance: 5,
            key: TestConsortium.key(key).verifyingKey, from: before.from, until: before.until)
        let isKnown = ledger.found(Tables.staff, Self.person)?.key == staff.key
        return ledger.refusal(
            EnrolStaff(enrolled: staff, possession: isKnown ? nil : .pending), by: "hospital-a",
            staff: "security",
            keys: ["staff/hospital-a/security", "staff/hospital-a/audit"] + old)
    }

    @Test func `what the own member enrolled opens nothing by itself`() throws {
        var ledger = try TestLedger.withSmallRules()
        ledger.change.delete(Tables.licences, Self.person)
        ledger.change.settle()
        #expect(declared(&ledger) == .licenceUnattested)
        #expect(
            ledger.inPerson(Samples.request(nil, subject: "patient"), "hospital-a", "physician")
                == .licenceUnattested)
        #expect(attest(try licence(ledger), &ledger) == nil)
        #expect(declared(&ledger) == nil)
    }

    @Test func `ends, is renewed and is taken back`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(attest(try licence(ledger, until: 1), &ledger) == nil)
        ledger.advance(by: .days(1))
        #expect(declared(&ledger) == .licenceExpired)
        #expect(attest(try licence(ledger), &ledger) == nil)
        #expect(declared(&ledger) == nil)
        let withdraw = AttestLicence(.withdraw(Self.person))
        #expect(ledger.inPerson(withdraw, "hospital-a", "clerk") == .licenceAuthorityForeign)
        #expect(ledger.inPerson(withdraw, "regulator-g", "clerk") == nil)
        #expect(ledger.inPerson(withdraw, "regulator-g", "clerk") == .licenceWithdrawn)
        #expect(declared(&ledger) == .licenceWithdrawn)
        // What was opened before is reviewed and written up, and approves nothing any more.
        #expect(
            ledger.inPerson(
                ApproveOverride(override: RecordID(.zero)), "hospital-a", "physician")
                == .licenceWithdrawn)
        #expect(attest(try licence(ledger), &ledger) == .countersignatureMissing)
        #expect(attest(try licence(ledger), &ledger, also: "audit") == nil)
        #expect(declared(&ledger) == nil)
    }

    /// Courts attest beside the regulator.
    private func withCourts() throws -> TestLedger {
        var ledger = try TestLedger.withSmallRules()
        var parameters = ChainParameters.standard
        parameters.licensingKinds = [.regulator, MemberKinds(.court)]
        ledger.change.put(Tables.parameters, parameters)
        ledger.change.settle()
        return ledger
    }

    @Test func `that is renewed ahead of time is none the shorter, also with a new key`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(attest(try licence(ledger, until: 2), &ledger) == nil)
        let staff = try #require(ledger.found(Tables.staff, Self.person))
        let from = BlockTime(ledger.time.value + 2 * TestConsortium.day)
        let renewed = try #require(
            Licence(
                of: staff, from: from, until: BlockTime(from.value + 90 * TestConsortium.day),
                by: TestConsortium.id("regulator-g")))
        #expect(attest(renewed, &ledger) == nil)
        #expect(declared(&ledger) == nil)
        var record = try #require(ledger.found(Tables.licences, Self.person))
        let new = TestConsortium.key("another phone").verifyingKey.id
        record.carry(from: staff.key.id, to: new, at: ledger.time)
        for time in [ledger.time, from] {
            let current = record.current(at: time)
            #expect(current.licence.key == new && current.covers(.physician, new, at: time))
        }
        #expect(record.current(at: from).licence.until == renewed.until)
        ledger.advance(by: .days(2))
        #expect(declared(&ledger) == nil)
    }

    /// What is in force stands whatever was attested behind it for later.
    @Test func `of another authority is changed by two also behind one for later`() throws {
        var ledger = try withCourts()
        let staff = try #require(ledger.found(Tables.staff, Self.person))
        let later = BlockTime(ledger.time.value + 30 * TestConsortium.day)
        let own = try #require(
            Licence(
                of: staff, from: later, until: BlockTime(later.value + TestConsortium.day),
                by: TestConsortium.id("court-q")))
        func sign(_ body: AttestLicence, also other: String? = nil) -> Refusal? {
            ledger.refusal(
                body, by: "court-q", staff: "clerk",
                keys: ["staff/court-q/clerk"] + (other.map { ["staff/court-q/\($0)"] } ?? []))
        }
        #expect(sign(AttestLicence(.attest(own)), also: "audit") == nil)
        #expect(
            ledger.found(Tables.licences, Self.person)?.latest.licence.authority == own.authority)
        #expect(sign(AttestLicence(.withdraw(Self.person))) == .countersignatureMissing)
        let now = try #require(
            Licence(
                of: staff, from: ledger.time, until: later, by: TestConsortium.id("court-q")))
        #expect(sign(AttestLicence(.attest(now))) == .countersignatureMissing)
    }

    @Test func `of another authority, or taken back, is changed by two persons`() throws {
        var ledger = try withCourts()
        func withdraw(_ member: String, also other: String? = nil) -> Refusal? {
            ledger.refusal(
                AttestLicence(.withdraw(Self.person)), by: member, staff: "clerk",
                keys: ["staff/\(member)/clerk"] + (other.map { ["staff/\(member)/\($0)"] } ?? []))
        }
        // Over the regulator's licence while it is in force, and against it.
        let byCourt = try licence(ledger, until: 1, by: "court-q")
        #expect(attest(byCourt, &ledger, by: "court-q") == .countersignatureMissing)
        #expect(withdraw("court-q") == .countersignatureMissing)
        #expect(withdraw("court-q", also: "nurse") == .countersignatureMissing)
        #expect(declared(&ledger) == nil)
        #expect(withdraw("court-q", also: "compliance") == nil)
        #expect(declared(&ledger) == .licenceWithdrawn)
        // Who gave it does not give it back alone either, and both words stay on record.
        #expect(attest(try licence(ledger), &ledger) == .countersignatureMissing)
        #expect(attest(try licence(ledger), &ledger, also: "compliance") == nil)
        let record = try #require(ledger.found(Tables.licences, Self.person))
        #expect(record.spans.count == 2)
        #expect(record.spans[0].withdrawal?.authority == TestConsortium.id("court-q"))
        // Its own it takes back at once.
        #expect(withdraw("regulator-g") == nil)
    }

    @Test func `taken back is told to the responsible people of the member`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(
            ledger.inPerson(AttestLicence(.withdraw(Self.person)), "regulator-g", "clerk") == nil)
        let listed = ledger.listed(Tables.outstandingNotices, TestConsortium.id("hospital-a"))
        let notice = try #require(listed.first.flatMap { ledger.found(Tables.notices, $0) })
        #expect(notice.audience == .governance)
        #expect(notice.about == ledger.lastRecord)
        #expect(
            ledger.found(Tables.licences, Self.person)?.latest.withdrawal?.record
                == ledger.lastRecord)
    }

    @Test func `is one of a person`() throws {
        var ledger = try TestLedger.withSmallRules()
        let both = TestConsortium.staff("hospital-a", "physician", [.physician, .nurse])
        ledger.change.put(Tables.staff, Self.person, both)
        ledger.change.settle()
        #expect(attest(try licence(ledger, kind: .nurse), &ledger) == .licenceOfOtherKind)
        #expect(declared(&ledger) == nil)
    }

    @Test func `is attested by an authority that the consortium named, of others' people`() throws {
        var ledger = try TestLedger.withSmallRules()
        // The hospital itself, in its own name and in the authority's.
        #expect(
            attest(try licence(ledger, by: "centre-b"), &ledger, by: "centre-b")
                == .licenceAuthorityForeign)
        #expect(
            attest(try licence(ledger), &ledger, by: "hospital-a") == .licenceAuthorityForeign)
        #expect(
            attest(try licence(ledger), &ledger, by: "regulator-g", "committee") == .roleMissing)
        #expect(throws: Refusal.licenceOwnPeople) {
            try AttestLicence(.attest(try licence(ledger, by: "hospital-a"))).validate()
        }
        #expect(throws: Refusal.licenceMalformed) {
            var taken = try licence(ledger)
            taken.withdrawn = ledger.time
            try AttestLicence(.attest(taken)).validate()
        }
        #expect(
            attest(try licence(ledger, kind: .nurse), &ledger) == .licenceOfAnother)
        #expect(attest(try licence(ledger, until: 0), &ledger) == .licenceMalformed)
        // By vote courts may attest instead; what the regulator attested counts no more.
        var parameters = ChainParameters.standard
        parameters.licensingKinds = MemberKinds(.court)
        ledger.change.put(Tables.parameters, parameters)
        ledger.change.settle()
        #expect(declared(&ledger) == .licenceUnattested)
        #expect(attest(try licence(ledger), &ledger) == .licenceAuthorityForeign)
        #expect(attest(try licence(ledger, by: "court-q"), &ledger, by: "court-q") == nil)
        #expect(declared(&ledger) == nil)
    }

    /// Two officers of a member put another person in the place of a physician.
    @Test func `stays with the person and not with the name`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(enrol(&ledger, key: "another", number: "licence physician") == nil)
        let asked = overrides.declaration(ledger, hours: 1)
        func declare(_ key: String) -> Refusal? {
            Refusal.named(
                ledger.run(
                    asked, committing: "coma", by: "hospital-a", staff: "physician", keys: [key]
                ).code)
        }
        #expect(declare("another") == .licenceUnattested)
        #expect(attest(try licence(ledger), &ledger) == nil)
        #expect(declare("another") == nil)
        // Whoever still has the old key takes the licence along.
        #expect(
            enrol(
                &ledger, key: "third", number: "licence physician", alsoBy: ["another"]) == nil)
        #expect(declare("third") == nil)
        // Another number is another licence.
        #expect(enrol(&ledger, key: "third", number: "false") == nil)
        #expect(declare("third") == .licenceUnattested)
    }

    @Test func `a role beside it needs none`() throws {
        var ledger = try TestLedger.withSmallRules()
        let before = TestConsortium.staff("hospital-a", "physician", [.physician, .nurse])
        #expect(
            ledger.refusal(
                EnrolStaff(enrolled: before, possession: nil), by: "hospital-a",
                staff: "security",
                keys: ["staff/hospital-a/security", "staff/hospital-a/audit"]) == nil)
        #expect(
            ledger.inPerson(
                AttestLicence(.withdraw(Self.person)), "regulator-g", "clerk") == nil)
        let receipt = ledger.run(
            Samples.request(nil, subject: "patient"), by: "hospital-a", staff: "physician",
            keys: ["staff/hospital-a/physician"])
        // Decided, and by the rules of a nurse.
        #expect([.permit, .deny, .escalate].contains(receipt.outcome))
        var reader = ledger.change.reader
        #expect(reader.rolesInForce(before) == .nurse)
        #expect(declared(&ledger) == .licenceWithdrawn)
    }

    @Test func `lacking it is noted where an emergency was decided alone`() throws {
        var ledger = try TestLedger.withSmallRules()
        let offline = `Offline overrides`()
        ledger.change.delete(
            Tables.licences, TestConsortium.person("centre-b", "physician"))
        ledger.change.settle()
        let record = try offline.record(`Offline overrides`.Draft(), ledger)
        #expect(offline.anchor(record, &ledger) == nil)
        #expect(offline.evidence(ledger)?.findings == [.unlicensed])
    }

    @Test func `of the time at which somebody decided alone counts, with the key that signed`()
        throws
    {
        let offline = `Offline overrides`()
        let person = TestConsortium.person("centre-b", "physician")
        func findings(_ after: (inout TestLedger) throws -> Void) throws -> [OfflineFinding]? {
            var ledger = try TestLedger.withSmallRules()
            let record = try offline.record(`Offline overrides`.Draft(), ledger)
            ledger.advance(by: .seconds(10))
            try after(&ledger)
            #expect(offline.anchor(record, &ledger) == nil)
            return offline.evidence(ledger)?.findings
        }
        // A renewal from now on, and taken back since then.
        let renewal = try findings { ledger in
            var renewed = try licence(ledger, of: person)
            renewed = Licence(
                person: person, kind: .physician, number: renewed.number, key: renewed.key,
                from: ledger.time, until: renewed.until, authority: renewed.authority)
            #expect(attest(renewed, &ledger) == nil)
            let withdraw = AttestLicence(.withdraw(person))
            #expect(ledger.inPerson(withdraw, "regulator-g", "clerk") == nil)
        }
        #expect(renewal == [])
        // Another key, before the record comes to the chain.
        let rekeyed = try findings { ledger in
            let before = TestConsortium.staff("centre-b", "physician", .physician)
            let staff = Staff(
                id: before.id, member: before.member, roles: before.roles,
                licence: before.licence, clearance: before.clearance,
                key: TestConsortium.key("another").verifyingKey, from: before.from,
                until: before.until)
            #expect(
                ledger.refusal(
                    EnrolStaff(enrolled: staff, possession: .pending), by: "centre-b",
                    staff: "security",
                    keys: ["staff/centre-b/security", "staff/centre-b/audit"]) == nil)
            let attested = try licence(ledger, of: person)
            #expect(attest(attested, &ledger) == nil)
        }
        #expect(rekeyed == [])
    }

    @Test func `attested afterwards heals nothing that was decided without one`() throws {
        let offline = `Offline overrides`()
        let person = TestConsortium.person("centre-b", "physician")
        var ledger = try TestLedger.withSmallRules()
        let withdraw = AttestLicence(.withdraw(person))
        #expect(ledger.inPerson(withdraw, "regulator-g", "clerk") == nil)
        ledger.advance(by: .seconds(10))
        let record = try offline.record(`Offline overrides`.Draft(), ledger)
        ledger.advance(by: .seconds(10))
        #expect(attest(try licence(ledger, of: person), &ledger, also: "audit") == nil)
        #expect(offline.anchor(record, &ledger) == nil)
        #expect(offline.evidence(ledger)?.findings == [.unlicensed])
    }

    @Test func `keeps the last of a person's, from the oldest on`() throws {
        let ledger = try TestLedger.withSmallRules()
        let first = try licence(ledger)
        var record = LicenceRecord(first, attested: BlockTime(1))
        for time in 2...12 { record.add(first, attested: BlockTime(UInt64(time))) }
        #expect(record.spans.map(\.attested.value) == Array(5...12))
        #expect(try LicenceRecord(canonical: record.canonicalBytes) == record)
        var writer = CanonicalWriter()
        writer.array(count: 0)
        #expect(throws: CodingFault.self) { try LicenceRecord(canonical: writer.bytes) }
    }

    @Test func `that is over founds nothing, and who has none is named`() throws {
        let genesis = try TestConsortium().genesis
        // Nobody attests their own people.
        #expect(
            genesis.withoutLicence
                == ["physician", "physician-2"].map { TestConsortium.person("regulator-g", $0) })
        #expect(genesis.authorities == [TestConsortium.id("regulator-g")])
        let none = Genesis(
            suite: genesis.suite, nameEnglish: genesis.nameEnglish,
            nameChinese: genesis.nameChinese, members: genesis.members, staff: genesis.staff,
            seats: genesis.seats, parameters: genesis.parameters,
            vocabularies: genesis.vocabularies, charters: genesis.charters,
            committee: genesis.committee, recoveryKeys: genesis.recoveryKeys, time: genesis.time,
            licences: [])
        #expect(
            none.withoutLicence
                == genesis.staff.filter { $0.roles.contains(.physician) }.map(\.reference))
        var late = genesis.licences
        let first = late[0]
        late[0] = Licence(
            person: first.person, kind: first.kind, number: first.number, key: first.key,
            from: BlockTime(1), until: genesis.time, authority: first.authority)
        let over = Genesis(
            suite: genesis.suite, nameEnglish: genesis.nameEnglish,
            nameChinese: genesis.nameChinese, members: genesis.members, staff: genesis.staff,
            seats: genesis.seats, parameters: genesis.parameters,
            vocabularies: genesis.vocabularies, charters: genesis.charters,
            committee: genesis.committee, recoveryKeys: genesis.recoveryKeys, time: genesis.time,
            licences: late
        ).with(genesis.possessions, attestations: genesis.attestations)
        #expect(throws: GenesisFault.licenceRefused(first.person, .licenceMalformed)) {
            try over.checkLicences()
        }
    }

    @Test func `is founded only where its authority signed it`() throws {
        let genesis = try TestConsortium().genesis
        #expect(genesis.licences.count == 10)
        let unsigned = genesis.with(
            genesis.possessions,
            attestations: genesis.attestations.map { _ in genesis.attestations[0] })
        #expect(throws: GenesisFault.self) { try unsigned.initialState() }
        let without = genesis.with(genesis.possessions)
        #expect(
            throws: GenesisFault.licenceRefused(
                genesis.licences[0].person, .licenceUnattested)
        ) { try without.initialState() }
        let more = genesis.with(
            genesis.possessions, attestations: genesis.attestations + [genesis.attestations[0]])
        #expect(throws: GenesisFault.possessionsLeftOver) { try more.initialState() }
    }
}
