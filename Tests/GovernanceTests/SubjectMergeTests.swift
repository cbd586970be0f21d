import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// Source: docs/internals/decisions/0035-merging-pseudonyms.md.
@Suite struct `Two names of one patient` {
    private static let pair = ["staff/centre-b/data", "staff/centre-b/audit"]
    private static let auditor = TestConsortium.person("centre-b", "audit")
    private static let gateway = "gateway/centre-b"

    /// B's patients p1, p2 and p3, and a data set of each of the first two.
    private func prepared() throws -> (ledger: TestLedger, assets: [RecordID]) {
        var ledger = TestLedger(try TestConsortium())
        for name in ["p1", "p2", "p3"] {
            #expect(ledger.register(Samples.subject(name)).outcome == .accepted)
        }
        let assets = try ["p1", "p2"].map { name in
            let receipt = ledger.run(
                RegisterAsset(description: Samples.asset([name])), by: "centre-b",
                keys: [Self.gateway])
            return try RecordID(canonical: receipt.detail)
        }
        return (ledger, assets)
    }

    private func merging(_ one: String, _ other: String) -> MergeSubjects.Content {
        let names = [one, other].map(TestConsortium.pseudonym).sorted()
        return .merge(names[0], names[1])
    }

    @discardableResult
    private func act(
        _ content: MergeSubjects.Content, _ ledger: inout TestLedger,
        by member: String = "centre-b", staff: String? = "data", keys: [String] = Self.pair,
        auditor: StaffReference = Self.auditor
    ) -> Refusal? {
        ledger.refusal(
            MergeSubjects(content, check: .zero, auditOfficer: auditor), by: member, staff: staff,
            keys: keys)
    }

    /// How consent stands for reading a patient's glucose for care, by hospital A.
    private func consent(
        _ name: String, _ ledger: inout TestLedger
    ) throws -> ConsentStanding { try scene(name, &ledger).consent }

    private func scene(_ name: String, _ ledger: inout TestLedger) throws -> RequestScene {
        try RequestScene(
            Samples.request(nil, subject: name),
            by: Actor(member: TestConsortium.id("hospital-a"), staff: StaffID("physician")!),
            &ledger.change.reader)
    }

    private func inOwnHand(
        _ body: some LedgerAction, _ name: String, _ ledger: inout TestLedger
    ) -> Refusal? {
        ledger.refusal(body, by: "centre-c", keys: ["subject/\(name)"])
    }

    private func attested(
        _ terms: ConsentTerms, _ ledger: inout TestLedger
    ) -> Refusal? {
        ledger.refusal(
            RecordConsent(terms: terms), by: "centre-b", staff: "data",
            keys: [Self.gateway, "staff/centre-b/data", "staff/centre-b/nurse"])
    }

    private func names(_ name: String, _ ledger: inout TestLedger) -> [Pseudonym] {
        ledger.change.reader.names(of: TestConsortium.pseudonym(name))
    }

