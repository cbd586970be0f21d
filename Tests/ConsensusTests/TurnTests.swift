import LedgerTypes
import Testing

@testable import Consensus

// Seat 1 proposes in round 0 of height 1, seat 2 in round 1, seat 1 again in round 4.
@Suite struct `Turns to propose` {
    let block = TestSeats.block(proposer: 1)
    var id: BlockID { TestSeats.id(block) }

    /// What a seat does once there is something to decide.
    private func opened(_ bench: inout Bench) -> [RoundEffect] {
        bench.step(.transactionsWaiting) + bench.expire(.interval)
    }

    @Test func `are of one seat in each round`() {
        var bench = Bench(seat: 0)
        #expect(!opened(&bench).contains(.build(round: .first)))
        bench = Bench(seat: 1)
        #expect(opened(&bench).contains(.build(round: .first)))
    }

    @Test func `are left out while the own clock is wrong`() {
        var bench = Bench(seat: 1)
        _ = bench.step(.proposing(isAllowed: false))
        #expect(!opened(&bench).contains(.build(round: .first)))
    }

    @Test func `come back to a seat with a wrong clock after all others had theirs in vain`() {
        var bench = Bench(seat: 1)
        _ = bench.step(.proposing(isAllowed: false))
        #expect(bench.enter(4, for: [0, 2]).contains(.build(round: Round(4))))
    }

    @Test func `end with the seat's own answer`() {
        var bench = Bench(seat: 1)
        _ = opened(&bench)
        #expect(bench.expire(.propose).votes == [TestSeats.prevote(1, nil)])
        #expect(bench.step(.built(block, round: .first)).isEmpty)
    }

    @Test func `end with their round`() {
        var bench = Bench(seat: 1)
        _ = opened(&bench)
        _ = bench.enter(1, for: [0, 2])
        #expect(bench.step(.built(block, round: .first)).isEmpty)
    }

    @Test func `make a proposal that the seat answers itself`() {
        var bench = Bench(seat: 1)
        _ = opened(&bench)
        let effects = bench.step(.built(block, round: .first))
        #expect(effects.contains(.broadcast(.proposal(TestSeats.proposal(1, block)))))
        #expect(effects.votes == [TestSeats.prevote(1, id)])
    }
}

@Suite struct `What a proposal must be` {
    let block = TestSeats.block(proposer: 1)
    var id: BlockID { TestSeats.id(block) }

    @Test func `signed by its seat`() {
        let foreign = TestSeats.proposal(0, block)
        let proposal = Proposal(
            round: .first, validRound: nil, block: block, polka: nil, seat: SeatIndex(1),
            signature: foreign.signature)
        var bench = Bench(seat: 3)
        let effects = bench.hear(.proposal(proposal))
        #expect(effects.faults == [.signatureWrong])
        #expect(effects.votes.isEmpty)
    }

    @Test func `a new block of the seat that its header names`() {
        var bench = Bench(seat: 0)
        let other = TestSeats.block(proposer: 2)
        let effects = bench.hear(.proposal(TestSeats.proposal(1, other)))
        #expect(effects.faults == [.notTheProposer])
        #expect(effects.votes.isEmpty)
    }

    @Test func `with a polka of its own block`() {
        var bench = Bench(seat: 0)
        _ = bench.enter(1)
        let other = TestSeats.polka([1, 2, 3], BlockID(.zero))
        let effects = bench.hear(
            .proposal(TestSeats.proposal(2, block, round: 1, polka: other)))
        #expect(effects.faults == [.malformed])
        #expect(effects.votes.isEmpty)
    }

    @Test func `with a polka of the valid round that it names`() {
        var bench = Bench(seat: 0)
        _ = bench.enter(2)
        let named = TestSeats.proposal(3, block, round: 2, polka: TestSeats.polka([], id, round: 1))
        let proposal = Proposal(
            round: named.round, validRound: named.validRound, block: block,
            polka: TestSeats.polka([1, 2, 3], id), seat: named.seat, signature: named.signature)
        let effects = bench.hear(.proposal(proposal))
        #expect(effects.faults == [.malformed])
        #expect(effects.votes.isEmpty)
    }
}
