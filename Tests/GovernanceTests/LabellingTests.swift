import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// One officer lowers nothing: neither later nor by registering the same again.
@Suite struct `Labels are lowered by two` {
    private static let alone = ["gateway/centre-b", "staff/centre-b/data"]
    private static let two = alone + ["staff/centre-b/clerk"]

    private func asset(
        _ members: AssetMembers, kind: AssetKind = .raw, level: UInt64 = 3,
        category: DataCategory = .status, tags: [String] = [], from sources: [RecordID] = [],
        fields: [String] = ["glucose"]
    ) -> RegisterAsset {
        RegisterAsset(
            description: AssetDescription(
                kind: kind, category: category, level: level, schema: .zero, content: .zero,
                rows: 1, derivedFrom: sources, members: members,
                labels: fields.map {
                    FieldLabel(field: $0, category: category, level: level, tags: tags)
                }))
    }

    private func patient(_ name: String = "p1") -> AssetMembers {
        .subjects([TestConsortium.pseudonym(name)])
    }

    /// What one officer hears, with the gateway's signature, named and not; nil if they may.
    private func alone(_ body: RegisterAsset, _ ledger: TestLedger) -> Refusal? {
        var (named, unnamed) = (ledger, ledger)
        let refusal = named.refusal(body, by: "centre-b", staff: "data", keys: Self.alone)
        #expect(unnamed.refusal(body, by: "centre-b", keys: Self.alone) == refusal)
        return refusal
    }

    @Test func `a field is registered below its level elsewhere by two persons`() throws {
        var ledger = try Samples.ledger(TestConsortium()).ledger
        let lower = asset(patient(), level: 2)
        #expect(alone(lower, ledger) == .countersignatureMissing)
        #expect(alone(asset(patient(), level: 3), ledger) == nil)
        #expect(alone(asset(patient(), level: 5), ledger) == nil)
        // Of another patient nothing is known yet.
        #expect(alone(asset(patient("p2"), level: 2), ledger) == nil)
        #expect(
            ledger.refusal(lower, by: "centre-b", staff: "clerk", keys: Self.two) == nil)
    }

    @Test func `another category, or no quasi-identifier any more, is a lowering`() throws {
        var ledger = try Samples.ledger(TestConsortium()).ledger
        #expect(
            alone(asset(patient(), category: .resources), ledger) == .countersignatureMissing)
        let quasi = asset(
            patient(), tags: [FieldLabel.quasiIdentifier], fields: ["birth_year"])
        #expect(ledger.refusal(quasi, by: "centre-b", keys: Self.alone) == nil)
        #expect(
            alone(asset(patient(), fields: ["birth_year"]), ledger) == .countersignatureMissing)
        #expect(alone(quasi, ledger) == nil)
        let relabelled = LabelAsset(
            asset: ledger.lastRecord,
            label: FieldLabel(
                field: "birth_year", category: .attributes, level: 5,
                tags: [FieldLabel.quasiIdentifier]))
        #expect(
            ledger.refusal(relabelled, by: "centre-b", staff: "data", keys: Self.alone)
                == .countersignatureMissing)
    }

    @Test func `nobody's data, and a cohort's low labels, are registered by two persons`() throws {
        var ledger = try Samples.ledger(TestConsortium()).ledger
        for level in [1, 4, 5] as [UInt64] {
            #expect(alone(asset(.nobody, level: level), ledger) == .countersignatureMissing)
        }
        #expect(alone(asset(.cohort(.zero), level: 3), ledger) == .countersignatureMissing)
        #expect(alone(asset(.cohort(.zero), level: 4), ledger) == nil)
        #expect(
            ledger.refusal(
                asset(.nobody), by: "centre-b", staff: "clerk", keys: Self.two) == nil)
    }

    @Test func `what is made of data is below them by two persons`() throws {
        var ledger = try Samples.ledger(TestConsortium()).ledger
        #expect(
            ledger.refusal(
                asset(patient("p2"), level: 5), by: "centre-b", keys: Self.alone) == nil)
        let source = ledger.lastRecord
        let derived = asset(.cohort(.zero), kind: .deidentified, level: 4, from: [source])
        #expect(alone(derived, ledger) == .countersignatureMissing)
        // A field without a label counts as level 4, which is below 5.
        let silent = asset(.cohort(.zero), level: 4, from: [source], fields: ["hba1c"])
        #expect(alone(silent, ledger) == .countersignatureMissing)
    }

    @Test func `a request has the highest level of its patient's data sets`() throws {
        var ledger = try Samples.ledger(TestConsortium()).ledger
        func level(_ asset: RecordID?) throws -> UInt64 {
            var reader = ledger.change.reader
            let request = Samples.request(asset, subject: "p1")
            let actor = Actor(
                member: TestConsortium.id("hospital-a"), staff: StaffID("physician"))
            return try RequestScene(request, by: actor, &reader).use.labels.level
        }
        let first = ledger.lastRecord
        #expect(try level(first) == 3)
        #expect(
            ledger.refusal(asset(patient(), level: 5), by: "centre-b", keys: Self.alone) == nil)
        let second = ledger.lastRecord
        #expect(try level(first) == 5)
        #expect(try level(nil) == 5)
        // What was de-identified by two has its own level.
        let plain = asset(patient(), kind: .deidentified, level: 2)
        #expect(ledger.refusal(plain, by: "centre-b", staff: "clerk", keys: Self.two) == nil)
        #expect(try level(ledger.lastRecord) == 2)
        // A label that goes takes its level along.
        let lower = LabelAsset(
            asset: second, label: FieldLabel(field: "glucose", category: .status, level: 3))
        #expect(ledger.refusal(lower, by: "centre-b", staff: "clerk", keys: Self.two) == nil)
        #expect(try level(first) == 3)
    }

    @Test func `a field that only another data set labels stays unlabelled`() throws {
        var ledger = try Samples.ledger(TestConsortium()).ledger
        let other = asset(patient(), level: 5, fields: ["hiv_status"])
        #expect(ledger.refusal(other, by: "centre-b", keys: Self.alone) == nil)
        let summary = LabelSummary(
            fields: ["hiv_status"], labels: [],
            elsewhere: [FieldLabel(field: "hiv_status", category: .status, level: 5)])
        #expect(summary.level == 5)
        #expect(summary.hasUnknown)
    }
}
