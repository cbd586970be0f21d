import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// A ledger with a patient of B's, to whose data hospital A's physician has been given something.
struct RecallLedger {
    var prepared: Samples.Prepared
    static let patient = TestConsortium.pseudonym("p1")

    init() throws {
        prepared = Samples.ledger(try TestRules.consortium())
    }

    mutating func consent(_ terms: ConsentTerms) throws -> RecordID {
        let receipt = prepared.ledger.run(
            RecordConsent(terms: terms), by: "centre-b", keys: ["subject/p1"])
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        return try RecordID(canonical: receipt.detail)
    }

    @discardableResult
    mutating func withdraw(_ consent: RecordID) -> Refusal? {
        prepared.ledger.refusal(
            WithdrawConsent(consent: consent, inOwnHand: true), by: "research-r",
            keys: ["subject/p1"])
    }

    mutating func permit(_ request: Request, by member: String, _ staff: String) -> RecordID {
        let receipt = prepared.ledger.run(
            request, by: member, staff: staff, keys: ["staff/\(member)/\(staff)"])
        #expect(receipt.outcome == .permit, "\(receipt.code)")
        return RecordID(prepared.ledger.entries.last!.transaction.id)
    }

    /// A physician reads for care; it is released, and unless told otherwise acknowledged.
    mutating func given(
        to member: String = "hospital-a", field: String = "glucose", arrives: Bool = true
    ) throws -> RecordID {
        let permit = permit(
            Samples.request(nil, subject: "p1", fields: [field]), by: member, "physician")
        release(permit)
        if arrives { acknowledge(permit, by: member) }
        return permit
    }

    mutating func release(_ permit: RecordID) {
        let release = Release(permit: permit, payload: .zero, masks: [], isEncrypted: true)
        #expect(
            prepared.ledger.refusal(release, by: "centre-b", keys: ["gateway/centre-b"]) == nil)
    }

    mutating func acknowledge(_ permit: RecordID, by member: String = "hospital-a") {
        let acknowledge = Acknowledge(permit: permit, payload: .zero)
        #expect(
            prepared.ledger.refusal(acknowledge, by: member, keys: ["gateway/\(member)"]) == nil)
    }

    func recall(_ permit: RecordID) -> Recall? { prepared.ledger.found(Tables.recalls, permit) }

    mutating func answer(
        _ permit: RecordID, _ outcome: WithdrawalOutcome, _ reason: KeepingReason? = nil,
        withdrawal: RecordID? = nil, by member: String = "hospital-a", staff: String? = nil,
        keys: [String] = ["gateway/hospital-a"]
    ) -> Refusal? {
        let found = withdrawal ?? recall(permit)?.withdrawal ?? RecordID(.zero)
        return prepared.ledger.refusal(
            AnswerWithdrawal(
                permit: permit, withdrawal: found, outcome: outcome, reason: reason, note: .zero),
            by: member, staff: staff, keys: keys)
    }

    func open(_ member: String = "hospital-a") -> [RecordID] {
        prepared.ledger.listed(Tables.openRecalls, TestConsortium.id(member))
    }

    func holdings() -> [RecordID] {
        prepared.ledger.listed(Tables.holdings, .subject(Self.patient))
    }
}

/// Source: docs/internals/decisions/0039-receipts-of-a-withdrawal.md.
@Suite struct `What a withdrawal asks of receivers` {
    @Test func `each receiver whose use it covered owes an answer, and nobody else`() throws {
        var ledger = try RecallLedger()
        let consent = try ledger.consent(Samples.consent("p1"))
        let one = try ledger.given()
        let two = try ledger.given(to: "centre-c")
        #expect(ledger.holdings() == [one, two])
        #expect(ledger.withdraw(consent) == nil)
        for (permit, member) in [(one, "hospital-a"), (two, "centre-c")] {
            let recall = try #require(ledger.recall(permit))
            #expect(recall.receiver == TestConsortium.id(member))
            #expect(recall.withdrawal == consent && recall.occasion == .withdrawn)
            #expect(recall.state == .due)
            #expect(recall.due.since(recall.created) == GovernanceLimits.recallAnswer)
            #expect(ledger.open(member) == [permit])
        }
        #expect(ledger.holdings().isEmpty)
        #expect(ledger.open("research-r").isEmpty)
    }

