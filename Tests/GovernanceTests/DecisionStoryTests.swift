import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Steps 2 to 6 of the story that every release must play, under the example charters.
@Suite struct `The diabetes consortium` {
    private func prepared() throws -> Samples.Prepared {
        var prepared = Samples.ledger(try TestRules.consortium())
        prepared.ledger.run(
            RecordConsent(terms: Samples.consent("p1")), by: "centre-b", keys: ["subject/p1"])
        return prepared
    }

    private func grant(
        _ asset: RecordID, uses: UInt64 = 2, days: UInt64 = 90, denied: [String] = [],
        supersedes: RecordID? = nil
    ) -> TakeTransition {
        Samples.grant(
            asset, patient: "p1", holder: "centre-b",
            until: BlockTime(TestConsortium.founded.value + days * TestConsortium.day),
            uses: uses, denied: denied, supersedes: supersedes)
    }

    private let parties = ["gateway/centre-b", "gateway/hospital-a"]

    @discardableResult
    private func ask(
        _ prepared: inout Samples.Prepared, _ request: Request, staff: String = "data",
        by member: String = "hospital-a"
    ) throws -> (receipt: Receipt, decision: Decision) {
        let receipt = prepared.ledger.run(
            request, by: member, staff: staff, keys: ["staff/\(member)/\(staff)"])
        return (receipt, try Decision(canonical: receipt.detail))
    }

    private func training(_ asset: RecordID, fields: [String] = ["glucose"]) -> Request {
        Samples.request(
            asset, action: "train", purpose: "research", fields: fields, output: "parameters")
    }

    @Test func `federated training inside a grant is permitted with duties and their basis`()
        throws
    {
        var prepared = try prepared()
        let opened = prepared.ledger.run(
            grant(prepared.assetID), by: "centre-b", keys: parties)
        #expect(opened.outcome == .accepted, "\(opened.code)")
        let (receipt, decision) = try ask(&prepared, training(prepared.assetID))
        #expect(receipt.outcome == .permit)
        #expect(receipt.code == .none)
        #expect(decision.ruling.reasons.map(\.rule) == ["R3"])
        #expect(decision.ruling.reasons.first?.basis.first?.law == "PIPL")
        #expect(decision.ruling.obligations.encrypt && decision.ruling.obligations.count)
        let grantID = try RecordID(canonical: opened.detail)
        #expect(decision.grant == grantID)
        #expect(prepared.ledger.change.get(Tables.records, grantID)?.used == 1)
        #expect(receipt.reads == decision.inputs.digest(suite: TestConsortium.suite))
    }

    @Test func `the last counted use ends a grant, whoever asks next`() throws {
        var prepared = try prepared()
        prepared.ledger.run(
            grant(prepared.assetID, uses: 1), by: "centre-b", keys: parties)
        #expect(try ask(&prepared, training(prepared.assetID)).receipt.outcome == .permit)
        #expect(try ask(&prepared, training(prepared.assetID)).receipt.outcome == .deny)
    }

    @Test func `home address across the domain is denied by a red line`() throws {
        var prepared = try prepared()
        prepared.ledger.run(grant(prepared.assetID), by: "centre-b", keys: parties)
        let (receipt, decision) = try ask(
            &prepared, training(prepared.assetID, fields: ["glucose", "home_address"]))
        #expect(receipt.outcome == .deny)
        #expect(decision.ruling.reasons.map(\.rule).contains("R1"))
        #expect(decision.ruling.reasons.map(\.rule).contains("B1"))
        #expect(decision.ruling.reasons.contains { $0.isRedLine })
    }

    @Test func `after the withdrawal, submitted by another member, the next request is denied`()
        throws
    {
        var prepared = try prepared()
        prepared.ledger.run(grant(prepared.assetID), by: "centre-b", keys: parties)
        let consents = prepared.ledger.change.get(
            Tables.consentsOfSubject, TestConsortium.pseudonym("p1"))
        let id = try #require(consents?.elements.first)
        #expect(try ask(&prepared, training(prepared.assetID)).receipt.outcome == .permit)
        let withdrawal = prepared.ledger.run(
            WithdrawConsent(consent: id, inOwnHand: true), by: "research-r", keys: ["subject/p1"])
        #expect(withdrawal.outcome == .accepted)
        let (receipt, decision) = try ask(&prepared, training(prepared.assetID))
        #expect(receipt.outcome == .deny)
        #expect(decision.ruling.reasons.map(\.rule) == ["R4"])
    }

