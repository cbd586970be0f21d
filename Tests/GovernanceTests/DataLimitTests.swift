import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Parts that people sign (fields, actions, a period of the data) under the example charters.
@Suite struct `Limits that people sign` {
    private static let parties = ["gateway/centre-b", "gateway/hospital-a"]

    private func ledger(_ consents: ConsentTerms...) throws -> Samples.Prepared {
        var prepared = Samples.ledger(try TestRules.consortium())
        for terms in consents { agree(terms, &prepared) }
        return prepared
    }

    @discardableResult
    private func agree(_ terms: ConsentTerms, _ prepared: inout Samples.Prepared) -> RecordID {
        let receipt = prepared.ledger.run(
            RecordConsent(terms: terms), by: "centre-b", keys: ["subject/p1"])
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        return (try? RecordID(canonical: receipt.detail)) ?? RecordID(.zero)
    }

    private func open(_ prepared: inout Samples.Prepared, _ change: (RecordID) -> TakeTransition) {
        let receipt = prepared.ledger.run(
            change(prepared.assetID), by: "centre-b", keys: Self.parties)
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
    }

    private func grant(
        _ asset: RecordID, fields: [String] = [], data: DataPeriod = .all
    ) -> TakeTransition {
        Samples.grant(
            asset, patient: "p1", holder: "centre-b",
            until: BlockTime(TestConsortium.founded.value + 90 * TestConsortium.day), uses: 5,
            fields: fields, data: data)
    }

    private func ask(
        _ prepared: inout Samples.Prepared, _ action: String = "read", purpose: String = "care",
        fields: [String] = ["glucose"], staff: String = "physician"
    ) throws -> (id: RecordID, decision: Decision) {
        let isTraining = action == "train"
        let receipt = prepared.ledger.run(
            Samples.request(
                prepared.assetID, action: action, purpose: isTraining ? "research" : purpose,
                fields: fields, output: isTraining ? "parameters" : "raw"),
            by: "hospital-a", staff: staff, keys: ["staff/hospital-a/\(staff)"])
        return (prepared.ledger.lastRecord, try Decision(canonical: receipt.detail))
    }

    private func days(_ from: UInt64?, _ until: UInt64?) -> DataPeriod {
        func moment(_ day: UInt64) -> BlockTime { BlockTime(day * TestConsortium.day) }
        return DataPeriod(from: from.map(moment), until: until.map(moment))
    }

    @Test func `a consent of some fields reaches no others, and of some actions no others`() throws
    {
        var prepared = try ledger(Samples.consent("p1", fields: ["glucose"], actions: ["read"]))
        #expect(try ask(&prepared).decision.outcome == .permit)
        #expect(try ask(&prepared, fields: ["glucose", "hba1c"]).decision.outcome == .deny)
        open(&prepared) { grant($0) }
        #expect(try ask(&prepared, "train").decision.outcome == .deny)
        agree(Samples.consent("p1", actions: ["train"]), &prepared)
        #expect(try ask(&prepared, "train").decision.outcome == .permit)
    }

    @Test func `a refusal of a field or an action closes whatever has it, and nothing else`() throws
    {
        var prepared = try ledger(
            Samples.consent("p1"), Samples.consent("p1", permits: false, fields: ["hba1c"]))
        #expect(try ask(&prepared).decision.outcome == .permit)
        #expect(try ask(&prepared, fields: ["glucose", "hba1c"]).decision.outcome == .deny)
        open(&prepared) { grant($0) }
        #expect(try ask(&prepared, "train").decision.outcome == .permit)
        agree(Samples.consent("p1", permits: false, until: nil, actions: ["train"]), &prepared)
        #expect(try ask(&prepared, "train").decision.outcome == .deny)
        #expect(try ask(&prepared).decision.outcome == .permit)
    }

    @Test func `a refusal of a period closes what names none`() throws {
        var prepared = try ledger(
            Samples.consent("p1"), Samples.consent("p1", permits: false, data: days(10, 20)))
        #expect(try ask(&prepared).decision.outcome == .deny)
    }

    @Test func `a period is a limit of the permit, and of the record that the gateway reads`()
        throws
    {
        var prepared = try ledger(Samples.consent("p1", data: days(10, 20)))
        let (id, decision) = try ask(&prepared)
        #expect(decision.outcome == .permit)
        #expect(decision.dataLimit == DataPeriods([days(10, 20)]))
        let found = prepared.ledger.change.get(Tables.permits, id)
        let permit = try #require(found)
        #expect(permit.dataLimit == decision.dataLimit)
        #expect(try PermitRecord(canonical: permit.canonicalBytes) == permit)
    }

