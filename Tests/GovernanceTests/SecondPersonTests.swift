import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// A data officer may ask for the gateway's signature. With that and their own they are one person.
@Suite struct `The second person is a person` {
    private static let alone = ["gateway/centre-b", "staff/centre-b/data"]

    private func ledger() throws -> TestLedger { try Samples.ledger(TestConsortium()).ledger }

    private func keyed(_ name: String, by key: String) -> RegisterSubject {
        var subject = Samples.subject(name)
        subject.key = TestConsortium.key(key).verifyingKey
        return RegisterSubject(subject: subject)
    }

    private func keyless(_ name: String, _ ledger: inout TestLedger) -> Subject {
        var subject = Samples.subject(name)
        subject.key = nil
        #expect(
            ledger.refusal(
                RegisterSubject(subject: subject), by: "centre-b", keys: ["gateway/centre-b"])
                == nil)
        return subject
    }

    @Test(arguments: [nil, "data"])
    func `forges no consent, named or not`(staff: String?) throws {
        var ledger = try ledger()
        _ = keyless("p3", &ledger)
        for name in ["p1", "p3"] {
            for own in [true, false] {
                let consent = RecordConsent(terms: Samples.consent(name, inOwnHand: own))
                #expect(
                    ledger.refusal(consent, by: "centre-b", staff: staff, keys: Self.alone)
                        == (own ? .signatureMissing : .witnessMissing))
            }
        }
    }

    @Test(arguments: [nil, "data"])
    func `gives no patient a key, and so consents by none`(staff: String?) throws {
        var ledger = try ledger()
        _ = keyless("p3", &ledger)
        #expect(
            ledger.refusal(
                keyed("p1", by: "forged"), by: "centre-b", staff: staff, keys: Self.alone)
                == .signatureMissing)
        // Nor at once with the registration, where nobody knows the patient yet.
        for name in ["p3", "p9"] {
            #expect(
                ledger.refusal(
                    keyed(name, by: "forged"), by: "centre-b", staff: staff, keys: Self.alone)
                    == .witnessMissing)
        }
        #expect(ledger.found(Tables.keys, TestConsortium.key("forged").verifyingKey.id) == nil)
    }

    @Test(arguments: [nil, "data"])
    func `changes nothing that a patient said about emergencies`(staff: String?) throws {
        var ledger = try ledger()
        var silent = keyless("p3", &ledger)
        silent.refusesEmergency = true
        let word = Samples.subject("p1", refusesEmergency: true)
        for (subject, refusal) in [(word, Refusal.signatureMissing), (silent, .witnessMissing)] {
            #expect(
                ledger.refusal(
                    RegisterSubject(subject: subject), by: "centre-b", staff: staff,
                    keys: Self.alone) == refusal)
        }
    }

    @Test(arguments: [nil, "data"])
    func `lifts no refusal`(staff: String?) throws {
        var ledger = try ledger()
        let receipt = ledger.run(
            RecordConsent(terms: Samples.consent("p1", permits: false)), by: "centre-b",
            keys: ["subject/p1"])
        let refusal = try RecordID(canonical: receipt.detail)
        for own in [true, false] {
            let withdrawal = WithdrawConsent(consent: refusal, inOwnHand: own)
            #expect(
                ledger.refusal(withdrawal, by: "centre-b", staff: staff, keys: Self.alone)
                    == (own ? .signatureMissing : .witnessMissing))
        }
    }

    /// Two persons are not enough where the patient's own key has spoken.
    @Test func `a pair changes no word of a patient who has a key`() throws {
        var ledger = try ledger()
        let pair = Self.alone + ["staff/centre-b/nurse"]
        let word = Samples.subject("p1", refusesEmergency: true)
        for body in [RegisterSubject(subject: word), keyed("p1", by: "forged")] {
            #expect(
                ledger.refusal(body, by: "centre-b", staff: "data", keys: pair)
                    == .signatureMissing)
        }
        // Without a key of their own they are spoken for by two.
        var silent = keyless("p3", &ledger)
        silent.refusesEmergency = true
        #expect(
            ledger.refusal(
                RegisterSubject(subject: silent), by: "centre-b", staff: "data", keys: pair) == nil)
    }
}
