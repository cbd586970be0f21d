import Consensus
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Replica

@Suite struct `Evidence of misbehaviour` {
    private static func vote(
        _ seat: Int, _ step: VoteStep, _ block: BlockID?, round: UInt64 = 0, height: UInt64 = 1,
        _ chain: TestChain
    ) -> Vote {
        let lines =
            switch step {
            case .prevote:
                SigningTemplate.prevote(
                    chain: chain.state.chain, height: Height(height), round: Round(round),
                    block: block, validRound: nil)
            case .precommit:
                SigningTemplate.precommit(
                    chain: chain.state.chain, height: Height(height), round: Round(round),
                    block: block)
            }
        return Vote(
            step: step, height: Height(height), round: Round(round), block: block, validRound: nil,
            seat: SeatIndex(UInt64(seat)), signature: TestChain.seatKey(seat).sign(lines))
    }

    private static func pair(_ chain: TestChain, round: UInt64 = 0) -> [Vote] {
        [nil, BlockID(.zero)].map { vote(3, .prevote, $0, round: round, chain) }
    }

    /// Three seats, and a fourth that says two things.
    private func network(_ chain: TestChain) throws -> ReplicaNetwork {
        let network = ReplicaNetwork(chain, offline: [3])
        for vote in Self.pair(chain) {
            network.deliver(.consensus(.vote(vote)), from: 3, to: 0, at: 1_050)
        }
        for number in 0..<4 as Range<UInt64> {
            network.at(1_100 + number * 400) { $0.submit(chain.transaction(number), to: 0) }
        }
        return network
    }

    private func evidence(_ network: ReplicaNetwork, _ node: Int) -> [[MisbehaviourEvidence]] {
        network.nodes[node].blocks.map(\.committed.block.body.evidence)
    }

    // Pitfall 13.
    @Test func `of the height that is being decided is kept, and built into the next block`()
        throws
    {
        let chain = try TestChain()
        let network = try network(chain)
        network.run(until: 1_150)
        #expect(network.heights[0] == 1)
        #expect(network.nodes[2].replica?.proofs.items.count == 1)
        network.run(until: 20_000)
        let found = evidence(network, 2)
        let votes = Self.pair(chain)
        #expect(found[0].isEmpty)
        let expected = try #require(MisbehaviourEvidence.conflict(votes[0], votes[1]))
        #expect(found[1] == [expected])
        #expect(found.joined().count == 1)
        #expect(network.violations == [])
        #expect([0, 1, 2].allSatisfy { network.nodes[$0].replica?.proofs.items.isEmpty == true })
        #expect(network.nodes[1].replica?.ledger.suspendedProposers == [SeatIndex(3)])
    }

    @Test func `is noted once an offence, however often it is shown`() throws {
        let chain = try TestChain()
        let network = try network(chain)
        let votes = Self.pair(chain)
        let shown = try #require(MisbehaviourEvidence.conflict(votes[0], votes[1]))
        for (number, vote) in (votes + votes).enumerated() {
            network.deliver(.consensus(.vote(vote)), from: 3, to: 0, at: 1_060 + UInt64(number))
        }
        network.deliver(.evidence([shown]), from: 3, to: 0, at: 1_070)
        network.deliver(.evidence([shown]), from: 3, to: 0, at: 19_000)
        network.run(until: 20_000)
        for node in 0..<3 {
            #expect(network.nodes[node].notes.count { $0 == .misbehaviour(shown) } == 1)
            #expect(network.nodes[node].reports.isEmpty)
        }
    }

    @Test func `of a lock that was forgotten is found in a late vote`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 1_300)
        let certificate = try #require(network.nodes[1].blocks.first?.committed.certificate)
        let signer = Int(certificate.signatures[0].seat.value)
        let late = Self.vote(signer, .prevote, BlockID(.zero), round: 1, chain)
        network.deliver(.consensus(.vote(late)), from: 2, to: 1, at: 1_400)
        network.at(1_500) { $0.submit(chain.transaction(2), to: 0) }
        network.run(until: 15_000)
        #expect(evidence(network, 0).joined().map(\.subject.offence) == [.amnesia])
        #expect(network.violations == [])
    }

    @Test func `that shows nothing is refused, and who passes it on is reported`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 1_300)
        let votes = Self.pair(chain)
        let forged = Vote(
            step: .prevote, height: Height(1), round: .first, block: nil, validRound: nil,
            seat: SeatIndex(3), signature: votes[1].signature)
        let other = Vote(
            step: .prevote, height: Height(1), round: .first, block: BlockID(.zero),
            validRound: nil, seat: SeatIndex(3), signature: votes[0].signature)
        let false1 = try #require(MisbehaviourEvidence.conflict(forged, other))
        network.deliver(.evidence([false1]), from: 3, to: 1, at: 1_400)
        network.run(until: 1_500)
        #expect(network.nodes[1].reports == [.falseEvidence])
        #expect(network.nodes[1].replica?.proofs.items.isEmpty == true)
    }

    @Test func `that another seat signed is refused, and its sender is no liar`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 1_300)
        // The last of four seats is the third of those that an order of recovery leaves.
        let votes = Self.pair(chain).map {
            Vote(
                step: $0.step, height: $0.height, round: $0.round, block: $0.block,
                validRound: $0.validRound, seat: SeatIndex(2), signature: $0.signature)
        }
        let shifted = try #require(MisbehaviourEvidence.conflict(votes[0], votes[1]))
        network.deliver(.evidence([shifted]), from: 3, to: 1, at: 1_400)
        network.run(until: 1_500)
        #expect(network.nodes[1].reports.isEmpty)
        #expect(network.nodes[1].replica?.proofs.items.isEmpty == true)
    }

    // Pitfall 15.
    @Test func `waits in a bounded number of bytes, and of pieces for one seat`() throws {
        let chain = try TestChain()
        var pool = EvidencePool()
        for round in 0..<100 as Range<UInt64> {
            let votes = Self.pair(chain, round: round)
            let evidence = try #require(MisbehaviourEvidence.conflict(votes[0], votes[1]))
            let isNew = pool.add(evidence)
            let isNewAgain = pool.add(evidence)
            #expect(isNew == (round < 8))
            #expect(!isNewAgain)
        }
        #expect(pool.items.count == 8)
        #expect(pool.items.map(\.subject) == pool.items.map(\.subject).sorted())
        for item in pool.items { pool.remove(item.subject) }
        #expect(pool.bytes == 0)
    }
}
