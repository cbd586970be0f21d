import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Consent for a use` {
    private let start = TestConsortium.founded

    private func use(
        _ purpose: String = "care", after days: UInt64 = 1, level: UInt64 = 3,
        category: DataCategory = .status, by asker: String = "hospital-a"
    ) -> RequestedUse {
        RequestedUse(
            asker: TestConsortium.id(asker), action: "read", purpose: purpose, fields: ["glucose"],
            labels: LabelSummary(
                fields: ["glucose"],
                labels: [FieldLabel(field: "glucose", category: category, level: level)]),
            time: BlockTime(start.value + days * TestConsortium.day))
    }

    private func consent(
        permits: Bool = true, state: ConsentState = .active, purposes: [String] = ["care"],
        categories: [DataCategory] = [], level: UInt64 = 3, audiences: [String] = [],
        days: UInt64 = 10
    ) -> Consent {
        Consent(
            id: RecordID(.zero), holder: TestConsortium.id("centre-b"),
            terms: ConsentTerms(
                about: .subject(TestConsortium.pseudonym("p1")), permits: permits,
                scope: ConsentScope(
                    purposes: purposes, categories: categories, maximumLevel: level,
                    audiences: audiences.map(TestConsortium.id), notBefore: start,
                    notAfter: BlockTime(start.value + days * TestConsortium.day)),
                notice: .zero, isSeparate: false, document: .zero),
            recorded: start, state: state)
    }

    @Test func `covers its purpose, level, category, audience and time, and nothing else`() {
        #expect(ConsentStanding([consent()], for: use()) == .valid)
        #expect(ConsentStanding([], for: use()) == .none)
        #expect(ConsentStanding([consent()], for: use("research")) == .none)
        #expect(ConsentStanding([consent()], for: use(level: 4)) == .none)
        #expect(ConsentStanding([consent(categories: [.payment])], for: use()) == .none)
        #expect(ConsentStanding([consent(audiences: ["centre-c"])], for: use()) == .none)
        #expect(ConsentStanding([consent()], for: use(after: 10)) == .expired)
        #expect(ConsentStanding([consent()], for: use(after: 9)) == .valid)
        #expect(ConsentStanding([consent(state: .withdrawn)], for: use()) == .withdrawn)
    }

    @Test func `a refusal wins over every permission that it touches`() {
        let refusal = consent(permits: false)
        #expect(ConsentStanding([consent(), refusal], for: use()) == .withdrawn)
        #expect(ConsentStanding([refusal, consent()], for: use()) == .withdrawn)
        let elsewhere = consent(permits: false, purposes: ["research"])
        #expect(ConsentStanding([consent(), elsewhere], for: use()) == .valid)
        let other = consent(permits: false, categories: [.payment])
        #expect(ConsentStanding([consent(), other], for: use()) == .valid)
    }

    @Test func `a superseded consent says nothing, permission or refusal`() {
        let gone = consent(permits: false, state: .superseded)
        #expect(ConsentStanding([gone, consent()], for: use()) == .valid)
        #expect(ConsentStanding([consent(state: .superseded)], for: use()) == .none)
    }

    @Test func `a newer valid consent outweighs one that was withdrawn`() {
        let list = [consent(state: .withdrawn), consent()]
        #expect(ConsentStanding(list, for: use()) == .valid)
    }
}

@Suite struct `Labels of fields` {
    private func label(_ field: String, _ level: UInt64, quasi: Bool = false) -> FieldLabel {
        FieldLabel(
            field: field, category: .status, level: level,
            tags: quasi ? [FieldLabel.quasiIdentifier] : [])
    }

    @Test func `the level of a record is the maximum of its fields`() {
        let labels = [label("a", 1), label("b", 3)]
        #expect(LabelSummary(fields: ["a"], labels: labels).level == 1)
        #expect(LabelSummary(fields: ["a", "b"], labels: labels).level == 3)
    }

    @Test func `a field without a label counts as level 4`() {
        let summary = LabelSummary(fields: ["a", "c"], labels: [label("a", 1)])
        #expect(summary.level == 4)
        #expect(summary.hasUnknown)
        #expect(LabelSummary(fields: ["a", "c"], labels: [label("a", 5)]).level == 5)
    }

    @Test func `two quasi-identifiers raise 2 to 3`() {
        let labels = [label("a", 2, quasi: true), label("b", 2, quasi: true), label("c", 2)]
        #expect(LabelSummary(fields: ["a", "c"], labels: labels).level == 2)
        #expect(LabelSummary(fields: ["a", "b"], labels: labels).level == 3)
    }

    @Test func `an asset without fields asked for is at least level 1`() {
        #expect(LabelSummary(fields: [], labels: []).level == 1)
    }
}
