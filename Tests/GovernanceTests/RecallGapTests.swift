import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Rules under which a grant gives what it says, and what limits of time come to.
private enum GrantRules {
    private static let vocabulary = """
        vocabulary test_v1
        type Action 操作 { read 读取, train 联邦训练 }
        type Purpose 用途 { care 诊疗, research 科研, rescue 急救 }
        type Field 字段 { glucose 血糖, phone 电话, home_address 家庭住址 }
        type Role 角色 { holder 持有方, patient 患者, regulator 监管机构, committee 独立委员会 }
        type Consent 同意状态 { valid 有效, expired 已过期, withdrawn 已撤回, none 未取得 }
        attr request.action 请求.操作 : Action from request
        attr request.purpose 请求.用途 : Purpose from request
        attr consent.state 同意.状态 : Consent from consent
        attr grant.active 授权.生效中 : bool from grant
        attr now 现在 : instant from chain
        law PIPL 个人信息保护法 74

        """
    private static let head = """
        charter consortium version 1
        use vocabulary test_v1
        effective 2026-03-01 zone +00:00
        budget 2000


        """
    /// With a grant as it is; without one masked.
    static let masked =
        head + """
            rule R1 "With a grant"
              basis PIPL art 13
              permit
              when consent.state is valid and grant.active
              require log

            rule R2 "Without one, masked"
              basis PIPL art 13
              permit
              when consent.state is valid and not grant.active
              require mask phone redact

            """
    /// With a grant alone; one may begin by itself.
    static let alone =
        head + """
            rule R1 "With a grant"
              basis PIPL art 13
              permit
              when grant.active
              require log

            record Grant { since : instant }
              states proposed -> waiting, waiting -> active, active -> revoked

            transition open on Grant
              basis PIPL art 13
              from proposed to waiting by any regulator

            transition revoke on Grant
              basis PIPL art 15
              from active to revoked by any regulator

            timeout start on Grant from waiting to active when now >= since

            """

    /// Puts them in force.
    static func enforce(
        _ source: String, _ ledger: inout TestLedger
    ) throws -> ActiveCharter {
        let suite = TestConsortium.suite
        let (words, faults) = VocabularyCompiler.compile(source: Array(vocabulary.utf8))
        let compiled = try #require(words, "\(faults)")
        let found = CharterCompiler.compile(source: Array(source.utf8), vocabulary: compiled)
        let charter = try #require(found.charter, "\(found.diagnostics)").charter
        let active = ActiveCharter(
            id: charter.id, version: charter.version, digest: charter.digest(suite),
            vocabulary: compiled.digest(suite))
        ledger.change.put(
            Tables.vocabularyTexts, compiled.digest(suite), ByteString(compiled.canonicalBytes))
        ledger.change.put(
            Tables.charterTexts, charter.digest(suite), ByteString(charter.canonicalBytes))
        ledger.change.put(
            Tables.rules,
            RulesInForce(
                vocabularies: [
                    ActiveVocabulary(id: compiled.id, digest: compiled.digest(suite))
                ], charters: [active]))
        ledger.change.settle()
        ledger.advance(by: .seconds(1))
        return active
    }

    /// A grant for hospital A to read for care, as its charter would have written it.
    static func grant(
        _ name: String, of charter: ActiveCharter, assets: [RecordID] = [],
        subjects: [String] = [], data: DataPeriod = .all, denied: [String] = [],
        supersedes: RecordID? = nil, since: BlockTime? = nil, _ ledger: inout TestLedger
    ) -> DeclaredRecord {
        let record = DeclaredRecord(
            id: RecordID(TestConsortium.suite.hash(Array(name.utf8))), charter: charter,
            type: "Grant", state: since == nil ? GrantTerms.activeState : "waiting",
            fields: [.instant((since ?? TestConsortium.founded).signed)],
            terms: GrantTerms(
                assets: assets, subjects: subjects.map { TestConsortium.pseudonym($0) },
                holder: TestConsortium.id("centre-b"),
                grantees: [TestConsortium.id("hospital-a")], purposes: ["care"],
                actions: ["read"], maximumLevel: 4, dataFrom: data.from, dataUntil: data.until,
                notBefore: TestConsortium.founded,
                notAfter: BlockTime(TestConsortium.founded.value + 90 * TestConsortium.day),
                maximumUses: 5, deniedFields: denied, supersedes: supersedes),
            created: TestConsortium.founded)
        RecordRegister.index(record, &ledger.change)
        RecordRegister.store(record, &ledger.change)
        RecordRegister.recall(record, before: nil, &ledger.change)
        ledger.change.settle()
        return record
    }
}

private func days(_ from: UInt64?, _ until: UInt64?) -> DataPeriod {
    func moment(_ day: UInt64) -> BlockTime { BlockTime(day * TestConsortium.day) }
    return DataPeriod(from: from.map(moment), until: until.map(moment))
}