    @Test func `level 4 for research goes to the committee`() throws {
        var prepared = try prepared()
        let raise = LabelAsset(
            asset: prepared.assetID,
            label: FieldLabel(field: "glucose", category: .status, level: 4))
        #expect(
            prepared.ledger.refusal(raise, by: "centre-b", keys: ["gateway/centre-b"]) == nil)
        let (receipt, decision) = try ask(&prepared, training(prepared.assetID))
        #expect(receipt.outcome == .escalate)
        #expect(decision.ruling.reasons.map(\.rule) == ["R7"])
        #expect(decision.ruling.escalation?.party == "committee")
    }

    @Test func `a research body has no grade, and its requests are judged all the same`() throws {
        var prepared = try prepared()
        let (_, decision) = try ask(&prepared, training(prepared.assetID), by: "research-r")
        #expect(!decision.ruling.isMalformed)
        #expect(
            decision.inputs.facts.first { $0.attribute == "actor.tier" }?.value
                == .member("none"))
        let (receipt, _) = try ask(
            &prepared, training(prepared.assetID, fields: ["medication"]), by: "research-r")
        #expect(receipt.outcome == .escalate)
    }

    @Test func `an unlabelled field counts as level 4`() throws {
        var prepared = try prepared()
        let (receipt, decision) = try ask(
            &prepared, training(prepared.assetID, fields: ["glucose", "medication"]))
        #expect(receipt.outcome == .escalate)
        #expect(
            decision.inputs.facts.first { $0.attribute == "data.level" }?.value == .integer(4))
    }

    @Test func `a word that a vocabulary lacks is a recorded denial`() throws {
        var prepared = try prepared()
        let (receipt, decision) = try ask(
            &prepared, Samples.request(prepared.assetID, purpose: "astrology"))
        #expect(receipt.outcome == .deny)
        #expect(receipt.code == Refusal.requestMalformed.code)
        #expect(decision.ruling.isMalformed)
    }

    @Test func `a revoked grant gives nothing`() throws {
        var prepared = try prepared()
        let opened = prepared.ledger.run(grant(prepared.assetID), by: "centre-b", keys: parties)
        let id = try RecordID(canonical: opened.detail)
        let revoke = TakeTransition(target: .record(id), transition: "revoke")
        #expect(
            prepared.ledger.refusal(revoke, by: "court-q", keys: ["gateway/court-q"])
                == .partyMissing)
        #expect(
            prepared.ledger.refusal(revoke, by: "regulator-g", keys: ["gateway/regulator-g"])
                == nil)
        #expect(
            prepared.ledger.refusal(revoke, by: "hospital-a", keys: ["subject/p1"])
                == .wrongState)
        #expect(try ask(&prepared, training(prepared.assetID)).receipt.outcome == .deny)
    }

    @Test func `a grant needs every party, its guard, and terms that say what its fields say`()
        throws
    {
        var prepared = try prepared()
        let open = grant(prepared.assetID)
        #expect(
            prepared.ledger.refusal(open, by: "centre-b", keys: ["gateway/centre-b"])
                == .partyMissing)
        #expect(
            prepared.ledger.refusal(
                grant(prepared.assetID, days: 200), by: "centre-b", keys: parties) == .guardFails)
        guard case .new(let record) = open.target, let terms = record.terms else { return }
        let longer = GrantTerms(
            assets: terms.assets, holder: terms.holder, grantees: terms.grantees,
            purposes: terms.purposes, actions: terms.actions, maximumLevel: terms.maximumLevel,
            notBefore: terms.notBefore, notAfter: BlockTime(terms.notAfter.value + 1),
            maximumUses: terms.maximumUses)
        let differing = TakeTransition(
            target: .new(
                NewRecord(
                    charter: record.charter, type: record.type, fields: record.fields,
                    terms: longer)), transition: "open")
        #expect(
            prepared.ledger.refusal(differing, by: "centre-b", keys: parties) == .termsDiffer)
    }

    @Test func `a grant lapses at its end, at block start`() throws {
        var prepared = try prepared()
        let opened = prepared.ledger.run(
            grant(prepared.assetID, days: 3), by: "centre-b", keys: parties)
        let id = try RecordID(canonical: opened.detail)
        prepared.ledger.advance(by: .days(2))
        #expect(prepared.ledger.change.get(Tables.records, id)?.state == "active")
        prepared.ledger.advance(by: .days(1))
        #expect(prepared.ledger.change.get(Tables.records, id)?.state == "expired")
    }

    @Test func `a denied field wins until a later grant supersedes the denial`() throws {
        var prepared = try prepared()
        prepared.ledger.run(grant(prepared.assetID), by: "centre-b", keys: parties)
        let denying = prepared.ledger.run(
            grant(prepared.assetID, denied: ["glucose"]), by: "centre-b", keys: parties)
        #expect(try ask(&prepared, training(prepared.assetID)).receipt.outcome == .deny)
        #expect(
            try ask(&prepared, training(prepared.assetID, fields: ["hba1c"])).receipt.outcome
                == .permit)
        let later = grant(
            prepared.assetID, supersedes: try RecordID(canonical: denying.detail))
        #expect(prepared.ledger.refusal(later, by: "centre-b", keys: parties) == nil)
        #expect(try ask(&prepared, training(prepared.assetID)).receipt.outcome == .permit)
    }

    @Test func `two of three committee members lift a waivable rule`() throws {
        var prepared = try prepared()
        prepared.ledger.run(grant(prepared.assetID), by: "centre-b", keys: parties)
        let raw = Samples.request(
            prepared.assetID, action: "train", purpose: "research", output: "raw")
        #expect(try ask(&prepared, raw).decision.ruling.reasons.map(\.rule) == ["R2"])
        func waive(_ rule: String = "R2", days: Int64 = 30) -> TakeTransition {
            let until = TestConsortium.founded.signed + days * Int64(TestConsortium.day)
            return TakeTransition(
                target: .new(
                    NewRecord(
                        charter: "diabetes_consortium", type: "Waiver",
                        fields: [
                            NamedField(name: "rule", value: .text(rule)),
                            NamedField(name: "until", value: .fact(.instant(until))),
                        ])), transition: "waive")
        }
        let ethics = "staff/centre-b/committee"
        let two = [ethics, "staff/court-q/committee"]
        func refusal(_ step: TakeTransition, by member: String, _ keys: [String]) -> Refusal? {
            prepared.ledger.refusal(step, by: member, keys: keys)
        }
        #expect(refusal(waive(), by: "hospital-a", [ethics]) == .partyMissing)
        // Whoever hands it in chooses no judge by it: the parties are those whom the record names.
        var other = prepared.ledger
        #expect(other.refusal(waive(), by: "court-q", keys: two) == nil)
        // As with an exemption by a case: a known rule that may be waived, for 90 days at most.
        #expect(refusal(waive("R99"), by: "hospital-a", two) == .unknownRule)
        #expect(refusal(waive("R1"), by: "hospital-a", two) == .ruleNotWaivable)
        #expect(refusal(waive(days: 91), by: "hospital-a", two) == .waiverTooLong)
        #expect(refusal(waive(), by: "hospital-a", two) == nil)
        #expect(try ask(&prepared, raw).receipt.outcome == .permit)
        prepared.ledger.advance(by: .days(31))
        #expect(try ask(&prepared, raw).decision.ruling.reasons.map(\.rule) == ["R2"])
    }

    @Test func `a release needs its duties and a request that would still be permitted`() throws {
        var prepared = try prepared()
        prepared.ledger.run(grant(prepared.assetID, uses: 1), by: "centre-b", keys: parties)
        prepared.ledger.run(
            training(prepared.assetID), by: "hospital-a", staff: "data",
            keys: ["staff/hospital-a/data"])
        let permit = RecordID(prepared.ledger.entries.last!.transaction.id)
        func release(encrypted: Bool) -> Release {
            Release(permit: permit, payload: .zero, masks: [], isEncrypted: encrypted)
        }
        let gateway = ["gateway/centre-b"]
        #expect(
            prepared.ledger.refusal(release(encrypted: false), by: "centre-b", keys: gateway)
                == .obligationOpen)
        #expect(
            prepared.ledger.refusal(
                release(encrypted: true), by: "hospital-a", keys: ["gateway/hospital-a"])
                == .notHolder)
        let acknowledge = Acknowledge(permit: permit, payload: .zero)
        let receiver = ["gateway/hospital-a"]
        #expect(
            prepared.ledger.refusal(acknowledge, by: "hospital-a", keys: receiver)
                == .nothingReleased)
        #expect(
            prepared.ledger.refusal(release(encrypted: true), by: "centre-b", keys: gateway)
                == nil)
        #expect(
            prepared.ledger.refusal(acknowledge, by: "centre-b", keys: gateway) == .notReceiver)
        // An acknowledgement names what arrived.
        let other = Acknowledge(permit: permit, payload: TestConsortium.suite.hash([1]))
        #expect(
            prepared.ledger.refusal(other, by: "hospital-a", keys: receiver) == .otherPayload)
        #expect(prepared.ledger.refusal(acknowledge, by: "hospital-a", keys: receiver) == nil)
        let consents = prepared.ledger.change.get(
            Tables.consentsOfSubject, TestConsortium.pseudonym("p1"))
        prepared.ledger.run(
            WithdrawConsent(consent: consents!.elements[0], inOwnHand: true), by: "hospital-a",
            keys: ["subject/p1"])
        #expect(
            prepared.ledger.refusal(release(encrypted: true), by: "centre-b", keys: gateway)
                == .noLongerPermitted)
    }

    @Test func `entries on an asset are in its chain and in the chains of its subjects`() throws {
        var prepared = try prepared()
        try ask(&prepared, training(prepared.assetID))
        let links = prepared.ledger.entries.last!.links
        #expect(
            links.map(\.head) == [
                .subject(TestConsortium.pseudonym("p1")), .asset(prepared.assetID),
            ])
        // Registration, asset, consent, request.
        #expect(links.map(\.sequence) == [4, 2])
    }
}
