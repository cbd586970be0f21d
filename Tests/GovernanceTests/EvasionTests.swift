import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Attempts to get round the rules: each of them once had an effect.
@Suite struct `Evasions` {
    private let parties = ["gateway/centre-b", "gateway/hospital-a"]

    private func prepared() throws -> Samples.Prepared {
        var prepared = Samples.ledger(try TestRules.consortium())
        for name in ["p1", "p2"] {
            prepared.ledger.run(
                RecordConsent(terms: Samples.consent(name)), by: "centre-b",
                keys: ["subject/\(name)"])
        }
        return prepared
    }

    private func grant(
        _ asset: RecordID, denied: [String] = [], patient: String = "p1",
        supersedes: RecordID? = nil
    ) -> TakeTransition {
        Samples.grant(
            asset, patient: patient, holder: "centre-b",
            until: BlockTime(TestConsortium.founded.value + 90 * TestConsortium.day), uses: 9,
            denied: denied, supersedes: supersedes)
    }

    private func training(_ asset: RecordID, grant: RecordID? = nil) -> Request {
        Samples.request(
            asset, action: "train", purpose: "research", output: "parameters", grant: grant)
    }

    private func register(_ names: [String], _ ledger: inout TestLedger) throws -> RecordID {
        let receipt = ledger.run(
            RegisterAsset(description: Samples.asset(names)), by: "centre-b",
            keys: ["gateway/centre-b"])
        return try RecordID(canonical: receipt.detail)
    }

    // MARK: standing

