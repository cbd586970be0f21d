import LedgerTypes
import Testing

@testable import Consensus

// Seat 1 proposes in round 0 of height 1, seat 2 in round 1, seat 3 in round 2.
@Suite struct `Locks` {
    let block = TestSeats.block(proposer: 1)
    var id: BlockID { TestSeats.id(block) }
    var polka: Polka { TestSeats.polka([1, 2, 3], id) }

    @Test func `hold against a new block`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        #expect(bench.hear(.polka(polka)).votes == [TestSeats.precommit(0, id)])
        _ = bench.enter(1)
        let other = TestSeats.block(proposer: 2, mark: 1)
        let effects = bench.hear(.proposal(TestSeats.proposal(2, other, round: 1)))
        #expect(effects.votes == [TestSeats.prevote(0, nil, round: 1)])
    }

    @Test func `do not hold against their own block, however old the polka that repeats it`() {
        var bench = Bench(seat: 0)
        _ = bench.enter(1)
        let mine = TestSeats.block(proposer: 2, mark: 1)
        let mineID = TestSeats.id(mine)
        _ = bench.hear(.proposal(TestSeats.proposal(2, mine, round: 1)))
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], mineID, round: 1)))
        #expect(bench.machine.state?.locked == RoundBlock(round: Round(1), block: mineID))
        _ = bench.enter(2)
        let older = TestSeats.polka([1, 2, 3], mineID)
        let effects = bench.hear(.proposal(TestSeats.proposal(3, mine, round: 2, polka: older)))
        #expect(effects.votes == [TestSeats.prevote(0, mineID, round: 2, validRound: 0)])
    }

    @Test func `come with a precommit for a block only`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.prevote(seat, nil))) }
        #expect(bench.expire(.prevote).votes == [TestSeats.precommit(0, nil)])
        _ = bench.hear(.polka(TestSeats.polka([0, 1, 2, 3], id)))
        #expect(bench.machine.state?.valid == RoundBlock(round: .first, block: id))
        #expect(bench.machine.state?.locked == nil)
    }

    @Test func `come with a polka of the same round only`() {
        var bench = Bench(seat: 0)
        _ = bench.enter(4)
        _ = bench.hear(.polka(polka))
        let effects = bench.hear(.proposal(TestSeats.proposal(1, block, round: 4)))
        #expect(effects.votes == [TestSeats.prevote(0, id, round: 4)])
        #expect(bench.machine.state?.locked == nil)
    }

    @Test func `do not come with one prevote for nothing too few`() {
        var bench = Bench(seat: 0)
        _ = bench.expire(.propose)
        #expect(bench.hear(.vote(TestSeats.prevote(1, nil))).votes.isEmpty)
        #expect(
            bench.hear(.vote(TestSeats.prevote(2, nil))).votes == [TestSeats.precommit(0, nil)])
    }

    @Test func `R8: an old vote that comes late takes no seat back`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(TestSeats.prevote(1, nil, round: 5)))
        _ = bench.hear(.vote(TestSeats.prevote(1, nil)))
        _ = bench.hear(.vote(TestSeats.prevote(2, nil, round: 5)))
        #expect(bench.machine.round == Round(5))
    }
}

@Suite struct `Blocks that quorums name` {
    let block = TestSeats.block(proposer: 1)
    var id: BlockID { TestSeats.id(block) }
    var certificate: CommitCertificate { TestSeats.certificate([1, 2, 3], id) }

    @Test func `R7: are judged before they are decided`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.certificate(certificate))
        let body = RoundInput.received(.body(block), from: TestSeats.member(1))
        let effects = bench.machine.step(body, now: bench.now)
        #expect(effects == [.validate(block)])
        #expect(
            bench.step(.validated(id, isValid: true)).decisions
                == [CommittedBlock(block: block, certificate: certificate)])
    }

    @Test func `R7: are judged whether or not a proposal names them too`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.certificate(certificate))
        #expect(bench.hear(.body(block)).decisions.count == 1)
    }

    @Test func `R10: are valid only once they are here`() {
        var bench = Bench(seat: 0)
        _ = bench.enter(1)
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], id)))
        #expect(bench.machine.state?.valid == nil)
        _ = bench.hear(.body(block))
        #expect(bench.machine.state?.valid == RoundBlock(round: .first, block: id))
        #expect(bench.machine.state?.locked == nil)
    }

    @Test func `are taken from their proposer before all others`() {
        var wrong = block
        wrong.body.parentCertificate = certificate
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, wrong, round: 4)), from: 3)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block, round: 4)), from: 1)
        #expect(bench.enter(4).contains(.validate(block)))
    }
}