    @Test func `what another consent still covers is not called back`() throws {
        var ledger = try RecallLedger()
        let first = try ledger.consent(Samples.consent("p1"))
        _ = try ledger.consent(Samples.consent("p1", inOwnHand: true))
        let permit = try ledger.given()
        // In own hand it would bind the other consent, too: agreed to again, it stands.
        #expect(
            ledger.prepared.ledger.refusal(
                WithdrawConsent(consent: first, inOwnHand: false), by: "centre-b", staff: "data",
                keys: ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"]) == nil)
        #expect(ledger.recall(permit) == nil)
        #expect(ledger.holdings() == [permit])
    }

    @Test func `what a consent is superseded by decides what is called back`() throws {
        var ledger = try RecallLedger()
        let first = try ledger.consent(Samples.consent("p1"))
        let one = try ledger.given()
        let two = try ledger.given(to: "centre-c")
        _ = try ledger.consent(
            Samples.consent("p1", supersedes: first, audiences: ["hospital-a"]))
        #expect(ledger.recall(one) == nil)
        #expect(ledger.recall(two)?.occasion == .superseded)
        #expect(ledger.recall(two)?.withdrawal == first)
    }

    @Test func `a refusal calls back what it touches, from its first day`() throws {
        var ledger = try RecallLedger()
        _ = try ledger.consent(Samples.consent("p1"))
        let permit = try ledger.given()
        let start = BlockTime(ledger.prepared.ledger.time.value + 2 * TestConsortium.day)
        let refusal = ConsentTerms(
            about: .subject(RecallLedger.patient), permits: false,
            scope: ConsentScope(
                purposes: ["care"], maximumLevel: 1, notBefore: start,
                notAfter: BlockTime(start.value + TestConsortium.day)),
            notice: .zero, isSeparate: false, document: .zero, inOwnHand: true)
        let id = try ledger.consent(refusal)
        ledger.prepared.ledger.advance(by: .days(1))
        #expect(ledger.recall(permit) == nil)
        ledger.prepared.ledger.advance(by: .days(1))
        #expect(ledger.recall(permit)?.withdrawal == id)
        #expect(ledger.recall(permit)?.occasion == .refused)
    }

    @Test func `a refusal that was taken back before its first day calls nothing back`() throws {
        var ledger = try RecallLedger()
        _ = try ledger.consent(Samples.consent("p1"))
        let permit = try ledger.given()
        let start = BlockTime(ledger.prepared.ledger.time.value + 2 * TestConsortium.day)
        let id = try ledger.consent(
            ConsentTerms(
                about: .subject(RecallLedger.patient), permits: false,
                scope: ConsentScope(
                    purposes: ["care"], maximumLevel: 5, notBefore: start,
                    notAfter: BlockTime(start.value + TestConsortium.day)),
                notice: .zero, isSeparate: false, document: .zero, inOwnHand: true))
        #expect(ledger.withdraw(id) == nil)
        ledger.prepared.ledger.advance(by: .days(2))
        #expect(ledger.recall(permit) == nil)
    }

    @Test func `a grant that is revoked calls back what rested on it`() throws {
        var ledger = try RecallLedger()
        _ = try ledger.consent(Samples.consent("p1"))
        let care = try ledger.given()
        let asset = ledger.prepared.assetID
        let opened = ledger.prepared.ledger.run(
            Samples.grant(
                asset, patient: "p1", holder: "centre-b",
                until: BlockTime(TestConsortium.founded.value + 90 * TestConsortium.day), uses: 9),
            by: "centre-b", keys: ["gateway/centre-b", "gateway/hospital-a"])
        let grant = try RecordID(canonical: opened.detail)
        let permit = ledger.permit(
            Samples.request(
                asset, action: "train", purpose: "research", output: "parameters"),
            by: "hospital-a", "data")
        ledger.release(permit)
        let revoke = TakeTransition(target: .record(grant), transition: "revoke")
        #expect(
            ledger.prepared.ledger.refusal(
                revoke, by: "regulator-g", keys: ["gateway/regulator-g"]) == nil)
        let recall = try #require(ledger.recall(permit))
        #expect(recall.withdrawal == grant && recall.occasion == .revoked)
        #expect(ledger.recall(care) == nil)
        // It stands in the lists of the patient and of the data set.
        #expect(
            ledger.prepared.ledger.listed(Tables.recallsOfHead, .subject(RecallLedger.patient))
                == [permit])
        #expect(ledger.prepared.ledger.listed(Tables.recallsOfHead, .asset(asset)) == [permit])
    }

    @Test func `a block looks at a few permits, and the next goes on`() throws {
        var ledger = try RecallLedger()
        let consent = try ledger.consent(Samples.consent("p1"))
        var permits: [RecordID] = []
        for _ in 0..<(3 * GovernanceLimits.recallStep + 2) { permits.append(try ledger.given()) }
        // Not all are touched: what is passed over stays, and is not looked at for ever.
        _ = try ledger.consent(Samples.consent("p1", audiences: ["centre-c"]))
        let kept = try ledger.given(to: "centre-c", field: "hba1c")
        #expect(
            ledger.prepared.ledger.refusal(
                WithdrawConsent(consent: consent, inOwnHand: false), by: "centre-b",
                staff: "data",
                keys: ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"]) == nil)
        #expect(ledger.open().count == GovernanceLimits.recallStep)
        ledger.prepared.ledger.advance(by: Milliseconds(1_000))
        #expect(ledger.open().count == 2 * GovernanceLimits.recallStep)
        for _ in 0..<3 { ledger.prepared.ledger.advance(by: Milliseconds(1_000)) }
        #expect(ledger.open() == permits)
        #expect(ledger.holdings() == [kept])
    }
}

