import Foundation
import LedgerTypes
import TestSupport
import Testing

@testable import Consensus

/// A network that loses, repeats, delays and reorders until it heals; seats crash and restart.
enum RoughNetwork {
    static let healing: UInt64 = 6_000

    static func run(seats: Int, seed: UInt64) -> MemoryNetwork {
        var dice = SeededGenerator(seed: seed)
        let network = MemoryNetwork(seats: seats, target: 2)
        let loss = 2 + dice.below(6)
        var weather = SeededGenerator(seed: seed &+ 1)
        let split = UInt64(dice.next())
        let splitFrom = UInt64(dice.below(3_000))
        let splitTo = splitFrom + UInt64(dice.below(3_000))
        network.route = { from, to, _, now in
            guard now < healing else { return [1 + UInt64(weather.below(40))] }
            let sides = (split >> UInt64(from) ^ split >> UInt64(to)) & 1
            if sides == 1, now >= splitFrom, now < splitTo { return [] }
            if weather.oneIn(loss) { return [] }
            let copies = weather.oneIn(8) ? 2 : 1
            return (0..<copies).map { _ in
                1 + UInt64(weather.below(weather.oneIn(10) ? 1_500 : 60))
            }
        }
        // Any number of seats crash, even all; the last restart is before the network heals.
        for _ in 0..<dice.below(seats + 2) {
            let seat = dice.below(seats)
            let down = UInt64(dice.below(4_000))
            let up = down + 1 + UInt64(dice.below(1_500))
            network.at(down) { $0.crash(seat) }
            network.at(up) { $0.start(seat) }
        }
        network.run(until: 120_000)
        return network
    }
}

/// Longer runs by hand: TALLY_SEEDS=1000-3000 replaces the seeds.
enum Campaign {
    static let seeds: Range<UInt64>? = {
        let text = ProcessInfo.processInfo.environment["TALLY_SEEDS"] ?? ""
        let ends = text.split(separator: "-").compactMap { UInt64($0) }
        return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }()
}

@Suite struct `Rough networks` {
    @Test(arguments: [4, 7])
    func `agree, sign once, and decide after healing`(seats: Int) {
        let seeds = Campaign.seeds ?? (seats == 4 ? 0..<150 : 0..<40)
        for seed in seeds {
            let network = RoughNetwork.run(seats: seats, seed: seed)
            #expect(network.violations == [], "seed \(seed)")
            #expect(network.isDone, "seed \(seed) is stuck")
        }
    }

    @Test func `run the same way twice`() {
        func transcript() -> [String]? {
            let network = MemoryNetwork(seats: 4, target: 2)
            network.transcript = []
            var weather = SeededGenerator(seed: 7)
            network.route = { _, _, _, _ in
                weather.oneIn(4) ? [] : [UInt64(1 + weather.below(900))]
            }
            network.run(until: 30_000)
            return network.transcript
        }
        #expect(transcript() == transcript())
    }

    @Test(arguments: [4, 7])
    func `decide with as many seats down as are tolerated`(seats: Int) {
        let down = Set((0..<TestSeats.set(seats).tolerance).map { $0 * 2 + 1 })
        let network = MemoryNetwork(seats: seats, target: 5, offline: down)
        network.run(until: 60_000)
        #expect(network.isDone)
        #expect(network.violations == [])
    }

    @Test func `stop, and sign nothing twice, without a quorum, and go on when it is back`() {
        let network = MemoryNetwork(seats: 4, target: 2)
        network.at(0) {
            $0.crash(2)
            $0.crash(3)
        }
        network.run(until: 300_000)
        #expect(network.nodes[0].committed.isEmpty)
        network.start(2)
        network.run(until: network.now + 30_000, stopWhenDone: false)
        #expect([0, 1, 2].allSatisfy { network.nodes[$0].committed.count == 2 })
        #expect(network.violations == [])
    }
}
