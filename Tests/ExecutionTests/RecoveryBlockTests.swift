import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Execution
@testable import Governance

@Suite struct `Recovery blocks` {
    private let founding = ["centre-b", "centre-c", "hospital-a"].map { "governance/\($0)" }

    private func order(
        _ chain: inout SeatedChain, after block: BlockID? = nil, keys: [String]? = nil
    ) throws -> SignedTransaction {
        let seats = chain.state.nextSeats.seats.filter {
            ["centre-b", "centre-c"].contains($0.member.text)
        }
        let body = Recover(
            epoch: 1, last: chain.state.height, block: block ?? chain.head, firstRound: Round(7),
            seats: try SeatSet(checking: seats))
        return chain.signed(body, by: "centre-b", keys: keys ?? founding)
    }

    /// A certificate that `centre-b` and `centre-c`, seats 0 and 1, signed, and a prevote of seat 0
    /// for another block in a later round.
    private func amnesia(
        _ chain: SeatedChain, locked: UInt64, voted: UInt64
    ) throws -> MisbehaviourEvidence {
        let (id, height) = (chain.state.chain, chain.state.height)
        let keys = ["centre-b", "centre-c"].map { TestConsortium.key("seat/\($0)") }
        let message = SigningTemplate.precommit(
            chain: id, height: height, round: Round(locked), block: BlockID(.zero))
        let certificate = CommitCertificate(
            height: height, round: Round(locked), block: BlockID(.zero),
            signatures: keys.enumerated().map {
                SeatSignature(seat: SeatIndex(UInt64($0)), signature: $1.sign(message))
            })
        let lines = SigningTemplate.prevote(
            chain: id, height: height, round: Round(voted), block: chain.head, validRound: nil)
        let vote = Vote(
            step: .prevote, height: height, round: Round(voted), block: chain.head,
            validRound: nil, seat: SeatIndex(0), signature: keys[0].sign(lines))
        return try #require(MisbehaviourEvidence.conflict(certificate, vote))
    }

    private func refusal(
        _ chain: SeatedChain, _ transactions: [SignedTransaction],
        evidence: [MisbehaviourEvidence] = []
    ) -> BlockRefusal? {
        do throws(BlockRefusal) {
            _ = try BlockExecution.execute(
                chain.inputs(transactions, evidence: evidence), on: chain.state)
            return nil
        } catch {
            return error
        }
    }

    @Test func `hold their order alone, after the block that it names`() throws {
        var chain = try SeatedChain()
        try chain.decide(blocks: 2)
        let order = try order(&chain)
        #expect(refusal(chain, [order]) == nil)
        #expect(refusal(chain, [order, order]) == .recoveryMisplaced)
        #expect(refusal(chain, [order], evidence: [chain.evidence()]) == .recoveryMisplaced)
        let elsewhere = try self.order(&chain, after: BlockID(.zero))
        #expect(refusal(chain, [elsewhere]) == .recoveryMisplaced)
    }

    @Test func `with an order that the state refuses are none`() throws {
        var chain = try SeatedChain()
        try chain.decide(blocks: 2)
        let order = try order(&chain, keys: Array(founding.prefix(2)))
        #expect(refusal(chain, [order]) == .recoveryRefused(Refusal.quorumMissing.code))
    }

    @Test func `a lock from before the recovery convicts nobody`() throws {
        var chain = try SeatedChain()
        try chain.decide(blocks: 2)
        let order = try order(&chain)
        try chain.decide([order], round: 7)
        let lifted = try amnesia(chain, locked: 6, voted: 7)
        #expect(throws: EvidenceRefusal.wrong(.noContradiction)) {
            try MisbehaviourRegister.check(lifted, on: chain.state)
        }
        let held = try amnesia(chain, locked: 7, voted: 8)
        #expect(try MisbehaviourRegister.check(held, on: chain.state).text == "centre-b")
    }

    @Test func `what falls due during the outage takes effect in the block after`() throws {
        var chain = try SeatedChain()
        try chain.decide()
        let centre = TestConsortium.id("centre-b")
        let (old, new) = (founding[0], "governance-2/centre-b")
        let rotation = RotateKey(
            target: .governance, newKey: TestConsortium.key(new).verifyingKey,
            effective: BlockTime(chain.state.time.value + 1_500))
        // The rotation's own block comes before its time, the recovery block after it.
        #expect(
            try chain.refusal(rotation, by: "centre-b", keys: [old, "gateway/centre-b"]) == nil)
        func key(_ chain: SeatedChain) -> KeyID? {
            chain.state.get(Tables.members, centre)?.governanceKey.id
        }
        let order = try order(&chain)
        try chain.decide([order], round: 7)
        #expect(chain.state.recoveryEpoch == 1)
        #expect(key(chain) == TestConsortium.key(old).verifyingKey.id)
        try chain.decide()
        #expect(key(chain) == TestConsortium.key(new).verifyingKey.id)
    }
}
