import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// What a patient says by their own key is not said otherwise by two persons of the holder.
@Suite struct `Words in own hand` {
    private static let pair = [
        "gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse",
    ]

    private func ledger() throws -> TestLedger { try Samples.ledger(TestConsortium()).ledger }

    private func own(_ terms: ConsentTerms, _ ledger: inout TestLedger) throws -> RecordID {
        let receipt = ledger.run(
            RecordConsent(terms: terms), by: "centre-b", keys: ["subject/p1"])
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        return try RecordID(canonical: receipt.detail)
    }

    private func withdraw(_ id: RecordID, _ ledger: inout TestLedger) {
        let body = WithdrawConsent(consent: id, inOwnHand: true)
        #expect(ledger.refusal(body, by: "hospital-a", keys: ["subject/p1"]) == nil)
    }

    private func attest(_ terms: ConsentTerms, _ ledger: inout TestLedger) -> Refusal? {
        ledger.refusal(
            RecordConsent(terms: terms), by: "centre-b", staff: "data", keys: Self.pair)
    }

    private func attested(
        _ name: String = "p1", purposes: [String] = ["care", "rescue", "research"],
        permits: Bool = true, level: UInt64 = 4, audiences: [String] = []
    ) -> ConsentTerms {
        Samples.consent(
            name, purposes: purposes, permits: permits, level: level, audiences: audiences,
            inOwnHand: false)
    }

    @Test func `a pair attests no consent to what the patient withdrew in own hand`() throws {
        var ledger = try ledger()
        withdraw(try own(Samples.consent("p1"), &ledger), &ledger)
        #expect(attest(attested(), &ledger) == .signatureMissing)
        // Of another patient, and as a refusal, it is attested as before.
        #expect(attest(attested("p2"), &ledger) == nil)
        #expect(attest(attested(permits: false), &ledger) == nil)
        // Once the patient agrees to as much again, the withdrawal is over.
        _ = try own(Samples.consent("p1"), &ledger)
        #expect(attest(attested(), &ledger) == nil)
    }