    @Test func `who was suspended since gets nothing on an old permit`() throws {
        let suspensions: [(Suspend, String, String?, [String], Refusal)] = [
            (
                Suspend(target: .staff(StaffID("data")!)), "hospital-a", "security",
                ["staff/hospital-a/security"], .staffSuspended
            ),
            (
                Suspend(target: .member(TestConsortium.id("hospital-a"))), "centre-b", nil,
                ["centre-b", "centre-c", "research-r"].map { "governance/\($0)" },
                .memberSuspended
            ),
        ]
        for (suspension, member, staff, keys, refusal) in suspensions {
            var ledger = try prepared()
            ledger.ledger.run(grant(ledger.assetID), by: "centre-b", keys: parties)
            let asked = ledger.ledger.run(
                training(ledger.assetID), by: "hospital-a", staff: "data",
                keys: ["staff/hospital-a/data"])
            #expect(asked.outcome == .permit)
            let permit = RecordID(ledger.ledger.entries.last!.transaction.id)
            #expect(
                ledger.ledger.refusal(suspension, by: member, staff: staff, keys: keys) == nil)
            let release = Release(permit: permit, payload: .zero, masks: [], isEncrypted: true)
            #expect(
                ledger.ledger.refusal(release, by: "centre-b", keys: ["gateway/centre-b"])
                    == refusal)
        }
    }

    @Test func `a person who is named has signed, whatever the kind`() throws {
        var ledger = try prepared().ledger
        let anchor = AnchorDigest(what: .exhibit, digest: .zero)
        #expect(
            ledger.refusal(
                anchor, by: "hospital-a", staff: "physician", keys: ["gateway/hospital-a"])
                == .signatureMissing)
        let consent = RecordConsent(terms: Samples.consent("p1", inOwnHand: false))
        #expect(
            ledger.refusal(
                consent, by: "centre-b", staff: "physician",
                keys: ["gateway/centre-b", "staff/centre-b/nurse"]) == .witnessMissing)
        #expect(
            ledger.refusal(
                consent, by: "centre-b", staff: "physician",
                keys: ["gateway/centre-b", "staff/centre-b/nurse", "staff/centre-b/physician"])
                == nil)
        #expect(
            ledger.refusal(
                consent, by: "centre-b", keys: ["gateway/centre-b", "staff/centre-b/nurse"])
                == .witnessMissing)
    }

    @Test func `a holder does not give a patient without a key one of its own choice`() throws {
        var ledger = try prepared().ledger
        var subject = Samples.subject("p3")
        subject.key = nil
        let gateway = ["gateway/centre-b"]
        #expect(
            ledger.refusal(RegisterSubject(subject: subject), by: "centre-b", keys: gateway) == nil)
        let keyed = RegisterSubject(subject: Samples.subject("p3"))
        #expect(ledger.refusal(keyed, by: "centre-b", keys: gateway) == .witnessMissing)
        let pair = gateway + ["staff/centre-b/data", "staff/centre-b/nurse"]
        #expect(ledger.refusal(keyed, by: "centre-b", keys: pair) == .witnessMissing)
        #expect(ledger.refusal(keyed, by: "centre-b", staff: "data", keys: pair) == nil)
    }

    // MARK: signatures

    @Test func `leaving out a signature does not spoil the transaction for good`() throws {
        var ledger = try prepared().ledger
        let whole = ledger.consortium.signed(
            RecordConsent(terms: Samples.consent("p1", inOwnHand: false)), by: "centre-b",
            staff: "data",
            keys: ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"], nonce: 77,
            at: ledger.time)
        let stripped = SignedTransaction(
            whole.transaction, signatures: Array(whole.signatures.prefix(1)))
        #expect(stripped.id == whole.id)
        #expect(ledger.run(stripped).outcome == .refused)
        #expect(Refusal.named(ledger.run(stripped).code) == .duplicate)
        #expect(ledger.run(whole).outcome == .accepted)
        #expect(Refusal.named(ledger.run(whole).code) == .duplicate)
        #expect(Refusal.named(ledger.run(stripped).code) == .duplicate)
    }

    // MARK: requests

    @Test func `a request without fields has no level to be judged by`() throws {
        let request = Samples.request(RecordID(.zero), fields: [])
        #expect(throws: Refusal.requestMalformed) { try request.validate() }
    }

    @Test func `claims are names, so that no words about a person reach the chain`() throws {
        func claiming(_ value: FactLiteral) -> Request {
            Request(
                asset: RecordID(.zero), action: "read", purpose: "care", fields: ["glucose"],
                output: "raw", claims: [Claim(attribute: "request.note", value: value)],
                clientTime: TestConsortium.founded)
        }
        try claiming(.member("ward_3")).validate()
        for value in [
            FactLiteral.member("张三 13800138000"), .members(["ok", "Zhang San"]), .member(""),
        ] {
            #expect(throws: Refusal.requestMalformed) { try claiming(value).validate() }
        }
    }

    @Test func `naming somebody else's grant lends nothing`() throws {
        var prepared = try prepared()
        let opened = prepared.ledger.run(grant(prepared.assetID), by: "centre-b", keys: parties)
        let id = try RecordID(canonical: opened.detail)
        let receipt = prepared.ledger.run(
            training(prepared.assetID, grant: id), by: "research-r", staff: "data",
            keys: ["staff/research-r/data"])
        let decision = try Decision(canonical: receipt.detail)
        #expect(decision.grant == nil)
        let left = decision.inputs.facts.first { $0.attribute == "grant.uses_left" }
        #expect(left?.value == .integer(0))
    }

    @Test func `one patient's denial holds in a data set of several`() throws {
        var prepared = try prepared()
        let asset = try register(["p1", "p2"], &prepared.ledger)
        let until = BlockTime(TestConsortium.founded.value + 90 * TestConsortium.day)
        func terms(
            assets: [RecordID] = [], subjects: [String] = [], denied: [String] = []
        ) -> GrantTerms {
            GrantTerms(
                assets: assets, subjects: subjects.map(TestConsortium.pseudonym),
                holder: TestConsortium.id("centre-b"), grantees: [TestConsortium.id("hospital-a")],
                purposes: ["research"], actions: ["train"], maximumLevel: 4,
                notBefore: TestConsortium.founded, notAfter: until, maximumUses: 9,
                deniedFields: denied)
        }
        func put(_ terms: GrantTerms, _ name: String) {
            var reader = prepared.ledger.change.reader
            let id = RecordID(TestConsortium.suite.hash(Array(name.utf8)))
            let active = reader.rulesInForce.charters[1]
            let record = DeclaredRecord(
                id: id, charter: active, type: "Grant", state: "active", fields: [], terms: terms,
                created: prepared.ledger.time)
            RecordRegister.index(record, &prepared.ledger.change)
            RecordRegister.store(record, &prepared.ledger.change)
            prepared.ledger.change.settle()
        }
        func ask() -> ReceiptOutcome {
            prepared.ledger.run(
                training(asset), by: "hospital-a", staff: "data", keys: ["staff/hospital-a/data"]
            ).outcome
        }
        put(terms(assets: [asset]), "for the set")
        #expect(ask() == .permit)
        // The first patient's and the second's word weigh the same.
        put(terms(subjects: ["p2"], denied: ["glucose"]), "p2 denies")
        put(terms(subjects: ["p1"], denied: ["hba1c"]), "p1 denies another field")
        #expect(ask() == .deny)
    }

    // MARK: grants

    @Test func `a patient whom a grant names gives nobody else's data`() throws {
        var prepared = try prepared()
        let shared = try register(["p1", "p2"], &prepared.ledger)
        let others = try register(["p2"], &prepared.ledger)
        for asset in [shared, others] {
            #expect(
                prepared.ledger.refusal(grant(asset), by: "centre-b", keys: parties)
                    == .termsDiffer)
        }
        #expect(
            prepared.ledger.refusal(grant(others, patient: "p2"), by: "centre-b", keys: parties)
                == nil)
    }

    @Test func `a grant replaces none that is about others`() throws {
        var prepared = try prepared()
        let others = try register(["p2"], &prepared.ledger)
        let first = prepared.ledger.run(
            grant(others, denied: ["glucose"], patient: "p2"), by: "centre-b", keys: parties)
        let replacing = grant(
            prepared.assetID, supersedes: try RecordID(canonical: first.detail))
        #expect(
            prepared.ledger.refusal(replacing, by: "centre-b", keys: parties) == .unknownRecord)
    }

    // MARK: overrides

    @Test func `an offline record that ran too long opens nothing on the chain`() throws {
        var ledger = try TestLedger.withSmallRules()
        let tests = `Offline overrides`()
        let record = try tests.record(.init(hours: 24 * 365), ledger)
        #expect(tests.anchor(record, &ledger) == nil)
        #expect(ledger.found(Tables.overrides, ledger.lastRecord)?.access == .ended)
        ledger.advance(by: .hours(7))
        var reader = ledger.change.reader
        #expect(
            reader.overrideInForce(
                for: record.physician, subject: record.scope.subject, asset: nil,
                fields: ["glucose"], purpose: "rescue") == nil)
    }

    @Test func `no holder can cut its gaps into more than the state can hold`() throws {
        var log = OfflineLog(last: 0, gaps: [])
        func link(_ sequence: UInt64) -> OfflineLink {
            OfflineLink(sequence: sequence, record: .zero, previous: .zero)
        }
        try log.take(link(1_000_000), before: nil, after: nil)
        for place in 1...2_000 as ClosedRange<UInt64> {
            try? log.take(link(place * 10), before: nil, after: nil)
            #expect(throws: Never.self) { _ = try OfflineLog(canonical: log.canonicalBytes) }
        }
        #expect(log.gaps.count == GovernanceLimits.offlineGaps)
        #expect(throws: OfflineChainFault.tooManyGaps) {
            try log.take(link(500_005), before: nil, after: nil)
        }
        // What fills a gap or narrows it is still taken.
        try log.take(link(1), before: nil, after: nil)
    }

    // MARK: charters

    @Test func `an early end takes red lines away, so every seat must agree`() throws {
        let old = SmallRules.charter(SmallRules.charterSource())
        func next(_ until: String?) -> Charter {
            SmallRules.charter(
                SmallRules.charterSource(version: 2, supersedes: 1, until: until, level: 2))
        }
        #expect(RedLines.touched(from: old, to: next(nil)).isEmpty)
        #expect(RedLines.touched(from: old, to: next("2026-04-01")) == ["R1"])
        #expect(
            RedLines.touched(from: next("2026-04-01"), to: next("2026-05-01")).isEmpty)
        #expect(
            RedLines.touched(from: next("2026-05-01"), to: next("2026-04-01")) == ["R1"])
    }

    @Test func `a duty to tell somebody whom nobody can tell does not deploy`() throws {
        let source = SmallRules.charterSource(version: 2, supersedes: 1)
        #expect(NoticeAudience.unreachable(in: SmallRules.charter(source)).isEmpty)
        let vocabulary = SmallRules.vocabularySource.replacing("holder 持有方", with: "insurer 保险机构")
        let index = try #require(VocabularyCompiler.compile(source: Array(vocabulary.utf8)).0)
        let text = source.replacing("notify patient", with: "notify insurer")
        let compiled = CharterCompiler.compile(source: Array(text.utf8), vocabulary: index)
        let charter = try #require(compiled.charter, "\(compiled.diagnostics)").charter
        #expect(NoticeAudience.unreachable(in: charter) == ["insurer"])
    }

    // MARK: consents

    @Test func `holder and witness do not lift a refusal in the patient's own hand`() throws {
        var ledger = try prepared().ledger
        let pair = ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"]
        func attest(_ body: some LedgerAction) -> Refusal? {
            ledger.refusal(body, by: "centre-b", staff: "data", keys: pair)
        }
        func refuse(_ staff: String?, _ keys: [String]) throws -> RecordID {
            let receipt = ledger.run(
                RecordConsent(
                    terms: Samples.consent("p1", permits: false, inOwnHand: staff == nil)),
                by: "centre-b", staff: staff, keys: keys)
            return try RecordID(canonical: receipt.detail)
        }
        let own = try refuse(nil, ["subject/p1"])
        let withdrawal = WithdrawConsent(consent: own, inOwnHand: true)
        #expect(attest(withdrawal) == .signatureMissing)
        #expect(attest(WithdrawConsent(consent: own, inOwnHand: false)) == .signatureMissing)
        for hand in [true, false] {
            let replacing = Samples.consent("p1", supersedes: own, inOwnHand: hand)
            #expect(attest(RecordConsent(terms: replacing)) == .signatureMissing)
        }
        #expect(ledger.refusal(withdrawal, by: "hospital-a", keys: ["subject/p1"]) == nil)
        // What the pair attested, the pair withdraws.
        let attested = try refuse("data", pair)
        #expect(attest(WithdrawConsent(consent: attested, inOwnHand: false)) == nil)
    }

    @Test func `a full list of consents never stands in the way of a refusal`() throws {
        var ledger = try prepared().ledger
        let consent = RecordConsent(terms: Samples.consent("p1"))
        let refusal = RecordConsent(terms: Samples.consent("p1", permits: false))
        for _ in 1..<GovernanceLimits.indexed {
            #expect(ledger.refusal(consent, by: "centre-b", keys: ["subject/p1"]) == nil)
        }
        #expect(ledger.refusal(consent, by: "centre-b", keys: ["subject/p1"]) == .tooMany)
        #expect(ledger.refusal(refusal, by: "centre-b", keys: ["subject/p1"]) == nil)
        // Those that have ended make room.
        ledger.advance(by: .days(101))
        let later = Samples.consent(
            "p1", until: BlockTime(TestConsortium.founded.value + 900 * TestConsortium.day))
        #expect(
            ledger.refusal(RecordConsent(terms: later), by: "centre-b", keys: ["subject/p1"])
                == nil)
    }

    // MARK: floods

    @Test func `one member does not flood the committee`() throws {
        var ledger = try TestLedger.withSmallRules()
        let dispute = OpenCase(type: .dispute)
        let gateway = ["gateway/hospital-a"]
        for _ in 0..<GovernanceLimits.openedCases {
            #expect(ledger.refusal(dispute, by: "hospital-a", keys: gateway) == nil)
        }
        #expect(ledger.refusal(dispute, by: "hospital-a", keys: gateway) == .tooMany)
        #expect(ledger.refusal(dispute, by: "centre-c", keys: ["gateway/centre-c"]) == nil)
        ledger.advance(by: GovernanceLimits.casePeriod)
        #expect(ledger.refusal(dispute, by: "hospital-a", keys: gateway) == nil)
    }

    @Test func `one member does not flood the seats with proposals`() throws {
        var ledger = try TestLedger.withSmallRules()
        let limit = UInt64(GovernanceLimits.openProposals)
        for version in 2...limit + 2 {
            let body = SmallRules.proposal(
                SmallRules.charterSource(version: version, supersedes: 1))
            let expected: Refusal? = version < limit + 2 ? nil : .tooMany
            #expect(ledger.inPerson(body, "hospital-a", "compliance") == expected)
        }
        let other = SmallRules.proposal(SmallRules.charterSource(version: 99, supersedes: 1))
        #expect(ledger.inPerson(other, "centre-b", "compliance") == nil)
    }

    @Test func `an escalated redemption uses the code up`() throws {
        var ledger = try TestLedger.withSmallRules()
        let receipt = ledger.run(
            RegisterAsset(
                description: AssetDescription(
                    kind: .raw, category: .status, level: 4, schema: .zero, content: .zero,
                    rows: 1, members: .subjects([TestConsortium.pseudonym("patient")]),
                    labels: [FieldLabel(field: "glucose", category: .status, level: 4)])),
            by: "centre-b", keys: ["gateway/centre-b"])
        let asset = try RecordID(canonical: receipt.detail)
        let issue = IssueCode(
            grant: nil, subject: TestConsortium.pseudonym("patient"),
            key: TestConsortium.key("code/1").verifyingKey,
            audience: TestConsortium.id("centre-b"), purpose: "research", maximumLevel: 4, uses: 1,
            expires: BlockTime(ledger.time.value + 3_600_000))
        #expect(ledger.refusal(issue, by: "centre-b", keys: ["gateway/centre-b"]) == nil)
        let code = ledger.lastRecord
        let redemption = RedeemCode(
            code: code, request: Samples.request(asset, purpose: "research"))
        let keys = ["code/1", "staff/centre-b/physician"]
        #expect(
            ledger.run(redemption, by: "centre-b", staff: "physician", keys: keys).outcome
                == .escalate)
        #expect(ledger.found(Tables.codes, code)?.usesLeft == 0)
        #expect(
            ledger.refusal(redemption, by: "centre-b", staff: "physician", keys: keys)
                == .codeUsedUp)
    }
}