@Suite struct `Limits of consents and grants together` {
    @Test func `what is permitted without a grant keeps the limit of the consent`() throws {
        var prepared = Samples.ledger(try TestConsortium())
        let charter = try GrantRules.enforce(GrantRules.masked, &prepared.ledger)
        let consent = prepared.ledger.run(
            RecordConsent(terms: Samples.consent("p1", data: days(10, 20))), by: "centre-b",
            keys: ["subject/p1"])
        #expect(consent.outcome == .accepted, "\(consent.code)")
        _ = GrantRules.grant(
            "apart", of: charter, assets: [prepared.assetID], data: days(30, 40),
            &prepared.ledger)
        let receipt = prepared.ledger.run(
            Samples.request(prepared.assetID), by: "hospital-a", staff: "physician",
            keys: ["staff/hospital-a/physician"])
        let decision = try Decision(canonical: receipt.detail)
        #expect(decision.outcome == .permit && decision.grant == nil)
        #expect(!decision.ruling.obligations.masks.isEmpty)
        #expect(decision.dataLimit == DataPeriods([days(10, 20)]))
    }

    @Test(arguments: [true, false])
    func `a grant with a limit hides no other that reaches all`(isFirst: Bool) throws {
        var prepared = Samples.ledger(try TestRules.consortium())
        let consent = prepared.ledger.run(
            RecordConsent(terms: Samples.consent("p1")), by: "centre-b", keys: ["subject/p1"])
        #expect(consent.outcome == .accepted)
        for data in isFirst ? [days(10, 20), .all] : [.all, days(10, 20)] {
            let step = Samples.grant(
                prepared.assetID, patient: "p1", holder: "centre-b",
                until: BlockTime(TestConsortium.founded.value + 90 * TestConsortium.day),
                uses: 1, data: data)
            let opened = prepared.ledger.run(
                step, by: "centre-b", keys: ["gateway/centre-b", "gateway/hospital-a"])
            #expect(opened.outcome == .accepted)
        }
        // Once the wide one is used up, the other is left, with its limit.
        for limit in [nil, DataPeriods([days(10, 20)])] {
            let receipt = prepared.ledger.run(
                Samples.request(
                    prepared.assetID, action: "train", purpose: "research",
                    output: "parameters"),
                by: "hospital-a", staff: "physician", keys: ["staff/hospital-a/physician"])
            let decision = try Decision(canonical: receipt.detail)
            #expect(decision.outcome == .permit)
            #expect(decision.dataLimit == limit)
        }
    }
}

/// Source: docs/internals/decisions/0039-receipts-of-a-withdrawal.md.
@Suite struct `What ends a right without a withdrawal of all` {
    private static let attested = [
        "gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse",
    ]