@Suite struct `A receiver's answer` {
    private func called() throws -> (RecallLedger, RecordID) {
        var ledger = try RecallLedger()
        let consent = try ledger.consent(Samples.consent("p1"))
        let permit = try ledger.given()
        ledger.withdraw(consent)
        return (ledger, permit)
    }

    @Test func `that it deleted is its gateway's word alone`() throws {
        var (ledger, permit) = try called()
        #expect(
            ledger.answer(permit, .deleted, by: "centre-b", keys: ["gateway/centre-b"])
                == .notReceiver)
        #expect(ledger.answer(permit, .deleted, withdrawal: permit) == .otherWithdrawal)
        #expect(ledger.answer(RecordID(.zero), .deleted) == .unknownRecall)
        #expect(ledger.answer(permit, .notReceived) == .wasReceived)
        #expect(ledger.answer(permit, .deleted) == nil)
        let recall = try #require(ledger.recall(permit))
        #expect(recall.state == .deleted && recall.answer != nil && !recall.isLate)
        #expect(ledger.open().isEmpty)
        #expect(ledger.answer(permit, .deleted) == .recallAnswered)
        // It stands in the patient's history.
        #expect(
            ledger.prepared.ledger.entries.last?.links.map(\.head)
                == [.subject(RecallLedger.patient)])
    }

    @Test func `that it keeps is a person's, with a reason`() throws {
        var (ledger, permit) = try called()
        let gateway = "gateway/hospital-a"
        #expect(ledger.answer(permit, .kept, .medicalRecord) == .staffMissing)
        #expect(
            ledger.answer(
                permit, .kept, .medicalRecord, staff: "nurse",
                keys: [gateway, "staff/hospital-a/nurse"]) == .roleMissing)
        let both = [gateway, "staff/hospital-a/data"]
        #expect(
            ledger.answer(
                permit, .kept, .medicalRecord, staff: "data", keys: ["staff/hospital-a/data"])
                == .signatureMissing)
        #expect(ledger.answer(permit, .kept, .medicalRecord, staff: "data", keys: both) == nil)
        #expect(ledger.recall(permit)?.state == .kept)
        #expect(ledger.recall(permit)?.reason == .medicalRecord)
        // Once the law lets go of it, it is deleted, and that is said, too.
        #expect(ledger.answer(permit, .deleted) == nil)
        #expect(ledger.recall(permit)?.state == .deleted)
        #expect(ledger.recall(permit)?.reason == nil)
    }

    @Test func `names a reason exactly where something is kept`() {
        func form(_ outcome: WithdrawalOutcome, _ reason: KeepingReason?) -> Refusal? {
            do throws(Refusal) {
                try AnswerWithdrawal(
                    permit: RecordID(.zero), withdrawal: RecordID(.zero), outcome: outcome,
                    reason: reason, note: .zero
                ).validate()
                return nil
            } catch {
                return error
            }
        }
        #expect(form(.kept, nil) == .answerMalformed)
        #expect(form(.deleted, .courtOrder) == .answerMalformed)
        #expect(form(.notReceived, .courtOrder) == .answerMalformed)
        for reason in KeepingReason.allCases {
            #expect(form(.kept, reason) == nil)
            #expect(KeepingReason(name: reason.name) == reason)
        }
    }

    @Test func `is late after its deadline, and counts all the same`() throws {
        var (ledger, permit) = try called()
        ledger.prepared.ledger.advance(by: GovernanceLimits.recallAnswer)
        #expect(ledger.recall(permit)?.state == .overdue)
        #expect(ledger.open() == [permit])
        #expect(ledger.answer(permit, .deleted) == nil)
        #expect(ledger.recall(permit)?.state == .deleted)
        #expect(ledger.recall(permit)?.isLate == true)
    }

    @Test func `of what never left is the holder's word or the receiver's, until it arrives`()
        throws
    {
        var ledger = try RecallLedger()
        let consent = try ledger.consent(Samples.consent("p1"))
        let one = try ledger.given(arrives: false)
        let two = try ledger.given(arrives: false)
        ledger.withdraw(consent)
        #expect(ledger.open() == [one, two])
        #expect(
            ledger.prepared.ledger.refusal(
                EgressBlock(permit: one, reason: 3552, report: .zero), by: "centre-b",
                keys: ["gateway/centre-b"]) == nil)
        #expect(ledger.recall(one)?.state == .notReceived)
        #expect(ledger.recall(one)?.answer == nil)
        #expect(ledger.answer(two, .notReceived) == nil)
        #expect(ledger.open().isEmpty)
        // What had arrived all the same is owed an answer.
        ledger.acknowledge(one)
        #expect(ledger.recall(one)?.state == .due)
        #expect(ledger.open() == [one])
        #expect(ledger.answer(one, .notReceived) == .wasReceived)
        #expect(ledger.answer(one, .deleted) == nil)
    }
}