    @Test func `consents in own hand that together cover a withdrawal end it`() throws {
        var ledger = try ledger()
        withdraw(try own(Samples.consent("p1"), &ledger), &ledger)
        _ = try own(Samples.consent("p1", purposes: ["care"]), &ledger)
        #expect(attest(attested(purposes: ["care"]), &ledger) == nil)
        #expect(attest(attested(), &ledger) == .signatureMissing)
        for audience in ["hospital-a", "centre-c"] {
            _ = try own(
                Samples.consent("p1", purposes: ["rescue"], audiences: [audience]), &ledger)
        }
        #expect(
            attest(
                attested(purposes: ["rescue"], audiences: ["centre-c", "hospital-a"]), &ledger)
                == nil)
        #expect(attest(attested(purposes: ["rescue"]), &ledger) == .signatureMissing)
        _ = try own(Samples.consent("p1", purposes: ["rescue", "research"], level: 2), &ledger)
        #expect(attest(attested(purposes: ["research"], level: 2), &ledger) == nil)
        #expect(attest(attested(purposes: ["research"], level: 3), &ledger) == .signatureMissing)
        for category in DataCategory.allCases {
            _ = try own(
                Samples.consent(
                    "p1", purposes: ["rescue", "research"], categories: [category]), &ledger)
        }
        #expect(attest(attested(), &ledger) == nil)
        var reader = ledger.change.reader
        let key = SubjectPurpose(
            subject: TestConsortium.pseudonym("p1"), purpose: "research")
        let isKept = reader.has(Tables.withdrawnUses, key)
        #expect(!isKept)
    }

    @Test func `a narrower word in own hand takes back what it leaves out`() throws {
        var ledger = try ledger()
        let broad = try own(Samples.consent("p1"), &ledger)
        _ = try own(
            Samples.consent("p1", purposes: ["care"], level: 3, supersedes: broad), &ledger)
        #expect(attest(attested(purposes: ["research"]), &ledger) == .signatureMissing)
        #expect(attest(attested(purposes: ["care"], level: 4), &ledger) == .signatureMissing)
        #expect(attest(attested(purposes: ["care"], level: 3), &ledger) == nil)
    }

    @Test func `a shorter word in own hand takes back the whole of the earlier`() throws {
        var ledger = try ledger()
        let long = try own(Samples.consent("p1"), &ledger)
        let end = BlockTime(TestConsortium.founded.value + 9 * TestConsortium.day)
        _ = try own(Samples.consent("p1", supersedes: long, until: end), &ledger)
        #expect(attest(attested(), &ledger) == .signatureMissing)
    }

    @Test func `what a pair attested before does not outlast a withdrawal in own hand`() throws {
        var ledger = try ledger()
        #expect(attest(attested(purposes: ["research"]), &ledger) == nil)
        let id = try own(Samples.consent("p1"), &ledger)
        func standing() throws -> ConsentStanding {
            var reader = ledger.change.reader
            let request = Samples.request(nil, subject: "p1", purpose: "research")
            let actor = Actor(
                member: TestConsortium.id("hospital-a"), staff: StaffID("physician"))
            return try RequestScene(request, by: actor, &reader).consent
        }
        #expect(try standing() == .valid)
        withdraw(id, &ledger)
        #expect(try standing() == .withdrawn)
        _ = try own(Samples.consent("p1", purposes: ["research"]), &ledger)
        #expect(try standing() == .valid)
    }

    @Test func `no number of withdrawals stands in the way of a later permission`() throws {
        var ledger = try ledger()
        for _ in 0...GovernanceLimits.indexed {
            withdraw(try own(Samples.consent("p1"), &ledger), &ledger)
        }
        #expect(attest(attested(), &ledger) == .signatureMissing)
        _ = try own(Samples.consent("p1"), &ledger)
        #expect(attest(attested(), &ledger) == nil)
    }

    @Test func `a receiver who is no member is refused, so that what is kept has an end`() throws {
        var ledger = try ledger()
        let stranger = Samples.consent("p1", audiences: ["nobody"])
        #expect(
            ledger.refusal(
                RecordConsent(terms: stranger), by: "centre-b", keys: ["subject/p1"])
                == .unknownMember)
    }

    /// Random words against a list of every use by itself.
    @Test func `withdrawn uses agree with a table of every use`() throws {
        var random = SeededGenerator(seed: 28)
        let members = ["a", "b", "c", "d"].map { MemberID($0)! }
        for _ in 0..<300 {
            var uses = WithdrawnUses()
            var naive: Set<[UInt64]> = []
            for _ in 0..<12 {
                let audiences = random.chance(3) ? [] : members.filter { _ in random.chance(2) }
                let categories =
                    random.chance(3)
                    ? [] : DataCategory.allCases.filter { _ in random.chance(2) }
                let level = 1 + random.next() % 5
                let isWithdrawal = random.chance(2)
                let pairs = DataPairs(categories, upTo: level)
                if isWithdrawal {
                    uses.withdraw(audiences, pairs)
                } else {
                    uses.agree(audiences, pairs)
                }
                let places =
                    audiences.isEmpty
                    ? Array(members.indices) + [9]
                    : audiences.map {
                        members.firstIndex(of: $0)!
                    }
                for place in places {
                    for category in categories.isEmpty ? DataCategory.allCases : categories {
                        for each in 1...level {
                            let use = [UInt64(place), category.rawValue, each]
                            if isWithdrawal { naive.insert(use) } else { naive.remove(use) }
                        }
                    }
                }
                #expect(try WithdrawnUses(canonical: uses.canonicalBytes) == uses)
            }
            for (place, member) in members.enumerated() {
                for category in DataCategory.allCases {
                    for level in 1...5 as ClosedRange<UInt64> {
                        let expected = (1...level).contains {
                            naive.contains([UInt64(place), category.rawValue, $0])
                        }
                        let found = uses.meets([member], DataPairs([category], upTo: level))
                        #expect(found == expected)
                    }
                }
            }
            #expect(uses.isEmpty == naive.isEmpty)
        }
    }
}

extension SeededGenerator {
    fileprivate mutating func chance(_ one: UInt64) -> Bool { next() % one == 0 }
}