    private func withdrawAttested(_ consent: RecordID, _ ledger: inout RecallLedger) {
        #expect(
            ledger.prepared.ledger.refusal(
                WithdrawConsent(consent: consent, inOwnHand: false), by: "centre-b",
                staff: "data", keys: Self.attested) == nil)
    }

    @Test func `a consent that reaches data of fewer times calls back, a wider one does not`()
        throws
    {
        var ledger = try RecallLedger()
        let first = try ledger.consent(Samples.consent("p1", data: days(10, 20)))
        let permit = try ledger.given()
        let wider = try ledger.consent(
            Samples.consent("p1", supersedes: first, data: days(5, 30)))
        #expect(ledger.recall(permit) == nil)
        _ = try ledger.consent(Samples.consent("p1", supersedes: wider, data: days(15, 30)))
        #expect(ledger.recall(permit)?.occasion == .superseded)
        #expect(ledger.recall(permit)?.withdrawal == wider)
    }

    @Test func `a label that was raised later hides nothing from an attested withdrawal`() throws {
        var ledger = try RecallLedger()
        let first = try ledger.consent(Samples.consent("p1"))
        let permit = try ledger.given()
        let receipt = ledger.prepared.ledger.run(
            RegisterAsset(description: Samples.asset(["p1"], level: 5)), by: "centre-b",
            keys: ["gateway/centre-b"])
        #expect(receipt.outcome == .accepted)
        withdrawAttested(first, &ledger)
        #expect(ledger.recall(permit)?.withdrawal == first)
    }

    @Test func `what was withheld and arrives after a withdrawal is owed an answer`() throws {
        var ledger = try RecallLedger()
        let first = try ledger.consent(Samples.consent("p1"))
        let permit = try ledger.given(arrives: false)
        #expect(
            ledger.prepared.ledger.refusal(
                EgressBlock(permit: permit, reason: 6064, report: .zero), by: "centre-b",
                keys: ["gateway/centre-b"]) == nil)
        #expect(ledger.withdraw(first) == nil)
        #expect(ledger.answer(permit, .notReceived) == nil)
        #expect(ledger.open().isEmpty)
        ledger.acknowledge(permit)
        #expect(ledger.recall(permit)?.state == .due)
        #expect(ledger.open() == [permit])
        #expect(ledger.answer(permit, .notReceived) == .wasReceived)
    }

    @Test func `a permit that is not known was not "never received"`() throws {
        var ledger = try RecallLedger()
        let first = try ledger.consent(Samples.consent("p1"))
        let permit = try ledger.given()
        #expect(ledger.withdraw(first) == nil)
        ledger.prepared.ledger.change.delete(Tables.permits, permit)
        #expect(ledger.answer(permit, .notReceived) != nil)
        #expect(ledger.recall(permit)?.state == .due)
    }

    @Test func `a ruling that is turned round calls back what was released on it`() throws {
        var ledger = try TestLedger.withSmallRules(level: 5)
        let (ruling, request) = try Cases().escalated(&ledger)
        let asked = ledger.lastRecord
        #expect(ledger.vote(.approve, ruling, by: "court-q") == nil)
        #expect(ledger.vote(.approve, ruling, by: "research-r") == nil)
        let gateway = ["gateway/hospital-a"]
        let release = Release(permit: asked, payload: .zero, masks: [], isEncrypted: true)
        #expect(ledger.refusal(release, by: "hospital-a", keys: gateway) == nil)
        let arrived = Acknowledge(permit: asked, payload: .zero)
        #expect(ledger.refusal(arrived, by: "hospital-a", keys: gateway) == nil)
        // An appeal that is upheld does this.
        let ruled = try #require(ledger.found(Tables.cases, ruling))
        CaseEffects.run(ruled, isApproved: false, &ledger.change)
        ledger.change.settle()
        let recall = try #require(ledger.found(Tables.recalls, asked))
        #expect(recall.withdrawal == ruling && recall.occasion == .revoked)
        #expect(ledger.listed(Tables.openRecalls, TestConsortium.id("hospital-a")) == [asked])
        let asset = try #require(request.asset)
        #expect(ledger.listed(Tables.holdings, .asset(asset)).isEmpty)
        let permit = try #require(ledger.found(Tables.permits, asked))
        #expect(permit.expires <= ledger.time)
        func answer(_ outcome: WithdrawalOutcome) -> Refusal? {
            ledger.refusal(
                AnswerWithdrawal(
                    permit: asked, withdrawal: ruling, outcome: outcome, note: .zero),
                by: "hospital-a", keys: gateway)
        }
        #expect(answer(.notReceived) == .wasReceived)
        #expect(answer(.deleted) == nil)
    }

    @Test func `a grant that begins by itself replaces and denies as one that is opened`() throws {
        var ledger = try RecallLedger()
        let charter = try GrantRules.enforce(GrantRules.alone, &ledger.prepared.ledger)
        let asset = ledger.prepared.assetID
        let old = GrantRules.grant(
            "old", of: charter, assets: [asset], &ledger.prepared.ledger)
        let permit = ledger.permit(Samples.request(asset), by: "hospital-a", "physician")
        ledger.release(permit)
        let since = BlockTime(ledger.prepared.ledger.time.value + 2 * TestConsortium.day)
        let new = GrantRules.grant(
            "new", of: charter, assets: [asset], denied: ["glucose"], supersedes: old.id,
            since: since, &ledger.prepared.ledger)
        ledger.prepared.ledger.advance(by: .days(1))
        #expect(ledger.recall(permit) == nil)
        ledger.prepared.ledger.advance(by: .days(1))
        #expect(ledger.prepared.ledger.found(Tables.records, new.id)?.isActiveGrant == true)
        #expect(ledger.recall(permit)?.occasion == .superseded)
        #expect(ledger.recall(permit)?.withdrawal == old.id)
    }

    @Test func `a grant that denies a field is looked for under all names of its patient`() throws {
        var ledger = try RecallLedger()
        let charter = try GrantRules.enforce(GrantRules.alone, &ledger.prepared.ledger)
        let names = ["p1", "p2"].map { TestConsortium.pseudonym($0) }.sorted()
        #expect(
            ledger.prepared.ledger.refusal(
                MergeSubjects(
                    .merge(names[0], names[1]), check: .zero,
                    auditOfficer: TestConsortium.person("centre-b", "audit")),
                by: "centre-b", staff: "data",
                keys: ["staff/centre-b/data", "staff/centre-b/audit"]) == nil)
        _ = GrantRules.grant("given", of: charter, subjects: ["p2"], &ledger.prepared.ledger)
        let permit = ledger.permit(
            Samples.request(nil, subject: "p2"), by: "hospital-a", "physician")
        ledger.release(permit)
        let denial = GrantRules.grant(
            "denied", of: charter, subjects: ["p1"], denied: ["glucose"],
            &ledger.prepared.ledger)
        #expect(ledger.recall(permit)?.withdrawal == denial.id)
        #expect(ledger.recall(permit)?.occasion == .refused)
    }

    @Test func `a consent of other fields calls nothing back, also where nobody can decide`() throws
    {
        var ledger = try RecallLedger()
        let whole = try ledger.consent(Samples.consent("p1", fields: ["glucose"]))
        let other = try ledger.consent(Samples.consent("p1", fields: ["hba1c"]))
        let permit = try ledger.given()
        // Who asked is not there any more.
        ledger.prepared.ledger.change.delete(Tables.members, TestConsortium.id("hospital-a"))
        #expect(ledger.withdraw(other) == nil)
        #expect(ledger.recall(permit) == nil)
        #expect(ledger.withdraw(whole) == nil)
        #expect(ledger.recall(permit)?.withdrawal == whole)
    }
}