@Suite struct `Recalls against a naive reference` {
    /// Courses of consents, releases and withdrawals: what was released is held or called back, each
    /// once; what is not permitted any more since the patient took it back is called back; and what
    /// is permitted by a consent that never ended is not.
    @Test(arguments: UInt64(1)...12) func `reach whom they should`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var ledger = try RecallLedger()
        var consents: [RecordID] = []
        var released: [RecordID] = []
        let members = ["hospital-a", "centre-c"]
        var called: Set<RecordID> = []
        /// What is called back is not permitted at that moment.
        func judge() throws {
            for permit in members.flatMap({ ledger.open($0) })
            where called.insert(permit).inserted {
                #expect(try !isPermitted(permit, ledger), "seed \(seed)")
            }
        }
        for _ in 0..<40 {
            switch random.below(5) {
            case 0:
                consents.append(
                    try ledger.consent(
                        Samples.consent(
                            "p1", purposes: ["care"], permits: !random.oneIn(6),
                            supersedes: nil,
                            audiences: random.oneIn(2) ? [members[random.below(2)]] : [])))
            case 1 where !consents.isEmpty:
                ledger.withdraw(consents.remove(at: random.below(consents.count)))
            default:
                let member = members[random.below(2)]
                let receipt = ledger.prepared.ledger.run(
                    Samples.request(nil, subject: "p1"), by: member, staff: "physician",
                    keys: ["staff/\(member)/physician"])
                guard receipt.outcome == .permit else { continue }
                let permit = RecordID(ledger.prepared.ledger.entries.last!.transaction.id)
                ledger.release(permit)
                released.append(permit)
            }
            try judge()
            if random.oneIn(4) { ledger.prepared.ledger.advance(by: Milliseconds(1_000)) }
            try judge()
        }
        for _ in 0..<12 {
            ledger.prepared.ledger.advance(by: Milliseconds(1_000))
            try judge()
        }
        let held = ledger.holdings()
        #expect(called.isDisjoint(with: held), "seed \(seed)")
        #expect(called.union(held) == Set(released), "seed \(seed)")
        #expect(held.count + called.count == released.count, "seed \(seed)")
        for permit in held {
            #expect(try isPermitted(permit, ledger), "seed \(seed)")
        }
    }

    private func isPermitted(_ permit: RecordID, _ ledger: RecallLedger) throws -> Bool {
        let record = try #require(ledger.prepared.ledger.found(Tables.permits, permit))
        var reader = ledger.prepared.ledger.change.reader
        return try Deciding.decide(record.request, by: record.actor, &reader)
            .decision.outcome == .permit
    }
}
