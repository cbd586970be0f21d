import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Every way by which a key comes onto the chain asks the key itself; seats of later are in
/// ExecutionTests, where their statuses are.
@Suite struct `Enrolment of keys` {
    private let consortium: TestConsortium
    private let quorum = ["hospital-a", "centre-b", "centre-c"].map { "governance/\($0)" }
    private let officers = ["staff/centre-b/security", "staff/centre-b/audit"]
    private let attesting = ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"]
    private let centre = TestConsortium.id("centre-b")
    private let nurse = StaffID("new-nurse")!

    init() throws { consortium = try TestConsortium() }

    private var chain: ChainID { consortium.state.chain }
    private static let elsewhere = ChainID(TestConsortium.suite.hash([7]))

    /// Proofs that show nothing for a claim: of nothing, by another key, and by the right key for
    /// another chain, holder or use.
    private func wrong(_ claim: KeyClaim) -> [KeyPossession] {
        let key = TestConsortium.key("new")
        func proof(
            _ chain: ChainID?, _ holder: String, _ purpose: KeyClaim.Purpose,
            by key: SigningKey
        ) -> KeyPossession {
            KeyPossession(
                of: key, chain: chain, holder: TestConsortium.id(holder), for: purpose)
        }
        return [
            KeyPossession(signature: Signature([UInt8](repeating: 0, count: 63))),
            KeyPossession(signature: Signature([UInt8](repeating: 0, count: 64))),
            proof(claim.chain, "centre-b", claim.purpose, by: TestConsortium.key("thief")),
            proof(nil, "centre-b", claim.purpose, by: key),
            proof(Self.elsewhere, "centre-b", claim.purpose, by: key),
            proof(claim.chain, "centre-c", claim.purpose, by: key),
            proof(claim.chain, "centre-b", .seat, by: key),
        ]
    }