    @Test func `consents in force add up; one without a period needs no limit`() throws {
        var prepared = try ledger(
            Samples.consent("p1", data: days(10, 20)), Samples.consent("p1", data: days(30, nil)))
        #expect(
            try ask(&prepared).decision.dataLimit == DataPeriods([days(10, 20), days(30, nil)]))
        let whole = agree(Samples.consent("p1"), &prepared)
        #expect(try ask(&prepared).decision.dataLimit == nil)
        prepared.ledger.run(
            WithdrawConsent(consent: whole, inOwnHand: true), by: "centre-b", keys: ["subject/p1"])
        #expect(try ask(&prepared).decision.dataLimit?.spans.count == 2)
    }

    @Test func `consent and grant both hold, and where they have nothing in common nobody gets it`()
        throws
    {
        var prepared = try ledger(Samples.consent("p1", data: days(10, 20)))
        open(&prepared) { grant($0, data: days(15, 40)) }
        let both = try ask(&prepared, "train").decision
        #expect(both.outcome == .permit)
        #expect(both.dataLimit == DataPeriods([days(15, 20)]))
        // The grant does not bind what rests on the consent alone.
        #expect(try ask(&prepared).decision.dataLimit == DataPeriods([days(10, 20)]))

        var apart = try ledger(Samples.consent("p1", data: days(10, 20)))
        open(&apart) { grant($0, data: days(20, 40)) }
        let neither = try ask(&apart, "train").decision
        #expect(neither.outcome == .deny)
        #expect(neither.dataLimit == nil && neither.grant == nil)
        #expect(
            neither.inputs.facts.first { $0.attribute == "grant.active" }?.value == .flag(false))
    }

    @Test func `a grant of some fields reaches no others`() throws {
        var prepared = try ledger(Samples.consent("p1"))
        open(&prepared) { grant($0, fields: ["glucose"]) }
        #expect(try ask(&prepared, "train").decision.outcome == .permit)
        #expect(
            try ask(&prepared, "train", fields: ["glucose", "hba1c"]).decision.outcome == .deny)
    }

    @Test func `who limited a consent is not worse off in an emergency than who gave none`() throws
    {
        var prepared = try ledger(Samples.consent("p1", data: days(10, 20)))
        let limited = try ask(&prepared, purpose: "rescue").decision
        #expect(limited.dataLimit == DataPeriods([days(10, 20)]) && !limited.ruling.isEmergency)
        let declared = DeclareOverride(
            OverrideDeclaration(
                scope: OverrideScope(
                    holder: TestConsortium.id("centre-b"),
                    subject: TestConsortium.pseudonym("p1"), asset: nil, fields: ["glucose"],
                    purpose: "rescue"), reason: .unconscious,
                expires: BlockTime(prepared.ledger.time.value + 3_600_000), approver: nil,
                isCosigned: false))
        let receipt = prepared.ledger.run(
            declared, committing: "coma", by: "hospital-a", staff: "physician",
            keys: ["staff/hospital-a/physician"])
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        let whole = try ask(&prepared, purpose: "rescue").decision
        #expect(whole.outcome == .permit && whole.ruling.isEmergency)
        #expect(whole.dataLimit == nil && whole.override != nil)
        // Somebody else rests on no override.
        let other = try ask(&prepared, purpose: "rescue", staff: "physician-2").decision
        #expect(other.dataLimit == DataPeriods([days(10, 20)]))
    }

    @Test
    func `what others attest does not go beyond what was taken back in own hand, part or not`()
        throws
    {
        var prepared = try ledger()
        let id = agree(Samples.consent("p1", fields: ["glucose"]), &prepared)
        prepared.ledger.run(
            WithdrawConsent(consent: id, inOwnHand: true), by: "centre-b", keys: ["subject/p1"])
        let pair = ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"]
        func attested(_ terms: ConsentTerms) -> Refusal? {
            prepared.ledger.refusal(
                RecordConsent(terms: terms), by: "centre-b", staff: "data", keys: pair)
        }
        let other = Samples.consent("p1", inOwnHand: false)
        #expect(attested(other) == .signatureMissing)
        // A part that is agreed to again stands by that word, and lends others nothing.
        agree(Samples.consent("p1", fields: ["glucose"], data: days(10, 20)), &prepared)
        #expect(try ask(&prepared).decision.dataLimit == DataPeriods([days(10, 20)]))
        #expect(attested(other) == .signatureMissing)
        agree(Samples.consent("p1"), &prepared)
        #expect(attested(other) == nil)
    }
}
