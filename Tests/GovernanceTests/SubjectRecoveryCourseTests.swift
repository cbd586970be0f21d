import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// What an open recovery holds back, what guardians may do, and how often it is tried.
@Suite struct `Course of a patient's recovery` {
    private func ledger() throws -> TestLedger { try Samples.ledger(TestConsortium()).ledger }
    private let delay = ChainParameters.standard.subjectRecoveryDelay
    private static let attested = ["gateway/centre-b"] + TestLedger.pair

    /// p1 with p2 as guardian.
    private func guarded() throws -> TestLedger {
        var ledger = try ledger()
        var subject = Samples.subject("p1")
        subject.guardian = TestConsortium.pseudonym("p2")
        ledger.run(
            RegisterSubject(subject: subject), by: "centre-b",
            keys: ["gateway/centre-b", "subject/p1"])
        return ledger
    }

    private func byGuardian(_ ledger: TestLedger) -> RecoverSubject {
        var sample = RecoverySample(ledger)
        sample.witness = nil
        return sample.body
    }

    @Test func `nothing that others attest reaches further while it is open`() throws {
        var prepared = Samples.ledger(try TestConsortium())
        let refused = prepared.ledger.run(
            RecordConsent(terms: Samples.consent("p1", permits: false, inOwnHand: false)),
            by: "centre-b",
            staff: "data", keys: Self.attested)
        let refusal = try RecordID(canonical: refused.detail)
        var attending = Samples.subject("p1")
        attending.attending = [TestConsortium.person("centre-b", "nurse")]
        let label = FieldLabel(field: "hba1c", category: .status, level: 2)
        let bodies: [(any LedgerAction, keys: [String])] = [
            (RecordConsent(terms: Samples.consent("p1", inOwnHand: false)), Self.attested),
            (WithdrawConsent(consent: refusal, inOwnHand: false), Self.attested),
            (RegisterSubject(subject: attending), Self.attested),
            (LabelAsset(asset: prepared.assetID, label: label), Self.attested),
            (Self.code("code 1", prepared.ledger), ["gateway/centre-b"]),
        ]
        for (body, keys) in bodies {
            var open = prepared.ledger
            _ = try open.announced()
            let isCountersigned = body is LabelAsset
            let staff = keys.count > 1 ? (isCountersigned ? "nurse" : "data") : nil
            #expect(
                open.refusal(body, by: "centre-b", staff: staff, keys: keys)
                    == .subjectRecoveryWidens, "\(type(of: body).kind.name)")
            // Before it, and once it is over, they may.
            var closed = prepared.ledger
            #expect(
                closed.refusal(body, by: "centre-b", staff: staff, keys: keys) == nil,
                "\(type(of: body).kind.name)")
            open.advance(by: delay)
            #expect(
                open.refusal(body, by: "centre-b", staff: staff, keys: keys)
                    != .subjectRecoveryWidens)
        }
    }

    private static func code(_ key: String, _ ledger: TestLedger) -> IssueCode {
        IssueCode(
            grant: nil, subject: TestConsortium.pseudonym("p1"),
            key: TestConsortium.key(key).verifyingKey,
            audience: TestConsortium.id("hospital-a"), purpose: "diabetes_care", maximumLevel: 2,
            uses: 1, expires: ledger.time.adding(.hours(1))!)
    }

    @Test func `what narrows, and the patient's own word, go on while it is open`() throws {
        var ledger = try ledger()
        let receipt = ledger.run(
            RecordConsent(terms: Samples.consent("p1", inOwnHand: false)), by: "centre-b",
            staff: "data",
            keys: Self.attested)
        let consent = try RecordID(canonical: receipt.detail)
        _ = try ledger.announced()
        #expect(
            ledger.refusal(
                WithdrawConsent(consent: consent, inOwnHand: false), by: "centre-b", staff: "data",
                keys: Self.attested) == nil)
        #expect(
            ledger.refusal(
                RecordConsent(terms: Samples.consent("p1", permits: false, inOwnHand: false)),
                by: "centre-b",
                staff: "data", keys: Self.attested) == nil)
        #expect(
            ledger.refusal(
                RecordConsent(terms: Samples.consent("p1")), by: "centre-b", keys: ["subject/p1"])
                == nil)
        // Of another patient everything goes on.
        #expect(
            ledger.refusal(
                RecordConsent(terms: Samples.consent("p2", inOwnHand: false)), by: "centre-b",
                staff: "data",
                keys: Self.attested) == nil)
    }

    @Test func `a guardian announces by their own key, through any node`() throws {
        var ledger = try guarded()
        let body = byGuardian(ledger)
        #expect(ledger.refusal(body, by: "research-r", keys: ["subject/p1"]) == .signatureMissing)
        #expect(
            ledger.refusal(body, by: "centre-b", staff: "data", keys: Self.attested)
                == .signatureMissing)
        let receipt = ledger.run(body, by: "research-r", keys: ["subject/p2"])
        let id = try RecordID(canonical: receipt.detail)
        #expect(
            ledger.recovery(id)?.announcers == [.subject(TestConsortium.pseudonym("p2"))])
        // Who announced it cannot keep the patient from objecting, nor object in their place.
        #expect(
            ledger.refusal(RecoverSubject.cancel(id), by: "centre-b", keys: ["subject/p2"])
                == .signatureMissing)
        ledger.advance(by: delay)
        #expect(ledger.key(of: "p1") == TestConsortium.key("p1 again").verifyingKey)
    }

    /// Otherwise the delay would be for staff only.
    @Test func `a guardian replaces no key of the patient's own at once`() throws {
        var ledger = try guarded()
        var subject = Samples.subject("p1")
        subject.guardian = TestConsortium.pseudonym("p2")
        var taken = subject
        taken.key = TestConsortium.key("guardian's").verifyingKey
        var passed = subject
        passed.guardian = nil
        for changed in [taken, passed] {
            #expect(
                ledger.refusal(
                    RegisterSubject(subject: changed), by: "centre-b",
                    keys: ["gateway/centre-b", "subject/p2"]) == .signatureMissing)
        }
        subject.refusesEmergency = true
        #expect(
            ledger.refusal(
                RegisterSubject(subject: subject), by: "centre-b",
                keys: ["gateway/centre-b", "subject/p2"]) == nil)
    }

    @Test func `patient and guardian are told at the beginning and at the end`() throws {
        for isCancelled in [false, true] {
            var ledger = try guarded()
            let id = try ledger.announced()
            func told() -> [Pseudonym?] {
                ledger.listed(Tables.outstandingNotices, TestConsortium.id("centre-b"))
                    .compactMap { ledger.found(Tables.notices, $0) }
                    .filter { $0.about == id && $0.audience == .patient }.map(\.subject)
            }
            let both = ["p1", "p2"].map(TestConsortium.pseudonym)
            #expect(told() == both)
            if isCancelled {
                ledger.run(RecoverSubject.cancel(id), by: "hospital-a", keys: ["subject/p1"])
            } else {
                ledger.advance(by: delay)
            }
            #expect(told() == both + both)
        }
    }

    @Test func `lapses where one who announced it is suspended, and another may begin`() throws {
        var ledger = try ledger()
        let first = try ledger.announced()
        ledger.run(
            Suspend(target: .staff(StaffID("nurse")!)), by: "centre-b", staff: "security",
            keys: ["staff/centre-b/security", "staff/centre-b/audit"])
        var sample = RecoverySample(ledger)
        sample.newKey = "p1 by others"
        sample.witness = "clerk"
        let pair = ["staff/centre-b/physician", "staff/centre-b/clerk"]
        #expect(
            ledger.refusal(sample.body, by: "centre-b", staff: "physician", keys: pair) == nil)
        #expect(ledger.recovery(first)?.state == .lapsed)
        ledger.advance(by: delay)
        #expect(ledger.key(of: "p1") == TestConsortium.key("p1 by others").verifyingKey)
    }

    @Test func `lapses at its time where one who announced it is suspended`() throws {
        var ledger = try ledger()
        let id = try ledger.announced()
        ledger.run(
            Suspend(target: .staff(StaffID("data")!)), by: "centre-b", staff: "security",
            keys: ["staff/centre-b/security", "staff/centre-b/audit"])
        ledger.advance(by: delay)
        #expect(ledger.recovery(id)?.state == .lapsed)
        #expect(ledger.key(of: "p1") == TestConsortium.key("subject/p1").verifyingKey)
    }

    @Test func `after each objection the same persons wait twice as long, others do not`() throws {
        var ledger = try ledger()
        for round in 1...3 {
            let id = try ledger.announced(newKey: "try \(round)")
            ledger.run(RecoverSubject.cancel(id), by: "centre-b", keys: ["subject/p1"])
            ledger.advance(by: Milliseconds(delay.value << UInt64(round) - 1))
            var sample = RecoverySample(ledger)
            sample.newKey = "early \(round)"
            // Either of the two is enough.
            sample.witness = "clerk"
            #expect(
                ledger.refusal(
                    sample.body, by: "centre-b", staff: "data",
                    keys: ["staff/centre-b/data", "staff/centre-b/clerk"])
                    == .subjectRecoveryTooSoon)
            var others = ledger
            #expect(
                others.refusal(
                    sample.body, by: "centre-b", staff: "physician",
                    keys: ["staff/centre-b/physician", "staff/centre-b/clerk"]) == nil)
            ledger.advance(by: Milliseconds(1))
        }
    }

    @Test func `the wait has a longest`() {
        let last = BlockTime(1_000)
        let most = RecoveryObjections(count: .max, last: last).mayAnnounceAgain(delay: delay)
        #expect(most == last.adding(Milliseconds(delay.value * 32)))
    }

    @Test func `the delay is a parameter within bounds`() throws {
        var ledger = try ledger()
        let quorum = ["hospital-a", "centre-b", "centre-c"].map { "governance/\($0)" }
        for (days, refusal) in [
            (2, Refusal.parametersMalformed as Refusal?), (91, .parametersMalformed), (3, nil),
        ] {
            var parameters = ChainParameters.standard
            parameters.subjectRecoveryDelay = .days(UInt64(days))
            let body = ChangeParameters(parameters: parameters)
            do throws(Refusal) {
                try body.validate()
                #expect(refusal == nil)
            } catch {
                #expect(error == refusal)
            }
            guard refusal == nil else { continue }
            ledger.run(body, by: "hospital-a", keys: quorum)
        }
        let id = try ledger.announced()
        #expect(ledger.recovery(id)?.due == ledger.time.adding(.days(3)))
    }
}
