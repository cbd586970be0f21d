import Execution
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// What was decoded at admission stands beside bytes that nobody can decode: whoever read them
/// again would refuse the transaction.
@Suite struct `The payload of an admitted transaction` {
    let chain: SeatedChain
    init() throws { chain = try SeatedChain() }

    private func unreadable(
        _ body: some LedgerAction, by member: String, commitments: [Digest] = []
    ) -> AdmittedTransaction {
        let transaction = Transaction(
            suite: chain.state.suite, chain: chain.state.chain, kind: type(of: body).kind,
            member: MemberID(member)!, nonce: [UInt8](repeating: 3, count: 16),
            validUntil: BlockTime(chain.state.time.value + 60_000), payload: [0xff])
        return AdmittedTransaction(
            signed: SignedTransaction(
                transaction, signedBy: [TestConsortium.key("gateway/\(member)")]),
            payload: DecodedPayload(body, commitments: commitments),
            account: .gateway(TestConsortium.id(member)))
    }

    @Test func `is not decoded again for a block, in it, or for its entry`() throws {
        var subject = Samples.subject("p1")
        subject.key = nil
        let admitted = unreadable(RegisterSubject(subject: subject), by: "centre-b")
        #expect(throws: Refusal.malformed) { try DecodedPayload(of: admitted.signed.transaction) }

        let time = BlockTime(chain.state.time.value + 1_000)
        let again = try Admission.admit(
            admitted.signed, chain.state, now: time, known: admitted)
        let inputs = chain.inputs([admitted.signed])
        let built = try BlockExecution.build(inputs, from: [again], on: chain.state)
        let voted = try BlockExecution.execute(
            inputs, on: chain.state, known: { $0 == admitted.signed ? admitted : nil })

        let entry = try #require(voted.entries.first)
        #expect(entry.receipt.outcome == .accepted)
        #expect(entry.links.map(\.head) == [.subject(subject.pseudonym)])
        #expect(built.result.entries == voted.entries)
    }

    @Test func `is decoded with its commitments`() throws {
        let commitments = [Digest.zero, TestConsortium.suite.hash([1])]
        let payload = RegisterSubject(subject: Samples.subject("p1")).payload(
            commitments: commitments)
        let transaction = Transaction(
            suite: chain.state.suite, chain: chain.state.chain, kind: .registerSubject,
            member: MemberID("centre-b")!, nonce: [UInt8](repeating: 3, count: 16),
            validUntil: chain.state.time, payload: payload)
        let decoded = try DecodedPayload(of: transaction)
        #expect(decoded.commitments == commitments)
        #expect((decoded.body as? RegisterSubject)?.subject == Samples.subject("p1"))
    }
}
