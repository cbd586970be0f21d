import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Consensus

@Suite struct `Valid rounds in prevotes` {
    /// A block of seat 1, whose turns at height 1 are rounds 0 and 4.
    private let block = TestSeats.block(proposer: 1)
    private var id: BlockID { TestSeats.id(block) }

    /// Seat 0 in round 4, where nobody has voted yet.
    private func inRoundFour() -> Bench {
        var bench = Bench(seat: 0)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 4))) }
        #expect(bench.machine.round == Round(4))
        return bench
    }

    private var polka: Polka { TestSeats.polka([1, 2, 3], id) }

    @Test func `a polka is counted for each pair of block and valid round`() {
        var bench = inRoundFour()
        _ = bench.hear(.proposal(TestSeats.proposal(1, block, round: 4, polka: polka)))
        _ = bench.hear(.vote(TestSeats.prevote(2, id, round: 4)))
        var effects = bench.hear(.vote(TestSeats.prevote(3, id, round: 4)))
        // Three prevotes for one block: one names round 0, two name none.
        #expect(effects.votes.isEmpty)
        let tally = bench.machine.state?.tally
        #expect(tally?.polka(round: Round(4), block: id, validRound: nil) == nil)
        #expect(tally?.polka(round: Round(4), block: id, validRound: .first) == nil)
        effects = bench.hear(.vote(TestSeats.prevote(1, id, round: 4)))
        #expect(
            bench.machine.state?.tally.polka(round: Round(4), block: id, validRound: nil) != nil)
        // Its votes are of another kind than the proposal that this seat holds.
        #expect(effects.votes.isEmpty)
        effects = bench.hear(.proposal(TestSeats.proposal(1, block, round: 4)))
        #expect(effects.votes == [TestSeats.precommit(0, id, round: 4)])
    }

    @Test func `one block with two valid rounds in one round is evidence`() throws {
        var bench = inRoundFour()
        let proposals = [
            TestSeats.proposal(1, block, round: 4, polka: polka),
            TestSeats.proposal(1, block, round: 4),
        ]
        _ = bench.hear(.proposal(proposals[0]))
        let effects = bench.hear(.proposal(proposals[1]))
        let claims = proposals.map { ProposalClaim($0, suite: TestSeats.suite) }
        let evidence = try #require(MisbehaviourEvidence.conflict(claims[0], claims[1]))
        #expect(effects.contains(.misbehaviour(evidence)))
        #expect(bench.machine.state?.currentProposals.count == 2)
        try evidence.verify(chain: TestSeats.chain, seats: TestSeats.set(4))
    }

    @Test func `a proposer that splits prevotes by two valid rounds delays one round`() {
        let network = MemoryNetwork(seats: 4, offline: [1])
        // Up to round 3 seat 3 hears no precommit, and nobody hears seat 3's.
        network.route = { from, to, message, _ in
            if case .vote(let vote) = message, vote.step == .precommit, vote.round < Round(4),
                from == 3 || to == 3
            {
                return []
            }
            return [10]
        }
        for round in 0..<4 as Range<UInt64> {
            network.deliver(
                .vote(TestSeats.precommit(1, nil, round: round)), from: 1, to: [0, 2], at: 6)
        }
        let block = block
        network.deliver(.proposal(TestSeats.proposal(1, block)), from: 1, to: [0, 2, 3], at: 6)
        var isSplit = false
        for time in stride(from: UInt64(0), to: 60_000, by: 20) {
            network.at(time) { network in
                let rounds = [0, 2, 3].compactMap { network.nodes[$0].machine?.round }
                guard !isSplit, rounds == Array(repeating: Round(4), count: 3) else { return }
                isSplit = true
                guard
                    let polka = network.nodes[0].machine?.state?.tally.polkas.last(where: {
                        $0.round < Round(4)
                    })
                else { return }
                network.deliver(
                    .proposal(TestSeats.proposal(1, block, round: 4)), from: 1, to: [0],
                    at: time + 1)
                network.deliver(
                    .proposal(TestSeats.proposal(1, block, round: 4, polka: polka.polka)), from: 1,
                    to: [2, 3], at: time + 1)
            }
        }
        network.run(until: 90_000)
        #expect(isSplit)
        #expect(network.isDone)
        #expect(network.violations == [])
        let named = network.nodes[0].log.isEmpty ? network.nodes[0].committed : []
        #expect(named.map { TestSeats.id($0.block) } == [TestSeats.id(block)])
        #expect(named.first.map { $0.certificate.round } == Round(5))
    }

    @Test func `a prevote against a certificate shows who forgot its lock`() throws {
        var bench = Bench(seat: 0)
        let other = TestSeats.block(proposer: 2, mark: 7)
        let late = TestSeats.prevote(3, TestSeats.id(other), round: 2)
        _ = bench.hear(.vote(late))
        let certificate = TestSeats.certificate([1, 2, 3], id)
        let effects = bench.hear(.certificate(certificate))
        let evidence = try #require(MisbehaviourEvidence.conflict(certificate, late))
        #expect(effects.contains(.misbehaviour(evidence)))
        try evidence.verify(chain: TestSeats.chain, seats: TestSeats.set(4))
    }

    @Test func `no correct run leaves evidence against anybody`() {
        for seed in 500..<530 as Range<UInt64> {
            #expect(RoughNetwork.run(seats: 4, seed: seed).evidences.isEmpty, "seed \(seed)")
        }
    }
}
