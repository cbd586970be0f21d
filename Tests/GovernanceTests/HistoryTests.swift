import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Who adds to the history of a patient or data set, and in what words.
@Suite struct `Additions to a history` {
    private func prepared() throws -> Samples.Prepared {
        Samples.ledger(try TestRules.consortium())
    }

    private func anchor(_ head: HeadID?) -> AnchorDigest {
        AnchorDigest(what: .exhibit, digest: TestConsortium.suite.hash([7]), head: head)
    }

    @Test func `nobody anchors to a patient or data set with which they have nothing to do`() throws
    {
        var prepared = try prepared()
        let patient = HeadID.subject(TestConsortium.pseudonym("p1"))
        for head in [patient, .asset(prepared.assetID)] {
            let seal = SealExport(
                head: head, file: TestConsortium.suite.hash([8]), upTo: Height(0),
                recipient: .zero)
            for (member, expected) in [
                ("centre-b", nil), ("regulator-g", nil), ("court-q", nil),
                ("hospital-a", Refusal.anchorUnrelated), ("research-r", .anchorUnrelated),
            ] as [(String, Refusal?)] {
                let keys = ["gateway/\(member)"]
                #expect(
                    prepared.ledger.refusal(anchor(head), by: member, keys: keys) == expected)
                // Refused, it is no part of the history either.
                #expect(prepared.ledger.entries.last?.links.isEmpty == (expected != nil))
                #expect(prepared.ledger.refusal(seal, by: member, keys: keys) == expected)
            }
        }
        #expect(
            prepared.ledger.refusal(
                anchor(nil), by: "research-r", keys: ["gateway/research-r"]) == nil)
        let unknown = HeadID.subject(TestConsortium.pseudonym("nobody"))
        #expect(
            prepared.ledger.refusal(anchor(unknown), by: "court-q", keys: ["gateway/court-q"])
                == .unknownSubject)
    }

    @Test func `a grant, or an override that is open, is a relation`() throws {
        var prepared = try prepared()
        let until = BlockTime(TestConsortium.founded.value + 90 * TestConsortium.day)
        let grant = Samples.grant(
            prepared.assetID, patient: "p1", holder: "centre-b", until: until, uses: 1)
        #expect(
            prepared.ledger.refusal(
                grant, by: "centre-b", keys: ["gateway/centre-b", "gateway/hospital-a"]) == nil)
        #expect(
            prepared.ledger.refusal(
                anchor(.asset(prepared.assetID)), by: "hospital-a", keys: ["gateway/hospital-a"])
                == nil)
        var ledger = try TestLedger.withSmallRules()
        let patient = HeadID.subject(TestConsortium.pseudonym("patient"))
        let physician = ["staff/hospital-a/physician"]
        func added() -> Refusal? {
            ledger.refusal(
                anchor(patient), by: "hospital-a", staff: "physician", keys: physician)
        }
        #expect(added() == .anchorUnrelated)
        let tests = `Overrides`()
        #expect(tests.declare(tests.declaration(ledger), &ledger) == nil)
        #expect(added() == nil)
        ledger.advance(by: .hours(7))
        #expect(added() == .anchorUnrelated)
    }

    @Test func `no words about a person fit into labels, rights, grants and records`() throws {
        for words in ["张三 13800138000", "Zhang San", "a\nb", String(repeating: "x", count: 65)] {
            #expect(!Names.isCode(words))
            let label = FieldLabel(field: "glucose", category: .status, level: 3, rule: words)
            #expect(throws: Refusal.labelMalformed) { try label.validate() }
            let authority = FieldLabel(
                field: "glucose", category: .status, level: 3, authority: words)
            #expect(throws: Refusal.labelMalformed) { try authority.validate() }
            let right = Right(
                asset: RecordID(.zero), right: .use, grantee: TestConsortium.id("hospital-a"),
                basis: words, scope: .zero, from: BlockTime(1))
            #expect(throws: Refusal.rightMalformed) { try RegisterRight(right: right).validate() }
            let terms = GrantTerms(
                assets: [RecordID(.zero)], holder: TestConsortium.id("centre-b"),
                grantees: [TestConsortium.id("hospital-a")], purposes: ["care"],
                actions: ["read"], maximumLevel: 3, notBefore: BlockTime(1),
                notAfter: BlockTime(2), maximumUses: 1, ethicsApproval: words)
            #expect(throws: Refusal.termsMalformed) { try terms.validate() }
        }
        for code in ["glucose@3", "GB/T-39725-2020", "contract-7-of-2026", "IRB:2026#4"] {
            #expect(Names.isCode(code))
        }
        #expect(!Names.isCode(""))
    }
}
