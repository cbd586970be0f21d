import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Consensus

@Suite struct `What is kept of others` {
    private static func large(_ mark: UInt64, height: UInt64 = 1) -> Block {
        var block = TestSeats.block(height: height, proposer: 1, mark: mark)
        block.body.transactions = [
            SignedTransaction(
                Transaction(
                    suite: TestSeats.suite, chain: TestSeats.chain, kind: .anchor,
                    member: TestSeats.member(0), nonce: [UInt8](repeating: 0, count: 16),
                    validUntil: BlockTime(0),
                    payload: [UInt8](repeating: 7, count: 1_000_000)), signatures: [])
        ]
        return block
    }

    // Pitfall 15.
    @Test func `blocks to be judged are bounded in bytes, of one sender and of all`() {
        var state = HeightState(context: TestSeats.context(), key: nil, quorum: 3)
        for sender in 0..<6 {
            for mark in 0..<40 as Range<UInt64> {
                let block = Self.large(UInt64(sender) * 100 + mark)
                state.keep(
                    HeightState.Candidate(block: block, sender: TestSeats.member(sender)),
                    of: TestSeats.id(block))
            }
            if sender == 0 { #expect(state.candidates.count == 27) }
        }
        #expect(state.candidates.count == 67)
    }

    @Test func `early blocks of all peers never take the room of votes`() {
        var early = EarlyMessages()
        for sender in 0..<8 {
            for mark in 0..<20 as Range<UInt64> {
                let block = Self.large(UInt64(sender) * 100 + mark, height: 2)
                early.keep(.body(block), from: TestSeats.member(sender))
            }
        }
        #expect(early.allBlockBytes <= 48 * 1024 * 1024)
        let before = early.count
        for seat in 0..<4 {
            early.keep(
                .vote(TestSeats.prevote(seat, nil, height: 2)), from: TestSeats.member(seat))
        }
        #expect(early.count == before + 4)
    }

    @Test func `messages two heights ahead are not kept`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(TestSeats.prevote(1, nil, height: 3)))
        #expect(bench.machine.early.count == 0)
        _ = bench.hear(.vote(TestSeats.prevote(1, nil, height: 2)))
        #expect(bench.machine.early.count == 1)
    }

    @Test func `R11: a third block of one round is kept if a quorum names it`() {
        var bench = Bench(seat: 0)
        for mark in 0..<2 as Range<UInt64> {
            let other = TestSeats.block(proposer: 1, mark: mark)
            _ = bench.hear(.proposal(TestSeats.proposal(1, other)))
        }
        let third = TestSeats.block(proposer: 1, mark: 2)
        _ = bench.hear(.proposal(TestSeats.proposal(1, third)))
        #expect(bench.machine.state?.currentProposals.count == 2)
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], TestSeats.id(third))))
        let effects = bench.hear(.proposal(TestSeats.proposal(1, third)))
        #expect(effects.votes == [TestSeats.precommit(0, TestSeats.id(third))])
        let fourth = TestSeats.block(proposer: 1, mark: 3)
        _ = bench.hear(.proposal(TestSeats.proposal(1, fourth)))
        #expect(bench.machine.state?.currentProposals.count == 3)
    }

    // Pitfall 1.
    @Test func `the name of a block is the same in every round`() {
        let block = TestSeats.block(proposer: 1)
        let id = TestSeats.id(block)
        var bench = Bench(seat: 2)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        _ = bench.hear(.polka(TestSeats.polka([0, 1, 3], id)))
        for seat in [0, 1] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 5))) }
        // Seat 2 proposes the block again, four rounds after it was built by another.
        let again = bench.log.compactMap {
            if case .proposal(let proposal) = $0.signed { proposal } else { nil }
        }
        #expect(again.map { TestSeats.id($0.block) } == [id])
        #expect(again.map(\.round) == [Round(5)])
    }
}

@Suite struct `Comparing votes` {
    private let block = TestSeats.block(proposer: 1)

    private func asked(_ bench: Bench, prevotes: UInt64, round: UInt64 = 0) -> ConsensusMessage {
        .roundState(
            RoundState(
                height: Height(1), round: Round(round),
                votes: [.init(round: Round(round), prevotes: prevotes, precommits: 0)]))
    }

    private func sent(_ effects: [RoundEffect]) -> [Vote] {
        effects.compactMap { if case .send(.vote(let vote), _) = $0 { vote } else { nil } }
    }

    @Test func `a peer is sent what it lacks, and no more`() {
        var bench = Bench(seat: 0)
        for seat in [1, 2, 3] { _ = bench.hear(.vote(TestSeats.prevote(seat, nil))) }
        let effects = bench.hear(asked(bench, prevotes: 0b0110))
        #expect(sent(effects) == [TestSeats.prevote(3, nil)])
    }

    // Pitfall 20.
    @Test func `bits of seats that do not exist ask for nothing`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(TestSeats.prevote(3, nil)))
        #expect(sent(bench.hear(asked(bench, prevotes: 0xffff_ffff_ffff_fff8))).isEmpty)
    }

    @Test func `a peer in an earlier round gets the votes of this one`() {
        var bench = Bench(seat: 0)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 3))) }
        let effects = bench.hear(asked(bench, prevotes: 0))
        #expect(
            sent(effects) == [1, 2].map { TestSeats.precommit($0, nil, round: 3) })
    }

    @Test func `one peer is answered once in a while`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(TestSeats.prevote(3, nil)))
        #expect(sent(bench.hear(asked(bench, prevotes: 0))).count == 1)
        #expect(sent(bench.hear(asked(bench, prevotes: 0))).isEmpty)
        bench.now = BlockTime(bench.now.value + 500)
        #expect(sent(bench.hear(asked(bench, prevotes: 0))).count == 1)
    }

    @Test func `a vote that one seat alone heard reaches all`() {
        let network = MemoryNetwork(seats: 4, offline: [3])
        let vote = TestSeats.prevote(3, nil)
        network.deliver(.vote(vote), from: 3, to: [0], at: 5)
        network.route = { _, _, message, _ in
            if case .proposal = message { return [] }
            return [10]
        }
        network.run(until: 9_000)
        #expect(
            [0, 1, 2].allSatisfy {
                network.nodes[$0].machine?.state?.tally.vote(
                    .prevote, round: .first, seat: SeatIndex(3)) == vote
            })
    }
}