    @Test func `are joined by a data officer and an audit officer, both named`() throws {
        var ledger = try prepared().ledger
        let merge = merging("p1", "p2")
        #expect(act(merge, &ledger, keys: ["staff/centre-b/data"]) == .countersignatureMissing)
        #expect(
            act(merge, &ledger, staff: "audit", keys: ["staff/centre-b/audit"]) == .roleMissing)
        #expect(act(merge, &ledger, staff: nil) == .staffMissing)
        // Any gateway beside one of them makes no second person.
        #expect(
            act(merge, &ledger, keys: ["staff/centre-b/data", Self.gateway])
                == .countersignatureMissing)
        // Whom it names must be the one who signed, an audit officer, and of the holder.
        for other in ["security", "data", "nurse"] {
            #expect(
                act(merge, &ledger, auditor: TestConsortium.person("centre-b", other))
                    == .countersignatureMissing)
        }
        #expect(
            act(
                merge, &ledger, by: "centre-c",
                keys: ["staff/centre-c/data", "staff/centre-c/audit"],
                auditor: TestConsortium.person("centre-c", "audit")) == .notHolder)
        #expect(
            act(
                merge, &ledger, keys: Self.pair + ["staff/centre-c/audit"],
                auditor: TestConsortium.person("centre-c", "audit")) == .countersignatureMissing)
        #expect(act(merging("p1", "p9"), &ledger) == .unknownSubject)
        #expect(throws: Refusal.mergeMalformed) {
            let name = TestConsortium.pseudonym("p1")
            try MergeSubjects(.merge(name, name), check: .zero, auditOfficer: Self.auditor)
                .validate()
        }
        #expect(act(merge, &ledger) == nil)
        #expect(names("p1", &ledger) == names("p2", &ledger))
        #expect(names("p1", &ledger).count == 2)
    }

    @Test func `come back apart by two persons, and the record of both stays`() throws {
        var ledger = try prepared().ledger
        #expect(act(.separate(RecordID(.zero)), &ledger) == .unknownMerge)
        #expect(act(merging("p1", "p2"), &ledger) == nil)
        let id = ledger.lastRecord
        #expect(
            act(.separate(id), &ledger, keys: ["staff/centre-b/data"])
                == .countersignatureMissing)
        #expect(
            act(
                .separate(id), &ledger, by: "centre-c",
                keys: ["staff/centre-c/data", "staff/centre-c/audit"],
                auditor: TestConsortium.person("centre-c", "audit")) == .notHolder)
        #expect(act(.separate(id), &ledger) == nil)
        #expect(act(.separate(id), &ledger) == .separatedAlready)
        #expect(names("p1", &ledger) == [TestConsortium.pseudonym("p1")])
        let found = try #require(ledger.found(Tables.subjectMerges, id))
        #expect(found.merged.dataOfficer == TestConsortium.person("centre-b", "data"))
        #expect(found.merged.auditOfficer == Self.auditor)
        #expect(found.separated != nil)
        for name in ["p1", "p2"] {
            #expect(
                ledger.listed(Tables.mergeHistory, TestConsortium.pseudonym(name)) == [id])
        }
        // Once more is another record.
        #expect(act(merging("p1", "p2"), &ledger) == nil)
        #expect(ledger.lastRecord != id)
    }

    @Test func `a no under one binds the other, and a yes does not reach it`() throws {
        var ledger = try prepared().ledger
        #expect(inOwnHand(RecordConsent(terms: Samples.consent("p1")), "p1", &ledger) == nil)
        #expect(try consent("p1", &ledger) == .valid)
        #expect(act(merging("p1", "p2"), &ledger) == nil)
        let merge = ledger.lastRecord
        // Nobody is given another's consent by a merge.
        #expect(try consent("p1", &ledger) == .valid)
        #expect(try consent("p2", &ledger) == .none)
        let refusal = Samples.consent("p2", purposes: ["care"], permits: false)
        #expect(inOwnHand(RecordConsent(terms: refusal), "p2", &ledger) == nil)
        #expect(try consent("p1", &ledger) == .withdrawn)
        #expect(try consent("p2", &ledger) == .withdrawn)
        // The key of one name signs for no other.
        let own = WithdrawConsent(consent: ledger.lastRecord, inOwnHand: true)
        #expect(inOwnHand(own, "p1", &ledger) == .signatureMissing)
        #expect(inOwnHand(own, "p2", &ledger) == nil)
        #expect(try consent("p1", &ledger) == .valid)
        #expect(inOwnHand(RecordConsent(terms: refusal), "p2", &ledger) == nil)
        #expect(act(.separate(merge), &ledger) == nil)
        #expect(try consent("p1", &ledger) == .valid)
    }

    @Test func `a withdrawal under one binds the other, and what others attest of it`() throws {
        var ledger = try prepared().ledger
        #expect(attested(Samples.consent("p1", inOwnHand: false), &ledger) == nil)
        #expect(inOwnHand(RecordConsent(terms: Samples.consent("p2")), "p2", &ledger) == nil)
        let given = ledger.lastRecord
        #expect(
            inOwnHand(WithdrawConsent(consent: given, inOwnHand: true), "p2", &ledger) == nil)
        #expect(try consent("p1", &ledger) == .valid)
        #expect(act(merging("p1", "p2"), &ledger) == nil)
        #expect(try consent("p1", &ledger) == .withdrawn)
        #expect(
            attested(Samples.consent("p1", inOwnHand: false), &ledger) == .signatureMissing)
        // What the patient says again under the name for which they withdrew it holds again.
        #expect(inOwnHand(RecordConsent(terms: Samples.consent("p2")), "p2", &ledger) == nil)
        #expect(try consent("p1", &ledger) == .valid)
    }

    @Test func `are refused in an emergency where either is`() throws {
        var ledger = try TestLedger.withSmallRules()
        #expect(act(merging("patient", "refuser"), &ledger) == nil)
        let overrides = `Overrides`()
        #expect(overrides.declare(overrides.declaration(ledger), &ledger) == nil)
        let found = try #require(ledger.found(Tables.overrides, ledger.lastRecord))
        #expect(found.againstRefusal && found.needsApproval && found.access == .pending)
        #expect(try scene("patient", &ledger).refusesEmergency)
        // Opened for one name it opens nothing of the other.
        #expect(overrides.standing(ledger, "refuser") == nil)
    }

    @Test func `have the higher level of either for a field`() throws {
        var (ledger, assets) = try prepared()
        let higher = LabelAsset(
            asset: assets[1],
            label: FieldLabel(
                field: "glucose", category: .status, level: 5, rule: "glucose@2",
                authority: "catalogue@1"))
        #expect(ledger.refusal(higher, by: "centre-b", keys: [Self.gateway]) == nil)
        #expect(try scene("p1", &ledger).use.labels.level == 3)
        #expect(act(merging("p1", "p2"), &ledger) == nil)
        #expect(try scene("p1", &ledger).use.labels.level == 5)
        // And one officer registers no lower one under the other name.
        #expect(
            ledger.refusal(
                RegisterAsset(description: Samples.asset(["p1"])), by: "centre-b",
                keys: [Self.gateway]) == .countersignatureMissing)
    }

    @Test func `are held back alike while the key of one is recovered`() throws {
        var ledger = try prepared().ledger
        #expect(act(merging("p1", "p2"), &ledger) == nil)
        let merge = ledger.lastRecord
        let key = TestConsortium.key("subject/p2, new")
        let subject = TestConsortium.pseudonym("p2")
        let holder = TestConsortium.id("centre-b")
        let recovery = RecoverSubject.announce(
            .init(
                subject: subject, newKey: key.verifyingKey,
                possession: KeyPossession(
                    of: key, chain: ledger.consortium.state.chain, holder: holder,
                    for: .subject(subject)),
                reason: .lost, identityCheck: .zero,
                announcer: .persons(witness: StaffID("nurse")!)))
        #expect(
            ledger.refusal(
                recovery, by: "centre-b", staff: "data",
                keys: ["staff/centre-b/data", "staff/centre-b/nurse"]) == nil)
        #expect(
            attested(Samples.consent("p1", inOwnHand: false), &ledger) == .subjectRecoveryWidens)
        #expect(act(.separate(merge), &ledger) == .subjectRecoveryWidens)
        // A merge reaches no further.
        #expect(act(merging("p2", "p3"), &ledger) == nil)
    }

    @Test func `stand in the history of every name, and each is told`() throws {
        var ledger = try prepared().ledger
        #expect(act(merging("p1", "p2"), &ledger) == nil)
        #expect(act(merging("p2", "p3"), &ledger) == nil)
        let id = ledger.lastRecord
        let all = ["p1", "p2", "p3"].map(TestConsortium.pseudonym).sorted()
        #expect(ledger.entries.last?.links.map(\.head) == all.map { .subject($0) })
        func told(_ id: RecordID) -> [Pseudonym] {
            ledger.listed(Tables.outstandingNotices, TestConsortium.id("centre-b"))
                .compactMap { ledger.found(Tables.notices, $0) }
                .filter { $0.about == id && $0.audience == .patient }.compactMap(\.subject)
                .sorted()
        }
        #expect(told(id) == all)
        #expect(act(.separate(id), &ledger) == nil)
        #expect(Set(told(id)) == Set(all) && told(id).count == 6)
    }

    @Test func `are eight at most, and no circle`() throws {
        var ledger = try prepared().ledger
        let many = (1...9).map { "p\($0)" }
        for name in many.dropFirst(3) {
            #expect(ledger.register(Samples.subject(name)).outcome == .accepted)
        }
        for (one, other) in zip(many, many.dropFirst()).prefix(7) {
            #expect(act(merging(one, other), &ledger) == nil)
        }
        #expect(act(merging("p1", "p8"), &ledger) == .mergedAlready)
        #expect(act(merging("p8", "p9"), &ledger) == .tooManyNames)
        #expect(names("p4", &ledger).count == 8)
    }

    /// Against a naive account: names are one patient's where merges that were not parted lead from
    /// one to the other.
    @Test(arguments: [3, 20_260_301, 77] as [UInt64])
    func `follow what was merged and parted, in any order`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var ledger = try prepared().ledger
        let all = (1...6).map { "p\($0)" }
        for name in all.dropFirst(3) { ledger.register(Samples.subject(name)) }
        var open: [RecordID: (String, String)] = [:]
        func naive(_ name: String) -> Set<String> {
            var found: Set<String> = [name]
            while true {
                let more = open.values.filter { found.contains($0.0) != found.contains($0.1) }
                guard !more.isEmpty else { return found }
                for pair in more { found.formUnion([pair.0, pair.1]) }
            }
        }
        for _ in 0..<60 {
            let (one, other) = (all[random.below(6)], all[random.below(6)])
            let ids = open.keys.sorted { $0.digest < $1.digest }
            if random.below(3) == 0, !ids.isEmpty {
                let id = ids[random.below(ids.count)]
                #expect(act(.separate(id), &ledger) == nil)
                open[id] = nil
            } else if one != other {
                let expected: Refusal? = naive(one).contains(other) ? .mergedAlready : nil
                #expect(act(merging(one, other), &ledger) == expected)
                if expected == nil { open[ledger.lastRecord] = (one, other) }
            }
            for name in all {
                #expect(
                    names(name, &ledger)
                        == naive(name).map(TestConsortium.pseudonym).sorted())
            }
        }
    }
}
