import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// A recovery of p1's key, as the tests ask for it.
struct RecoverySample {
    var subject = "p1"
    var newKey = "p1 again"
    var witness: String? = "nurse"
    var provenFor: String?
    var provenBy: String?

    var body: RecoverSubject {
        let key = TestConsortium.key(newKey)
        let claim = KeyClaim(
            chain: chain, holder: TestConsortium.id("centre-b"),
            purpose: .subject(TestConsortium.pseudonym(provenFor ?? subject)),
            key: key.verifyingKey)
        let possession =
            provenBy.map {
                KeyPossession(signature: TestConsortium.key($0).sign(claim.signedBytes))
            } ?? KeyPossession(of: claim, by: key)
        return .announce(
            .init(
                subject: TestConsortium.pseudonym(subject), newKey: key.verifyingKey,
                possession: possession, reason: .lost, identityCheck: .zero,
                announcer: witness.map { .persons(witness: StaffID($0)!) } ?? .guardian))
    }

    let chain: ChainID
    init(_ ledger: TestLedger) { chain = ledger.consortium.state.chain }
}

extension TestLedger {
    static let pair = ["staff/centre-b/data", "staff/centre-b/nurse"]

    /// Announces a recovery of p1's key by two persons of B.
    mutating func announceRecovery(newKey: String = "p1 again") -> Receipt {
        var sample = RecoverySample(self)
        sample.newKey = newKey
        return run(sample.body, by: "centre-b", staff: "data", keys: Self.pair)
    }

    /// The same, where it must be accepted.
    mutating func announced(newKey: String = "p1 again") throws -> RecordID {
        let receipt = announceRecovery(newKey: newKey)
        try #require(receipt.outcome == .accepted)
        return try RecordID(canonical: receipt.detail)
    }

    mutating func recovery(_ id: RecordID) -> SubjectRecovery? {
        found(Tables.subjectRecoveries, id)
    }

    mutating func key(of name: String) -> VerifyingKey? {
        found(Tables.subjects, TestConsortium.pseudonym(name))?.key
    }
}

@Suite struct `Recovery of a patient's key` {
    private func ledger() throws -> TestLedger { try Samples.ledger(TestConsortium()).ledger }
    private let delay = ChainParameters.standard.subjectRecoveryDelay
    private let old = TestConsortium.key("subject/p1").verifyingKey
    private let new = TestConsortium.key("p1 again").verifyingKey

