import LedgerTypes
import Testing

@testable import Consensus

/// A faulty proposer repeats a block that no quorum ever prevoted for: what was not checked counts
/// for nothing, however often and however quickly it comes.
///
/// Seat 1 proposes in round 0 of height 1, seat 3 in round 2; seat 3 is the faulty one.
@Suite struct `A polka that was not verified` {
    private let first = TestSeats.block(proposer: 1)
    private let other = TestSeats.block(proposer: 3, mark: 9)
    private var id: BlockID { TestSeats.id(first) }
    private var otherID: BlockID { TestSeats.id(other) }

    /// Prevotes of round 1 for the other block, signed by nobody who has a seat.
    private func garbage(_ block: BlockID) -> Polka {
        let signature = TestSeats.prevote(9, block, round: 1).signature
        return Polka(
            height: Height(1), round: Round(1), block: block, validRound: nil,
            signatures: [0, 1, 2].map { SeatSignature(seat: SeatIndex($0), signature: signature) })
    }

    /// A seat that locked the first block in round 0 and went on to round 2.
    private func locked(_ seat: Int) -> Bench {
        var bench = Bench(seat: seat)
        _ = bench.hear(.proposal(TestSeats.proposal(1, first)), from: 1)
        for voter in 0..<4 where voter != seat {
            _ = bench.hear(.vote(TestSeats.prevote(voter, id)), from: voter)
        }
        #expect(bench.machine.state?.locked == RoundBlock(round: .first, block: id))
        for round in [0, 1] as [UInt64] { _ = bench.expire(.precommit, round: round) }
        #expect(bench.machine.round == Round(2))
        return bench
    }

    @Test func `never moves a locked seat to another block`() {
        for seat in [0, 2] {
            var bench = locked(seat)
            let proposal = TestSeats.proposal(3, other, round: 2, polka: garbage(otherID))
            var votes: [Vote] = []
            for _ in 0..<2 { votes += bench.hear(.proposal(proposal), from: 3).votes }
            #expect(votes.isEmpty)
            #expect(bench.machine.state?.currentProposals == [])
            #expect(bench.expire(.propose, round: 2).votes.map(\.block) == [nil])
        }
    }

    @Test func `never makes two blocks decided`() throws {
        // Seats 0, 1 and 2 precommitted the first block, and seat 1 has heard it.
        var benches = [0, 2].map { locked($0) }
        for (bench, seat) in zip(benches, [0, 2]) {
            #expect(bench.log.contains { $0.signed == .vote(TestSeats.precommit(seat, id)) })
        }
        let certificate = TestSeats.certificate([0, 1, 2], id)
        try certificate.verify(
            chain: TestSeats.chain, height: Height(1), block: id, seats: TestSeats.set(4))
        let proposal = TestSeats.proposal(3, other, round: 2, polka: garbage(otherID))
        for _ in 0..<2 {
            for place in [0, 1] { _ = benches[place].hear(.proposal(proposal), from: 3) }
        }
        // The faulty seat votes for it, and shows each what the other says.
        let own = [
            TestSeats.prevote(3, otherID, round: 2, validRound: 1),
            TestSeats.precommit(3, otherID, round: 2),
        ]
        var decided: [BlockID] = []
        for vote in own {
            let said = benches.flatMap(\.log).compactMap { record -> Vote? in
                guard case .vote(let found) = record.signed, found.round == Round(2),
                    found.step == vote.step
                else { return nil }
                return found
            }
            for place in [0, 1] {
                for vote in said + [vote] {
                    decided += benches[place].hear(.vote(vote)).decisions.map {
                        TestSeats.id($0.block)
                    }
                }
            }
        }
        #expect(!decided.contains(otherID))
    }

    @Test func `lets no block of any time in`() {
        let absurd = TestSeats.block(proposer: 3, mark: 9, time: BlockTime(.max))
        var bench = Bench(seat: 0)
        for voter in [1, 2] {
            _ = bench.hear(.vote(TestSeats.precommit(voter, nil, round: 2)), from: voter)
        }
        let polka = garbage(TestSeats.id(absurd))
        let proposal = TestSeats.proposal(3, absurd, round: 2, polka: polka)
        let votes = (0..<2).flatMap { _ in bench.hear(.proposal(proposal), from: 3).votes }
        #expect(votes.isEmpty)
    }

    @Test func `is reported once a second, and refused each time`() {
        var bench = locked(0)
        let proposal = TestSeats.proposal(3, other, round: 2, polka: garbage(otherID))
        #expect(bench.hear(.proposal(proposal), from: 3).faults == [.certificateWrong])
        #expect(bench.hear(.proposal(proposal), from: 3).faults == [])
        bench.now = BlockTime(bench.now.value + 1_001)
        #expect(bench.hear(.proposal(proposal), from: 3).faults == [.certificateWrong])
        #expect(bench.machine.state?.currentProposals == [])
        #expect(bench.machine.state?.tally.polkas.map(\.block) == [id])
    }

    // The second wall: R2 itself asks for the polka.
    @Test func `is not there for R2 either`() {
        var bench = locked(0)
        let genuine = TestSeats.polka([1, 2, 3], otherID, round: 1)
        let proposal = TestSeats.proposal(3, other, round: 2, polka: genuine)
        let claim = ProposalClaim(proposal, suite: TestSeats.suite)
        bench.machine.state?.note(ProposalRecord(claim: claim, isTimely: true))
        bench.machine.state?.bodies[otherID] = other
        #expect(bench.step(.transactionsWaiting).votes.isEmpty)
        #expect(
            bench.hear(.polka(genuine), from: 1).votes == [
                TestSeats.prevote(0, otherID, round: 2, validRound: 1)
            ])
    }
}
