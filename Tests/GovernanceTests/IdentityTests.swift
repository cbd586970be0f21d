import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Identity` {
    @Test func `the security officer enrols nobody alone`() throws {
        var ledger = TestLedger(try TestConsortium())
        let nurse = TestConsortium.staff("centre-b", "new-nurse", .nurse)
        #expect(
            ledger.refusal(
                EnrolStaff(enrolled: nurse), by: "centre-b", staff: "security",
                keys: ["staff/centre-b/security"]) == .countersignatureMissing)
        #expect(
            ledger.refusal(
                EnrolStaff(enrolled: nurse), by: "centre-b", staff: "security",
                keys: ["staff/centre-b/security", "staff/centre-b/audit"]) == nil)
        #expect(ledger.change.get(Tables.staff, nurse.reference) == nurse)
    }

    @Test func `a role above physician needs the audit officer as every other`() throws {
        var ledger = TestLedger(try TestConsortium())
        let officer = EnrolStaff(
            enrolled: TestConsortium.staff("centre-b", "new-data", .dataOfficer))
        #expect(
            ledger.refusal(
                officer, by: "centre-b", staff: "security", keys: ["staff/centre-b/security"])
                == .countersignatureMissing)
        #expect(
            ledger.refusal(
                officer, by: "centre-b", staff: "security",
                keys: ["staff/centre-b/security", "staff/centre-b/audit"]) == nil)
    }

    @Test func `a member's new gateway key signs from its announced time on`() throws {
        var ledger = TestLedger(try TestConsortium())
        let rotation = RotateKey(
            target: .gateway, newKey: TestConsortium.key("gateway-2/centre-b").verifyingKey,
            effective: BlockTime(ledger.time.value + 60_000))
        #expect(
            ledger.refusal(
                rotation, by: "centre-b", keys: ["gateway/centre-b", "governance/centre-b"]) == nil)
        let before = ledger.change.get(Tables.members, TestConsortium.id("centre-b"))
        #expect(before?.gatewayKey == TestConsortium.key("gateway/centre-b").verifyingKey)
        ledger.advance(by: .minutes(1))
        let after = ledger.change.get(Tables.members, TestConsortium.id("centre-b"))
        #expect(after?.gatewayKey == rotation.newKey)
        let old = TestConsortium.key("gateway/centre-b").verifyingKey.id
        #expect(ledger.change.get(Tables.keys, old)?.retired == ledger.time)
    }

    @Test func `one key of a member is announced at a time`() throws {
        var ledger = TestLedger(try TestConsortium())
        func announce(_ target: RotateKey.Target, _ name: String, after: UInt64) -> Refusal? {
            ledger.refusal(
                RotateKey(
                    target: target, newKey: TestConsortium.key(name).verifyingKey,
                    effective: BlockTime(ledger.time.value + after)), by: "centre-b",
                keys: ["gateway/centre-b", "governance/centre-b"])
        }
        #expect(announce(.gateway, "gateway-2/centre-b", after: 60_000) == nil)
        #expect(announce(.gateway, "gateway-3/centre-b", after: 90_000) == .rotationPending)
        #expect(announce(.governance, "governance-2/centre-b", after: 120_000) == nil)
        ledger.advance(by: .minutes(1))
        let refusal = ledger.refusal(
            RotateKey(
                target: .gateway, newKey: TestConsortium.key("gateway-3/centre-b").verifyingKey,
                effective: BlockTime(ledger.time.value + 60_000)), by: "centre-b",
            keys: ["gateway-2/centre-b", "governance/centre-b"])
        #expect(refusal == nil)
    }

    @Test func `a key is never enrolled twice`() throws {
        var ledger = TestLedger(try TestConsortium())
        var nurse = TestConsortium.staff("centre-b", "new-nurse", .nurse)
        nurse.key = TestConsortium.key("staff/hospital-a/nurse").verifyingKey
        #expect(
            ledger.refusal(
                EnrolStaff(enrolled: nurse), by: "centre-b", staff: "security",
                keys: ["staff/centre-b/security", "staff/centre-b/audit"]) == .keyTaken)
    }

    @Test func `a refused transaction leaves nothing but its id`() throws {
        var ledger = TestLedger(try TestConsortium())
        let receipt = ledger.run(
            Suspend(target: .member(TestConsortium.id("centre-c"))), by: "hospital-a",
            keys: ["governance/hospital-a"])
        #expect(receipt.outcome == .refused)
        #expect(receipt.code == Refusal.quorumMissing.code)
        #expect(ledger.change.reader.settledWrites.map(\.key.first) == [0x73])
    }
}
