import Consensus
import LedgerTypes

/// A seat crashes, with or without its disk, while the others go on to the next height; it starts and
/// asks them what they last heard of it. If it said something that it does not know, it signs nothing
/// more at that height.
enum LostDisks {
    private static let crashes: [UInt64] = [3, 8, 22, 33, 45]
    private static let starts: [UInt64] = [200, 900, 4_000]

    static let family = RoundFamily(
        name: "lost-disks", summary: "4 seats: one loses its disk and asks what it said",
        count: 4 * crashes.count * starts.count * 4 * 2 * 2
    ) { number, isTold in
        var choices = Choices(number)
        let seat = choices.next(4)
        let crash = crashes[choices.next(crashes.count)]
        let start = starts[choices.next(starts.count)]
        // Whom it asks: all others, or all but one.
        let left = choices.next(4)
        let isLost = choices.next(2) == 0
        let isApart = choices.next(2) == 0
        let network = RoundNetwork(4, isTold: isTold)
        network.target = 2
        // Nothing of the decision reaches it before it has asked.
        network.route = { _, to, message, now in
            guard to == seat, now < start + 1_000 else { return [10] }
            switch message {
            case .decision, .certificate: return []
            case .vote(let vote): return isApart && vote.step == .precommit ? [] : [10]
            default: return [10]
            }
        }
        network.at(crash) { network in
            network.crash(seat)
            if isLost, !network.nodes[seat].log.isEmpty {
                network.check.exposed.insert(seat)
            }
            if isLost { network.nodes[seat].log = [] }
        }
        network.at(start) { network in
            network.start(seat)
            network.step(seat, .signing(isAllowed: false))
            network.check.silent.insert(seat)
        }
        let others = (0..<4).filter { $0 != seat }
        let asked = others.enumerated().filter { $0.offset != left }.map(\.element)
        network.at(start + 30) { ask(asked, of: seat, in: $0) }
        network.run(until: start + 8_000)
        return RoundOutcome(asking: network)
    }

    /// What the others answer, and what the node makes of it.
    private static func ask(_ others: [Int], of seat: Int, in network: RoundNetwork) {
        let height = Height(UInt64(network.nodes[seat].committed.count + 1))
        for other in others {
            let votes =
                network.nodes[other].machine?.latestVotes(
                    of: RoundSeats.member(seat), from: height) ?? []
            for vote in votes where vote.height == height {
                if network.nodes[seat].machine?.knowsOwn(vote) == false {
                    network.step(seat, .foreignVote(vote))
                }
            }
        }
        if !network.check.exposed.contains(seat) { network.check.silent.remove(seat) }
        network.step(seat, .signing(isAllowed: true))
    }
}
