import CanonicalCoding
import Execution
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Admission of transactions` {
    let consortium: TestConsortium
    let now = BlockTime(TestConsortium.founded.value + 1_000)
    init() throws { consortium = try TestConsortium() }

    private func transaction(
        suite: CryptoSuite = .ed25519SHA256, chain: ChainID? = nil, member: String = "court-q",
        staff: String? = nil, validFor: Int64 = 3_600_000, payload: [UInt8]? = nil
    ) -> Transaction {
        Transaction(
            suite: suite, chain: chain ?? consortium.state.chain, kind: .anchor,
            member: MemberID(member)!, staff: staff.map { StaffID($0)! },
            nonce: [UInt8](repeating: 7, count: 16),
            validUntil: BlockTime(UInt64(Int64(now.value) + validFor)),
            payload: payload ?? AnchorDigest(what: .exhibit, digest: .zero).payload())
    }

    private func refusal(_ transaction: Transaction, keys: [String] = ["gateway/court-q"])
        -> Refusal?
    {
        Admission.check(
            SignedTransaction(transaction, signedBy: keys.map(TestConsortium.key)),
            consortium.state, now: now)
    }

    @Test func `takes what is in form and signed by a known key`() {
        #expect(refusal(transaction()) == nil)
        #expect(refusal(transaction(), keys: ["gateway/court-q", "staff/court-q/judge"]) != nil)
    }

    @Test func `refuses a foreign chain, strangers and times out of range`() {
        #expect(refusal(transaction(chain: ChainID(.zero))) == .wrongChain)
        #expect(refusal(transaction(member: "nobody")) == .unknownMember)
        #expect(refusal(transaction(staff: "nobody")) == .unknownStaff)
        #expect(refusal(transaction(validFor: -1)) == .expired)
        #expect(refusal(transaction(validFor: 0)) == nil)
        #expect(refusal(transaction(validFor: 86_400_000)) == nil)
        #expect(refusal(transaction(validFor: 86_400_001)) == .validTooLong)
    }

    @Test func `refuses missing, unknown and wrong signatures`() {
        #expect(refusal(transaction(), keys: []) == .unsigned)
        #expect(refusal(transaction(), keys: ["a stranger's"]) == .signatureUnknown)
        let good = SignedTransaction(
            transaction(), signedBy: [TestConsortium.key("gateway/court-q")])
        let other = SignedTransaction(
            transaction(validFor: 1), signedBy: [TestConsortium.key("gateway/court-q")])
        let swapped = SignedTransaction(good.transaction, signatures: other.signatures)
        #expect(Admission.check(swapped, consortium.state, now: now) == .signatureWrong)
    }

    @Test func `refuses payloads that are not canonical bodies of their kind`() {
        let good = AnchorDigest(what: .exhibit, digest: .zero).payload()
        #expect(refusal(transaction(payload: [])) == .malformed)
        #expect(refusal(transaction(payload: good + [0])) == .malformed)
        #expect(refusal(transaction(payload: Array(good.dropLast()))) == .malformed)
    }

    @Test func `an admitted transaction is not taken for another with the same id`() throws {
        let good = SignedTransaction(
            transaction(), signedBy: [TestConsortium.key("gateway/court-q")])
        let admitted = try Admission.admit(good, consortium.state, now: now)
        let forged = SignedTransaction(
            good.transaction,
            signatures: [
                TransactionSignature(
                    key: good.signatures[0].key,
                    signature: Signature([UInt8](repeating: 1, count: 64)))
            ])
        #expect(throws: Refusal.signatureWrong) {
            try Admission.admit(forged, consortium.state, now: now, known: admitted)
        }
    }
}
