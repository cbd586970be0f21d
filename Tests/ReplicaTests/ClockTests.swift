import Consensus
import LedgerTypes
import TestSupport
import Testing

@testable import Replica

@Suite struct `Clocks` {
    private let members = (1...3).map(TestChain.member)
    private let now = BlockTime(10_000_000)

    private func clocks(_ offsets: [Int64]) -> PeerClocks {
        var clocks = PeerClocks()
        for (member, offset) in zip(members, offsets) {
            clocks.note(BlockTime(UInt64(Int64(now.value) + offset)), of: member, now: now)
        }
        return clocks
    }

    @Test(
        arguments: [
            ([0, -20, -90], .agrees), ([250, 250, 250], .agrees),
            ([251, 260, 0], .differs(251)), ([501, 600, 0], .wrong(501)),
            // A peer that seems behind is given the time of its status's journey.
            ([-350, -350, -350], .agrees), ([-351, -351, -351], .differs(-251)),
            ([-601, -601, -601], .wrong(-501)),
            // One liar moves nothing.
            ([9_000_000, 0, 0], .agrees), ([9_000_000, 300, 0], .differs(300)),
        ] as [([Int64], ClockStanding)])
    func `are judged by the median of the peers`(offsets: [Int64], standing: ClockStanding) {
        let found = clocks(offsets).standing(of: members, precision: Milliseconds(500))
        #expect(found == standing)
    }

    @Test func `are judged by the quickest of a few statuses`() {
        var clocks = clocks([-400])
        #expect(clocks.difference(of: members[0]) == -300)
        clocks.note(BlockTime(now.value - 5), of: members[0], now: now)
        #expect(clocks.difference(of: members[0]) == 0)
    }

    @Test func `are measured anew after a jump of the own`() {
        var clocks = clocks([0, 0, 0])
        clocks.tick(now, precision: Milliseconds(500))
        clocks.tick(BlockTime(now.value + 2_100), precision: Milliseconds(500))
        #expect(clocks.median(of: members) == 0)
        clocks.tick(BlockTime(now.value - 3_600_000), precision: Milliseconds(500))
        #expect(clocks.median(of: members) == nil)
    }

    @Test func `that are wrong keep a seat from proposing, not from voting, until they are right`()
        throws
    {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.clockOffsets[1] = 2_000
        var proposers: Set<Int> = []
        network.route = { from, _, message, _ in
            if case .consensus(.proposal(let proposal)) = message, proposal.round == .first {
                proposers.insert(from)
            }
            return [1]
        }
        network.run(until: 8_000)
        #expect(network.nodes[1].notes.contains { $0.isWrongClock })
        #expect(!network.nodes[0].notes.contains { $0.isWrongClock })
        // Seat 1 has the turn at height 1, and leaves it.
        network.at(8_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 14_000)
        let first = try #require(network.nodes[0].blocks.first?.committed)
        #expect(first.certificate.round == Round(1))
        #expect(!proposers.contains(1))
        #expect(network.votes.contains { $0.seat == SeatIndex(1) && $0.step == .precommit })
        network.clockOffsets[1] = 0
        network.run(until: 30_000)
        #expect(network.nodes[1].notes.contains(.clock(.agrees)))
        #expect(network.violations == [])
    }

    // Pitfall 23.
    @Test func `that jump back an hour hold nobody up`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.at(1_500) { $0.clockOffsets[0] = -3_600_000 }
        network.at(1_600) { $0.submit(chain.transaction(2), to: 0) }
        for number in 3...8 as ClosedRange<UInt64> {
            network.at(2_000 + number * 3_000) { $0.submit(chain.transaction(number), to: 2) }
        }
        network.run(until: 60_000)
        #expect(Set(network.heights).count == 1)
        #expect(network.entryCount(1) == 8)
        #expect(network.violations == [])
    }

    @Test func `that are all wrong stop nothing`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        for node in 0..<4 { network.clockOffsets[node] = Int64(node) * 1_500 }
        network.at(9_000) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 60_000)
        #expect(network.heights.allSatisfy { $0 >= 1 })
        #expect(network.violations == [])
    }
}

extension ReplicaNote {
    fileprivate var isWrongClock: Bool {
        if case .clock(.wrong) = self { true } else { false }
    }
}