    @Test func `is announced by two, waits, and is in force without anybody's doing`() throws {
        var ledger = try ledger()
        let id = try ledger.announced()
        #expect(ledger.recovery(id)?.state == .announced)
        #expect(ledger.recovery(id)?.due == ledger.time.adding(delay))
        ledger.advance(by: Milliseconds(delay.value - 1))
        #expect(ledger.key(of: "p1") == old)
        #expect(ledger.found(Tables.keys, new.id)?.retired != nil)
        ledger.advance(by: Milliseconds(1))
        #expect(ledger.key(of: "p1") == new)
        #expect(ledger.recovery(id)?.state == .inForce)
        #expect(ledger.recovery(id)?.ended == ledger.time)
        let consent = RecordConsent(terms: Samples.consent("p1"))
        #expect(ledger.refusal(consent, by: "centre-b", keys: ["p1 again"]) == nil)
        #expect(
            ledger.refusal(consent, by: "centre-b", keys: ["subject/p1"]) == .signatureMissing)
    }

    @Test func `changes the key and leaves what the patient set`() throws {
        var ledger = try ledger()
        var word = Samples.subject("p1", refusesEmergency: true)
        word.guardian = TestConsortium.pseudonym("p2")
        ledger.run(
            RegisterSubject(subject: word), by: "centre-b",
            keys: ["gateway/centre-b", "subject/p1"])
        let receipt = ledger.run(
            RecordConsent(terms: Samples.consent("p1")), by: "centre-b", keys: ["subject/p1"])
        let consent = try RecordID(canonical: receipt.detail)
        ledger.run(
            WithdrawConsent(consent: consent, inOwnHand: true), by: "centre-b", keys: ["subject/p1"]
        )
        _ = try ledger.announced()
        ledger.advance(by: delay)
        word.key = new
        #expect(ledger.found(Tables.subjects, word.pseudonym) == word)
        // The withdrawal binds the staff as before, and the new key may end it.
        let again = RecordConsent(terms: Samples.consent("p1", inOwnHand: false))
        let agreed = RecordConsent(terms: Samples.consent("p1"))
        let pair = ["gateway/centre-b"] + TestLedger.pair
        #expect(
            ledger.refusal(again, by: "centre-b", staff: "data", keys: pair) == .signatureMissing)
        #expect(ledger.refusal(agreed, by: "centre-b", keys: ["p1 again"]) == nil)
        #expect(ledger.refusal(again, by: "centre-b", staff: "data", keys: pair) == nil)
        word.refusesEmergency = false
        #expect(
            ledger.refusal(
                RegisterSubject(subject: word), by: "centre-b",
                keys: ["gateway/centre-b", "p1 again"]) == nil)
    }

    struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var member = "centre-b"
        var staff: String? = "data"
        var witness: String? = "nurse"
        let keys: [String]
        let refusal: Refusal
    }

    static let attacks = [
        Attack(
            testDescription: "one person with the gateway",
            keys: ["gateway/centre-b", "staff/centre-b/data"], refusal: .witnessMissing),
        Attack(
            testDescription: "one person who names themselves", witness: "data",
            keys: ["gateway/centre-b", "staff/centre-b/data"], refusal: .witnessMissing),
        Attack(
            testDescription: "nobody named", staff: nil,
            keys: ["gateway/centre-b"] + TestLedger.pair, refusal: .witnessMissing),
        Attack(
            testDescription: "two of one role", staff: "physician", witness: "physician-2",
            keys: ["staff/centre-b/physician", "staff/centre-b/physician-2"],
            refusal: .witnessMissing),
        Attack(
            testDescription: "a witness other than the named one", witness: "clerk",
            keys: TestLedger.pair, refusal: .witnessMissing),
        Attack(
            testDescription: "an officer as witness", witness: "audit",
            keys: ["staff/centre-b/data", "staff/centre-b/audit"], refusal: .witnessMissing),
        Attack(
            testDescription: "two of another institution", member: "hospital-a",
            keys: ["staff/hospital-a/data", "staff/hospital-a/nurse"], refusal: .notHolder),
        Attack(
            testDescription: "the holder's two through another institution", member: "hospital-a",
            keys: ["staff/hospital-a/data"] + TestLedger.pair, refusal: .notHolder),
        Attack(
            testDescription: "a guardian whom the patient does not have", staff: nil, witness: nil,
            keys: ["subject/p2"], refusal: .guardianMissing),
    ]

    @Test(arguments: attacks)
    func `is not announced by`(attack: Attack) throws {
        var ledger = try ledger()
        var sample = RecoverySample(ledger)
        sample.witness = attack.witness
        let found = ledger.refusal(
            sample.body, by: attack.member, staff: attack.staff, keys: attack.keys)
        #expect(found == attack.refusal)
        #expect(ledger.found(Tables.latestSubjectRecovery, TestConsortium.pseudonym("p1")) == nil)
    }

    @Test(arguments: ["data", "nurse"])
    func `needs two who are in office`(person: String) throws {
        for until in [TestConsortium.founded, nil] {
            var ledger = try ledger()
            let officers = ["staff/centre-b/security", "staff/centre-b/audit"]
            let id = StaffID(person)!
            if let until {
                let roles: StaffRoles = person == "data" ? .dataOfficer : .nurse
                let expired = TestConsortium.staff("centre-b", person, roles, until: until)
                ledger.run(
                    EnrolStaff(enrolled: expired), by: "centre-b", staff: "security",
                    keys: officers)
            } else {
                ledger.run(
                    Suspend(target: .staff(id)), by: "centre-b", staff: "security", keys: officers)
            }
            let receipt = ledger.announceRecovery()
            #expect(receipt.outcome == .refused)
        }
    }

    @Test func `needs the new key's own signature for this patient`() throws {
        var ledger = try ledger()
        var forOther = RecoverySample(ledger)
        forOther.provenFor = "p2"
        var byOther = RecoverySample(ledger)
        byOther.provenBy = "subject/p2"
        for sample in [forOther, byOther] {
            #expect(
                ledger.refusal(
                    sample.body, by: "centre-b", staff: "data", keys: TestLedger.pair)
                    == .possessionUnproven)
        }
        var taken = RecoverySample(ledger)
        taken.newKey = "subject/p2"
        #expect(
            ledger.refusal(taken.body, by: "centre-b", staff: "data", keys: TestLedger.pair)
                == .keyTaken)
    }

    @Test func `is for a patient who has a key`() throws {
        var ledger = try ledger()
        var silent = Samples.subject("p3")
        silent.key = nil
        ledger.run(RegisterSubject(subject: silent), by: "centre-b", keys: ["gateway/centre-b"])
        for (name, refusal) in [
            ("p3", Refusal.subjectRecoveryNeedless), ("nobody", .unknownSubject),
        ] {
            var sample = RecoverySample(ledger)
            sample.subject = name
            #expect(
                ledger.refusal(
                    sample.body, by: "centre-b", staff: "data", keys: TestLedger.pair) == refusal)
        }
    }

    @Test func `is cancelled by the old key alone, through any node, up to the last millisecond`()
        throws
    {
        var ledger = try ledger()
        let id = try ledger.announced()
        ledger.advance(by: Milliseconds(delay.value - 1))
        let cancel = RecoverSubject.cancel(id)
        for keys in [
            ["gateway/centre-b"] + TestLedger.pair, ["p1 again"], ["subject/p2"],
            ["governance/centre-b"],
        ] {
            #expect(ledger.refusal(cancel, by: "centre-b", keys: keys) == .signatureMissing)
        }
        #expect(ledger.refusal(cancel, by: "research-r", keys: ["subject/p1"]) == nil)
        #expect(ledger.recovery(id)?.state == .cancelled)
        #expect(
            ledger.refusal(cancel, by: "research-r", keys: ["subject/p1"])
                == .subjectRecoveryEnded)
        ledger.advance(by: Milliseconds(1))
        #expect(ledger.key(of: "p1") == old)
        let nothing = RecoverSubject.cancel(RecordID(.zero))
        #expect(
            ledger.refusal(nothing, by: "research-r", keys: ["subject/p1"])
                == .unknownSubjectRecovery)
    }

    @Test func `is too late to cancel once it is in force`() throws {
        var ledger = try ledger()
        let id = try ledger.announced()
        ledger.advance(by: delay)
        #expect(
            ledger.refusal(RecoverSubject.cancel(id), by: "centre-b", keys: ["subject/p1"])
                == .subjectRecoveryEnded)
    }

    @Test func `ends where the old key replaces itself`() throws {
        var ledger = try ledger()
        let id = try ledger.announced()
        var own = Samples.subject("p1")
        own.key = TestConsortium.key("p1 by itself").verifyingKey
        #expect(
            ledger.refusal(
                RegisterSubject(subject: own), by: "centre-b",
                keys: ["gateway/centre-b", "subject/p1"]) == nil)
        #expect(ledger.recovery(id)?.state == .cancelled)
        ledger.advance(by: delay)
        #expect(ledger.key(of: "p1") == own.key)
    }

    @Test func `is one at a time, and no announcement counts twice`() throws {
        var ledger = try ledger()
        let sample = RecoverySample(ledger)
        let signed = ledger.consortium.signed(
            sample.body, by: "centre-b", staff: "data", keys: TestLedger.pair, at: ledger.time)
        #expect(ledger.run(signed).outcome == .accepted)
        let id = RecordID(signed.id)
        var second = sample
        second.newKey = "another"
        second.witness = "clerk"
        #expect(
            ledger.refusal(
                second.body, by: "centre-b", staff: "physician",
                keys: ["staff/centre-b/physician", "staff/centre-b/clerk"])
                == .subjectRecoveryOpen)
        #expect(
            ledger.refusal(RecoverSubject.cancel(id), by: "centre-b", keys: ["subject/p1"]) == nil)
        #expect(Refusal.named(ledger.run(signed).code) == .duplicate)
        #expect(
            ledger.refusal(
                sample.body, by: "centre-b", staff: "physician",
                keys: ["staff/centre-b/physician", "staff/centre-b/nurse"]) == .keyTaken)
    }
}
