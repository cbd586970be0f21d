import LedgerTypes
import TestSupport
import Testing

@testable import Consensus

/// Named scenarios. What a broken rule shows in such ones is in `SimulationTests/MutantTests.swift`.
enum Scenarios {
    /// Halves of four seats cannot hear each other for a while.
    static func halves() -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4)
        network.route = { from, to, _, now in
            now < 8_000 && (from < 2) != (to < 2) ? [] : [10]
        }
        network.run(until: 60_000)
        return network
    }

    /// One seat is down for good; all others crash after their votes left them and were lost.
    static func allCrashAfterVoting() -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4, offline: [3])
        network.route = { _, _, message, now in
            if case .vote = message, now < 1_000 { return [] }
            return [10]
        }
        network.at(500) { for seat in 0..<3 { $0.crash(seat) } }
        network.at(1_000) { for seat in 0..<3 { $0.start(seat) } }
        network.run(until: 60_000)
        return network
    }

    /// One seat is down; of the rest only one hears the precommits of round 0 and moves on.
    static func oneMovesOn() -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4, offline: [3])
        network.route = { from, to, message, now in
            guard now < 4_000 else { return [10] }
            switch message {
            // Seat 2 misses the proposal, so that the votes of round 0 are mixed.
            case .proposal where to == 2: return []
            case .body: return []
            case .vote(let vote) where vote.step == .precommit: return to == 0 ? [10] : []
            default: return now < 2_500 ? [10] : []
            }
        }
        network.run(until: 90_000)
        return network
    }

    /// One seat decides and goes down before anybody hears of it; the next proposer knows nothing
    /// of the quorum of prevotes, the other two are locked.
    static func lostDecision() -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4)
        network.route = { from, to, message, now in
            guard now < 8_000 else { return [10] }
            switch message {
            case .proposal(let proposal) where proposal.round == .first && to == 2: return []
            case .polka(let polka) where polka.round == .first && to == 2: return []
            case .vote(let vote) where vote.round == .first:
                if vote.step == .prevote { return from == 3 && to == 2 ? [] : [10] }
                return from == 0 || (to != 0 && now < 1_000) ? [] : [10]
            case .decision, .certificate: return []
            default: return [10]
            }
        }
        network.at(300) { $0.crash(0) }
        network.at(9_000) { $0.start(0) }
        network.run(until: 90_000)
        return network
    }

    /// A faulty seat hurries to precommit nothing, and one seat's vote is a little late.
    static func hastyNil() -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4, offline: [3])
        network.route = { from, _, message, _ in
            if case .vote(let vote) = message, vote.step == .precommit {
                return from == 2 ? [200] : [10]
            }
            return [10]
        }
        for round in 0..<64 as Range<UInt64> {
            network.deliver(
                .vote(TestSeats.precommit(3, nil, round: round)), from: 3, to: [0, 1, 2], at: 6)
        }
        network.run(until: 60_000)
        return network
    }

    /// A faulty seat shows its prevote to one seat only, which locks, and is silent thereafter.
    static func hiddenLock() -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4, offline: [2])
        network.route = { from, to, message, now in
            // Seat 3 misses the proposal of seat 1 and prevotes for nothing.
            if case .proposal(let proposal) = message, proposal.round == .first, to == 3 {
                return []
            }
            return [10]
        }
        network.at(20) {
            guard let block = $0.nodes[1].log.first?.signed.block(suite: TestSeats.suite) else {
                return
            }
            $0.deliver(.vote(TestSeats.prevote(2, block)), from: 2, to: [1], at: 25)
        }
        network.run(until: 90_000)
        return network
    }

    /// A faulty seat claims to be in round 50.
    static func loneJumper() -> MemoryNetwork {
        let network = MemoryNetwork(seats: 4, offline: [3])
        network.deliver(
            .vote(TestSeats.prevote(3, nil, round: 50)), from: 3, to: [0, 1, 2], at: 1)
        network.run(until: 60_000)
        return network
    }
}

@Suite struct `Named scenarios` {
    private func expectGood(_ network: MemoryNetwork, rounds: UInt64) {
        #expect(network.isDone)
        #expect(network.violations == [])
        let highest = network.nodes.map(\.highestRound).max()
        #expect(highest.map { $0.value <= rounds } == true, "round \(highest!)")
    }

    @Test func `two halves never decide apart`() {
        expectGood(Scenarios.halves(), rounds: 3)
    }
    @Test func `a crash of all after voting is survived with a seat down`() {
        expectGood(Scenarios.allCrashAfterVoting(), rounds: 1)
    }
    @Test func `a seat that moved on alone still helps those behind`() {
        expectGood(Scenarios.oneMovesOn(), rounds: 3)
    }
    @Test func `a decision that nobody heard of is the one that all take`() {
        let network = Scenarios.lostDecision()
        expectGood(network, rounds: 3)
        #expect(network.nodes[0].committed[0].certificate.round == .first)
        #expect(network.nodes[2].committed[0].certificate.round > .first)
    }
    @Test func `a hasty vote for nothing does not end a round`() {
        expectGood(Scenarios.hastyNil(), rounds: 0)
    }
    @Test func `a hidden lock is told to all, and the next round decides its block`() {
        expectGood(Scenarios.hiddenLock(), rounds: 2)
    }
    @Test func `one seat alone moves nobody to another round`() {
        expectGood(Scenarios.loneJumper(), rounds: 0)
    }
}
