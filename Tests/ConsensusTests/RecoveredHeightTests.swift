import LedgerTypes
import Testing

@testable import Consensus

@Suite struct `A height above its first round` {
    private let context = TestSeats.context(firstRound: 3)

    @Test func `counts no vote of an earlier round`() {
        var bench = Bench(seat: 0, context)
        _ = bench.hear(.vote(TestSeats.prevote(1, nil, round: 2)))
        _ = bench.hear(.vote(TestSeats.prevote(2, nil, round: 3)))
        let tally = bench.machine.state?.tally
        #expect(tally?.count(.prevote, round: Round(2)) == 0)
        #expect(tally?.count(.prevote, round: Round(3)) == 1)
    }

    @Test func `counts no vote that names an earlier round`() {
        var bench = Bench(seat: 0, context)
        let block = BlockID(.zero)
        _ = bench.hear(.vote(TestSeats.prevote(1, block, round: 5, validRound: 2)))
        _ = bench.hear(.vote(TestSeats.prevote(2, block, round: 5, validRound: 3)))
        #expect(bench.machine.state?.tally.count(.prevote, round: Round(5)) == 1)
    }

    @Test func `is not bound by what was signed in an earlier one`() {
        let block = TestSeats.block(proposer: 1)
        var before = Bench(seat: 0)
        _ = before.hear(.proposal(TestSeats.proposal(1, block)))
        _ = before.hear(.polka(TestSeats.polka([1, 2, 3], TestSeats.id(block))))
        for count in [1, 2] {
            let after = Bench(seat: 0, context, recovered: Array(before.log.prefix(count)))
            #expect(after.machine.signed.isEmpty)
            #expect(!after.machine.isSilenced)
            #expect(after.machine.step == .propose)
            #expect(after.machine.state?.locked == nil)
        }
    }
}

@Suite struct `The own key in other hands` {
    @Test func `is noticed by a proposal that the seat did not make`() {
        let proposal = TestSeats.proposal(1, TestSeats.block(proposer: 1))
        var bench = Bench(seat: 1)
        let effects = bench.hear(.proposal(proposal))
        #expect(effects.contains(.foreignSignature(.proposal(proposal))))
        #expect(bench.machine.isSilenced)
    }

    @Test func `is noticed by a vote that another seat remembers`() {
        let vote = TestSeats.prevote(0, nil)
        var bench = Bench(seat: 0)
        #expect(bench.step(.foreignVote(vote)) == [.foreignSignature(.vote(vote))])
        #expect(bench.machine.isSilenced)
    }

    @Test func `is told of after the height is over`() {
        let vote = TestSeats.prevote(1, nil)
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(vote))
        _ = bench.step(.begin(TestSeats.context(2), recovered: []))
        let member = TestSeats.member(1)
        #expect(bench.machine.latestVotes(of: member, from: Height(1)) == [vote])
        #expect(bench.machine.latestVotes(of: member, from: Height(2)).isEmpty)
    }
}

@Suite struct `What is said again` {
    @Test func `is of all rounds`() {
        var bench = Bench(seat: 0)
        let first = bench.expire(.propose).votes
        _ = bench.enter(1)
        let second = bench.expire(.propose, round: 1).votes
        #expect(first.count == 1 && second.count == 1)
        #expect(bench.expire(.resend).votes == second + first)
    }

    @Test func `is said until there is a decision`() {
        var bench = Bench(seat: 0)
        #expect(bench.expire(.resend).timers == [.resend])
        #expect(bench.expire(.resend).timers == [.resend])
    }
}
