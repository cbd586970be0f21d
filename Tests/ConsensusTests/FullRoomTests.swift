import LedgerTypes
import Testing

@testable import Consensus

/// Faulty seats fill the room for blocks to be judged with blocks of their later turns.
@Suite struct `A full room of blocks` {
    private static let mebibyte = 1_024 * 1_024

    /// A block whose contents weigh about so much.
    private func heavy(_ proposer: Int, _ mark: UInt64, weight: Int) -> Block {
        var block = TestSeats.block(proposer: proposer, mark: mark)
        for number in 0..<(weight / Self.mebibyte) {
            block.body.transactions.append(
                SignedTransaction(
                    Transaction(
                        suite: TestSeats.suite, chain: TestSeats.chain, kind: .anchor,
                        member: TestSeats.member(0),
                        nonce: [UInt8](repeating: UInt8(number), count: 16),
                        validUntil: BlockTime(0),
                        payload: [UInt8](repeating: 7, count: Self.mebibyte - 2_048)),
                    signatures: []))
        }
        return block
    }

    /// Seat 0 of ten, with no room left: seats 3, 4 and 5 proposed ahead, two blocks each.
    private func full() -> Bench {
        var bench = Bench(seat: 0, seats: 10)
        for (round, seat) in [(2, 3), (3, 4), (4, 5)] {
            for mark in 0..<2 as Range<UInt64> {
                let block = heavy(
                    seat, UInt64(round) * 10 + mark,
                    weight: (seat == 5 ? 6 : 13) * Self.mebibyte)
                let proposal = TestSeats.proposal(seat, block, round: UInt64(round))
                #expect(bench.hear(.proposal(proposal), from: seat, valid: false).faults == [])
            }
        }
        #expect(bench.machine.state?.candidates.count == 6)
        return bench
    }

    @Test func `has a place for the proposal of the round`() {
        var bench = full()
        let block = heavy(1, 99, weight: 3 * Self.mebibyte)
        let effects = bench.hear(.proposal(TestSeats.proposal(1, block)), from: 1)
        #expect(effects.votes.map(\.block) == [TestSeats.id(block)])
    }

    @Test func `has a place for the block that a quorum decided`() {
        var bench = full()
        let block = heavy(1, 99, weight: 3 * Self.mebibyte)
        let id = TestSeats.id(block)
        let certificate = TestSeats.certificate([1, 2, 3, 4, 5, 6, 7], id)
        _ = bench.hear(.certificate(certificate), from: 1)
        #expect(bench.machine.isCertified(id))
        #expect(bench.hear(.body(block), from: 1).decisions.map(\.certificate) == [certificate])
    }

    @Test func `takes no block of a round long past`() {
        var bench = Bench(seat: 0, seats: 10)
        let block = TestSeats.block(proposer: 1)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)), from: 1, valid: false)
        for seat in [1, 2, 3, 4] {
            _ = bench.hear(.vote(TestSeats.prevote(seat, nil, round: 20)), from: seat)
        }
        #expect(bench.machine.round == Round(20))
        _ = bench.hear(.body(block), from: 9)
        #expect(bench.machine.state?.candidates.isEmpty == true)
    }
}
