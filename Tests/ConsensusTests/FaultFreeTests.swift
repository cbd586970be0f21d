import LedgerTypes
import TestSupport
import Testing

@testable import Consensus

@Suite struct `Fault-free heights` {
    /// n−1 proposals and 2n(n−1) votes on the wire; polkas are counted apart.
    @Test(arguments: [4, 7, 30])
    func `take three message delays, and the votes and proposals of the analysis`(seats: Int) {
        let network = MemoryNetwork(seats: seats)
        network.run(until: 1_000)
        let interval = ChainParameters.standard.minimumBlockInterval.value
        #expect(network.isDone)
        #expect(network.now == interval + 3 * 10)
        #expect(network.sentCounts["proposal"] == seats - 1)
        #expect(network.sentCounts["vote"] == 2 * seats * (seats - 1))
        #expect(network.sentCounts["polka"] == seats * (seats - 1))
        #expect(Set(network.sentCounts.keys) == ["proposal", "vote", "polka"])
        #expect(network.violations == [])
    }

    @Test func `send three proposals and twenty-four votes with four seats, 29 and 1,740 with 30`()
    {
        let counts = [4, 30].map { seats in
            let network = MemoryNetwork(seats: seats)
            network.run(until: 1_000)
            return ["proposal", "vote"].map { network.sentCounts[$0] }
        }
        #expect(counts == [[3, 24], [29, 1_740]])
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 10])
    func `decide in round 0 with any number of seats`(count: Int) {
        let network = MemoryNetwork(seats: count, target: 3)
        network.run(until: 2_000)
        #expect(network.isDone)
        #expect(network.violations == [])
        #expect(network.nodes.allSatisfy { $0.highestRound == .first })
        let proposers = network.nodes[0].committed.map(\.block.header.proposer.value)
        #expect(proposers == (1...3).map { UInt64($0 % count) })
    }

    @Test func `are followed by a node without a seat, which signs nothing`() {
        let network = MemoryNetwork(seats: 4, target: 3, followers: 1)
        network.run(until: 2_000)
        #expect(network.nodes[4].committed == network.nodes[0].committed)
        #expect(network.nodes[4].log.isEmpty)
        // Each broadcast goes to the follower too, which itself sends only polkas.
        #expect(network.sentCounts["vote"] == 3 * 8 * 4)
    }

    @Test func `do not begin while there is nothing to decide, until the empty interval`() {
        var machine = RoundMachine(key: TestSeats.keys[1])
        var effects = machine.step(
            .begin(TestSeats.context(), recovered: []), now: TestSeats.startTime)
        effects += machine.step(
            .timer(RoundTimer(.interval, height: Height(1))), now: TestSeats.startTime)
        #expect(!machine.isOpen)
        #expect(!effects.contains(.build(round: .first)))
        effects = machine.step(
            .timer(RoundTimer(.empty, height: Height(1))), now: TestSeats.startTime)
        #expect(effects.contains(.build(round: .first)))
    }

    @Test func `do not begin early for one seat's vote, but for those of two`() {
        var bench = Bench(seat: 0)
        _ = bench.expire(.interval)
        #expect(bench.hear(.vote(TestSeats.prevote(3, nil))).timers == [])
        #expect(bench.hear(.vote(TestSeats.precommit(3, nil, round: 7))).timers == [])
        #expect(bench.hear(.vote(TestSeats.prevote(2, nil))).timers == [.propose])
    }

    @Test func `do not begin early for a proposal of a later turn`() {
        var bench = Bench(seat: 0)
        _ = bench.expire(.interval)
        // Seat 3 proposes in round 2 of height 1, seat 1 in round 0.
        let ahead = TestSeats.proposal(3, TestSeats.block(proposer: 3), round: 2)
        #expect(bench.hear(.proposal(ahead)).timers == [])
        let first = TestSeats.proposal(1, TestSeats.block(proposer: 1))
        #expect(bench.hear(.proposal(first)).timers == [.propose])
    }

    @Test func `wait for the least interval even when transactions wait`() {
        var machine = RoundMachine(key: TestSeats.keys[1])
        _ = machine.step(.begin(TestSeats.context(), recovered: []), now: TestSeats.startTime)
        #expect(machine.step(.transactionsWaiting, now: TestSeats.startTime).isEmpty)
        let effects = machine.step(
            .timer(RoundTimer(.interval, height: Height(1))), now: TestSeats.startTime)
        #expect(effects.contains(.build(round: .first)))
    }

    @Test func `follow the recorded transcript`() throws {
        let network = MemoryNetwork(seats: 4)
        network.transcript = []
        network.at(0) { $0.transcript = [] }
        network.run(until: 1_000)
        try expectGolden(network, "fault-free-height")
    }

    @Test func `follow the recorded transcript of a round change`() throws {
        // The proposer of round 0 is down.
        let network = MemoryNetwork(seats: 4, offline: [1])
        network.transcript = []
        network.run(until: 10_000)
        #expect(network.isDone)
        #expect(network.nodes[0].committed[0].certificate.round == Round(1))
        try expectGolden(network, "round-change")
    }

    private func expectGolden(_ network: MemoryNetwork, _ name: String) throws {
        let text = (network.transcript ?? []).joined(separator: "\n") + "\n"
        #expect(try Golden.difference(text, at: "consensus/\(name).txt") == nil)
    }
}
