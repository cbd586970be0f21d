import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Authorisation codes` {
    static let patient = TestConsortium.pseudonym("patient")

    func code(
        _ ledger: TestLedger, key: String = "code/1", audience: String = "hospital-a",
        purpose: String = "care", level: UInt64 = 3, uses: UInt64 = 2, hours: UInt64 = 24
    ) -> IssueCode {
        IssueCode(
            grant: nil, subject: Self.patient, key: TestConsortium.key(key).verifyingKey,
            audience: TestConsortium.id(audience), purpose: purpose, maximumLevel: level,
            uses: uses, expires: BlockTime(ledger.time.value + hours * 3_600_000))
    }

    func asset(_ level: UInt64, _ ledger: inout TestLedger) throws -> RecordID {
        let receipt = ledger.run(
            RegisterAsset(description: Samples.asset(["patient"], level: level)), by: "centre-b",
            keys: ["gateway/centre-b"])
        return try RecordID(canonical: receipt.detail)
    }

    func issue(_ body: IssueCode, _ ledger: inout TestLedger) -> RecordID {
        #expect(ledger.refusal(body, by: "centre-b", keys: ["subject/patient"]) == nil)
        return ledger.lastRecord
    }

    func redeem(
        _ code: RecordID, _ request: Request, by member: String = "hospital-a",
        keys: [String] = ["code/1"], _ ledger: inout TestLedger
    ) -> Receipt {
        ledger.run(
            RedeemCode(code: code, request: request), by: member, staff: "physician",
            keys: ["staff/\(member)/physician"] + keys)
    }

    @Test func `a code is redeemed as often as it says`() throws {
        var ledger = try TestLedger.withSmallRules()
        let asset = try asset(3, &ledger)
        let id = issue(code(ledger), &ledger)
        #expect(ledger.entries.last?.links.map(\.head) == [.subject(Self.patient)])
        let request = Samples.request(asset)
        #expect(redeem(id, request, &ledger).outcome == .permit)
        #expect(ledger.found(Tables.codes, id)?.usesLeft == 1)
        #expect(redeem(id, request, &ledger).outcome == .permit)
        #expect(redeem(id, request, &ledger).code == Refusal.codeUsedUp.code)
        #expect(ledger.found(Tables.codes, id)?.redemptions.count == 2)
    }

    @Test func `a denied request uses no code up`() throws {
        var ledger = try TestLedger.withSmallRules()
        let asset = try asset(3, &ledger)
        let id = issue(code(ledger), &ledger)
        let denied = Samples.request(asset, action: "train")
        #expect(redeem(id, denied, &ledger).outcome == .deny)
        #expect(ledger.found(Tables.codes, id)?.usesLeft == 2)
    }

    @Test func `a code is worth nothing at its expiry`() throws {
        var ledger = try TestLedger.withSmallRules()
        let asset = try asset(3, &ledger)
        let id = issue(code(ledger), &ledger)
        ledger.advance(by: Milliseconds(24 * 3_600_000 - 1))
        #expect(redeem(id, Samples.request(asset), &ledger).outcome == .permit)
        ledger.advance(by: Milliseconds(1))
        #expect(redeem(id, Samples.request(asset), &ledger).code == Refusal.codeExpired.code)
    }

    @Test func `another audience, purpose, patient or level is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        let asset = try asset(3, &ledger)
        let high = try self.asset(4, &ledger)
        let id = issue(code(ledger), &ledger)
        let request = Samples.request(asset)
        let cases: [(Receipt, Refusal)] = [
            (redeem(id, request, by: "centre-c", &ledger), .codeOtherAudience),
            (redeem(id, Samples.request(asset, purpose: "rescue"), &ledger), .codeOtherPurpose),
            (redeem(id, Samples.request(nil, subject: "refuser"), &ledger), .codeOtherSubject),
            (redeem(id, Samples.request(high), &ledger), .codeLevelTooHigh),
            (redeem(RecordID(.zero), request, &ledger), .unknownCode),
            (redeem(id, request, keys: [], &ledger), .signatureMissing),
        ]
        for (receipt, refusal) in cases {
            #expect(Refusal.named(receipt.code) == refusal)
            #expect(receipt.outcome == .refused)
        }
        #expect(ledger.found(Tables.codes, id)?.usesLeft == 2)
    }

    @Test func `the code's key alone asks for nothing`() throws {
        var ledger = try TestLedger.withSmallRules()
        let asset = try asset(3, &ledger)
        let id = issue(code(ledger), &ledger)
        #expect(
            ledger.refusal(
                RedeemCode(code: id, request: Samples.request(asset)), by: "hospital-a",
                staff: "physician", keys: ["code/1"]) == .signatureMissing)
        // Nor does a gateway ask in the name of a person who has not signed.
        #expect(
            ledger.refusal(
                RedeemCode(code: id, request: Samples.request(asset)), by: "hospital-a",
                staff: "physician", keys: ["code/1", "gateway/hospital-a"]) == .signatureMissing)
        #expect(
            ledger.refusal(
                RedeemCode(code: id, request: Samples.request(asset)), by: "hospital-a",
                keys: ["code/1", "gateway/hospital-a"]) == nil)
    }

    @Test func `the patient or the holder's gateway issues, nobody else`() throws {
        var ledger = try TestLedger.withSmallRules()
        let body = code(ledger)
        #expect(
            ledger.refusal(body, by: "hospital-a", keys: ["gateway/hospital-a"])
                == .signatureMissing)
        #expect(
            ledger.refusal(body, by: "centre-b", keys: ["subject/refuser"]) == .signatureMissing)
        #expect(ledger.refusal(body, by: "centre-b", keys: ["gateway/centre-b"]) == nil)
        #expect(
            ledger.refusal(
                code(ledger, uses: 1), by: "centre-b", keys: ["gateway/centre-b"]) == .keyTaken)
        #expect(
            ledger.refusal(
                code(ledger, key: "code/2", audience: "nobody"), by: "centre-b",
                keys: ["gateway/centre-b"]) == .unknownMember)
        for hours in [0, 30 * 24 + 1] as [UInt64] {
            #expect(
                ledger.refusal(
                    code(ledger, key: "code/2", hours: hours), by: "centre-b",
                    keys: ["gateway/centre-b"]) == .codeMalformed)
        }
        let unknownGrant = IssueCode(
            grant: RecordID(.zero), subject: Self.patient,
            key: TestConsortium.key("code/3").verifyingKey,
            audience: TestConsortium.id("hospital-a"), purpose: "care", maximumLevel: 3, uses: 1,
            expires: BlockTime(ledger.time.value + 1))
        #expect(
            ledger.refusal(unknownGrant, by: "centre-b", keys: ["gateway/centre-b"])
                == .codeOtherGrant)
        for body in [
            code(ledger, level: 0), code(ledger, level: 6), code(ledger, uses: 0),
            code(ledger, uses: 1_001), code(ledger, purpose: ""),
        ] {
            #expect(throws: Refusal.codeMalformed) { try body.validate() }
        }
    }
}