    /// A body with every wrong proof is refused, and with the right one accepted.
    private func check(
        _ claim: KeyClaim, staff: String? = nil, keys: [String],
        in ledger: () throws -> TestLedger, _ body: (KeyPossession) -> some LedgerAction
    ) throws {
        for proof in wrong(claim) {
            var ledger = try ledger()
            #expect(
                ledger.refusal(body(proof), by: "centre-b", staff: staff, keys: keys)
                    == .possessionUnproven)
            #expect(ledger.change.get(Tables.keys, claim.key.id) == nil)
        }
        var ledger = try ledger()
        let right = KeyPossession(of: claim, by: TestConsortium.key("new"))
        #expect(
            ledger.refusal(body(right), by: "centre-b", staff: staff, keys: keys) == nil)
        #expect(ledger.change.get(Tables.keys, claim.key.id)?.key == claim.key)
    }

    private func person(_ id: StaffID) -> Staff {
        var person = TestConsortium.staff("centre-b", id.text, .nurse)
        person.key = TestConsortium.key("new").verifyingKey
        return person
    }

    @Test func `a person's key proves itself when they come, and when it is replaced`() throws {
        let person = person(nurse)
        try check(
            person.claim(chain: chain), staff: "security", keys: officers,
            in: { TestLedger(consortium) }
        ) { EnrolStaff(enrolled: person, possession: $0) }
        let known = self.person(StaffID("nurse")!)
        try check(
            known.claim(chain: chain), staff: "security", keys: officers,
            in: { TestLedger(consortium) }
        ) { EnrolStaff(enrolled: known, possession: $0) }
        try check(
            known.claim(chain: chain), staff: "security", keys: officers,
            in: { TestLedger(consortium) }
        ) { RotateKey(target: .staff(known.id), newKey: known.key, possession: $0) }
    }

    @Test func `a person who keeps their key needs no new proof`() {
        var ledger = TestLedger(consortium)
        let same = TestConsortium.staff("centre-b", "nurse", .nurse)
        let body = EnrolStaff(enrolled: same, possession: nil)
        #expect(ledger.refusal(body, by: "centre-b", staff: "security", keys: officers) == nil)
        let other = EnrolStaff(enrolled: person(nurse), possession: nil)
        #expect(
            ledger.refusal(other, by: "centre-b", staff: "security", keys: officers)
                == .possessionUnproven)
    }

    @Test func `a member's new keys prove themselves`() throws {
        let key = TestConsortium.key("new").verifyingKey
        let purposes: [(RotateKey.Target, KeyClaim.Purpose)] = [
            (.gateway, .gateway), (.governance, .governance),
        ]
        for (target, purpose) in purposes {
            let claim = KeyClaim(chain: chain, holder: centre, purpose: purpose, key: key)
            try check(
                claim, keys: ["gateway/centre-b", "governance/centre-b"],
                in: { TestLedger(consortium) }
            ) {
                RotateKey(
                    target: target, newKey: key, possession: $0,
                    effective: BlockTime(TestConsortium.founded.value + 60_000))
            }
        }
    }

    @Test func `a patient's key proves itself when it comes, and when it is replaced`() throws {
        let pseudonym = TestConsortium.pseudonym("p7")
        let subject = Subject(
            pseudonym: pseudonym, holder: centre, key: TestConsortium.key("new").verifyingKey)
        let claim = try #require(subject.claim(chain: chain))
        try check(claim, staff: "data", keys: attesting, in: { TestLedger(consortium) }) {
            RegisterSubject(
                subject: subject, value: TestConsortium.subjectName("p7").value, possession: $0)
        }
        func known() -> TestLedger {
            var ledger = TestLedger(consortium)
            ledger.register(Samples.subject("p7"))
            return ledger
        }
        try check(claim, staff: "data", keys: attesting + ["subject/p7"], in: known) {
            RegisterSubject(
                subject: subject, value: TestConsortium.subjectName("p7").value, possession: $0)
        }
        var ledger = known()
        let bare = RegisterSubject(
            subject: subject, value: TestConsortium.subjectName("p7").value, possession: nil)
        #expect(
            ledger.refusal(
                bare, by: "centre-b", staff: "data", keys: attesting + ["subject/p7"])
                == .possessionUnproven)
    }

    @Test func `a code's key proves itself, for its patient and its audience`() throws {
        let key = TestConsortium.key("new").verifyingKey
        let patient = TestConsortium.pseudonym("patient")
        let audience = TestConsortium.id("hospital-a")
        func body(_ possession: KeyPossession) -> IssueCode {
            IssueCode(
                grant: nil, subject: patient, key: key, possession: possession,
                audience: audience, purpose: "care", maximumLevel: 3, uses: 1,
                expires: BlockTime(TestConsortium.founded.value + 7_200_000))
        }
        let claim = KeyClaim(
            chain: chain, holder: centre, purpose: .code(subject: patient, audience: audience),
            key: key)
        try check(
            claim, keys: ["gateway/centre-b"], in: { try TestLedger.withSmallRules() }, body)
        let elsewhere = KeyPossession(
            of: TestConsortium.key("new"), chain: chain, holder: centre,
            for: .code(subject: patient, audience: TestConsortium.id("research-r")))
        var ledger = try TestLedger.withSmallRules()
        #expect(
            ledger.refusal(body(elsewhere), by: "centre-b", keys: ["gateway/centre-b"])
                == .possessionUnproven)
    }

    @Test func `who saw a code's key cannot issue a code of it first`() throws {
        var ledger = try TestLedger.withSmallRules()
        let owner = KeyPossession(
            of: TestConsortium.key("code/1"), chain: ledger.change.reader.chain, holder: centre,
            for: .code(
                subject: TestConsortium.pseudonym("patient"),
                audience: TestConsortium.id("hospital-a")))
        func code(_ subject: String) -> IssueCode {
            IssueCode(
                grant: nil, subject: TestConsortium.pseudonym(subject),
                key: TestConsortium.key("code/1").verifyingKey, possession: owner,
                audience: TestConsortium.id("hospital-a"), purpose: "care", maximumLevel: 3,
                uses: 1, expires: BlockTime(ledger.time.value + 7_200_000))
        }
        #expect(
            ledger.refusal(code("refuser"), by: "centre-b", keys: ["gateway/centre-b"])
                == .possessionUnproven)
        #expect(
            ledger.refusal(code("patient"), by: "centre-b", keys: ["gateway/centre-b"]) == nil)
    }

    @Test func `every key of an institution that joins proves itself`() {
        let body = EnrolMember(
            enrolled: TestConsortium.member("insurer-i"),
            officers: [
                TestConsortium.staff("insurer-i", "audit", .audit),
                TestConsortium.staff("insurer-i", "security", .security),
            ]
        ).proven(chain: chain, member: centre)
        #expect(body.possessions.count == 4)
        func refusal(_ possessions: [KeyPossession]) -> Refusal? {
            var ledger = TestLedger(consortium)
            return ledger.refusal(
                EnrolMember(
                    enrolled: body.enrolled, officers: body.officers, possessions: possessions),
                by: "hospital-a", keys: quorum)
        }
        for place in body.possessions.indices {
            var changed = body.possessions
            changed[place] = body.possessions[(place + 1) % 4]
            #expect(refusal(changed) == .possessionUnproven, "\(place)")
        }
        #expect(refusal(Array(body.possessions.dropLast())) == .possessionUnproven)
        #expect(refusal(body.possessions + [body.possessions[0]]) == .possessionUnproven)
        #expect(refusal(body.possessions) == nil)
    }

    /// The gateway key vouches for the keys that cannot sign.
    @Test func `a box key or certificate that the gateway key did not vouch for is refused`() {
        let own = TestConsortium.member("insurer-i")
        let officers = [
            TestConsortium.staff("insurer-i", "audit", .audit),
            TestConsortium.staff("insurer-i", "security", .security),
        ]
        let proven = EnrolMember(enrolled: own, officers: officers)
            .proven(chain: chain, member: centre)
        for (box, certificate) in [
            (TestConsortium.member("unknown").boxKey, own.certificateDigest),
            (own.boxKey, TestConsortium.member("unknown").certificateDigest),
        ] {
            var changed = own
            changed.boxKey = box
            changed.certificateDigest = certificate
            var ledger = TestLedger(consortium)
            let body = EnrolMember(
                enrolled: changed, officers: officers, possessions: proven.possessions)
            #expect(
                ledger.refusal(body, by: "hospital-a", keys: quorum) == .possessionUnproven)
        }
    }

    @Test func `no key of a member stands in any place of another`() throws {
        let own = TestConsortium.member("insurer-i")
        let other = TestConsortium.member("centre-c")
        let officers = [
            TestConsortium.staff("insurer-i", "audit", .audit),
            TestConsortium.staff("insurer-i", "security", .security),
        ]
        for bytes in other.keyBytes {
            var boxed = own
            var certified = own
            boxed.boxKey = try #require(BoxKey(bytes))
            certified.certificateDigest = try Digest(canonical: [0x58, 32] + bytes)
            for member in [boxed, certified] {
                var ledger = TestLedger(consortium)
                let body = EnrolMember(enrolled: member, officers: officers)
                #expect(ledger.refusal(body, by: "hospital-a", keys: quorum) == .keyTaken)
            }
        }
    }

    /// Unlike a signature that is missing beside the transaction, a wrong proof is in it.
    @Test func `a transaction with a wrong proof is spent, whoever signs it again`() {
        #expect(Admission.settles(Refusal.possessionUnproven.code))
        #expect(!Admission.settles(Refusal.countersignatureMissing.code))
        var ledger = TestLedger(consortium)
        let body = EnrolStaff(
            enrolled: person(nurse),
            possession: KeyPossession(signature: Signature([UInt8](repeating: 0, count: 64))))
        let signed = consortium.signed(
            body, by: "centre-b", staff: "security", keys: officers, at: ledger.time)
        let more = signed.adding(signatureBy: TestConsortium.key("gateway/centre-b"))
        #expect(Refusal.named(ledger.run(signed).code) == .possessionUnproven)
        #expect(Refusal.named(ledger.run(more).code) == .duplicate)
    }

    @Test func `every key of a founding proves itself`() throws {
        let good = consortium.genesis
        #expect(good.possessions.count == good.claims.count)
        func founded(_ possessions: [KeyPossession]) -> GenesisFault? {
            let genesis = Genesis(
                suite: good.suite, nameEnglish: good.nameEnglish, nameChinese: good.nameChinese,
                members: good.members, staff: good.staff, seats: good.seats,
                committee: good.committee, recoveryKeys: good.recoveryKeys, time: good.time,
                possessions: possessions)
            do throws(GenesisFault) {
                _ = try genesis.initialState()
                return nil
            } catch { return error }
        }
        #expect(founded(good.possessions) == nil)
        for place in good.claims.indices {
            var changed = good.possessions
            changed[place] = good.possessions[(place + 1) % changed.count]
            #expect(founded(changed) == .possessionUnproven(good.claims[place].key.id))
        }
        let last = good.claims.count - 1
        #expect(
            founded(Array(good.possessions.dropLast()))
                == .possessionUnproven(good.claims[last].key.id))
        #expect(founded(good.possessions + [good.possessions[0]]) == .possessionsLeftOver)
    }
}
