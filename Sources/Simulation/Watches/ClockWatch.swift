import Consensus
import Governance
import LedgerTypes
import Replica

/// A seat whose clock is far from those of all other honest seats proposes no new block, and one
/// whose clock is near to all of theirs never takes its own for wrong.
/// Source: docs/internals/consensus.md, "Time".
///
/// Asked only of what has been so for a while: the own clock for two statuses, those of the others
/// for four and their journey, since the greatest difference of the last four counts.
struct ClockWatch: WorldWatch {
    private enum Truth { case right, wrong, between }

    private struct Shown {
        var offset: Int64
        /// Nil if it never was another.
        var since: UInt64?
    }

    /// By how much each node's clock is off, and since when.
    private var clocks: [Shown] = []
    /// When each node was last started. For lookup only.
    private var starts: [Int: UInt64] = [:]

    private static let ownSettling: UInt64 = 5_500
    private static let othersSettling: UInt64 = 10_500
    /// From here on a clock is wrong for sure: the precision, the journey, and some.
    private static let far: Int64 = 800
    private static let near: Int64 = 300

    private mutating func note(_ world: SimulatedWorld) {
        if clocks.isEmpty {
            clocks = world.nodes.map { Shown(offset: $0.clockOffset) }
        }
        for (place, node) in world.nodes.enumerated() where clocks[place].offset != node.clockOffset
        {
            clocks[place] = Shown(offset: node.clockOffset, since: world.now)
        }
    }

    mutating func saw(_ step: WatchedStep, in world: SimulatedWorld) -> [WatchFinding] {
        let node = step.node
        guard let machine = node.machine else { return [] }
        let seats = machine.ledger.nextSeats
        note(world)
        if case .start = step.input { starts[node.index] = world.now }
        let others = world.nodes.filter {
            $0 !== node && !world.isFaulty($0.index) && seats.index(of: $0.member) != nil
        }
        let own = max(clocks[node.index].since ?? 0, starts[node.index] ?? 0)
        guard world.now - own >= Self.ownSettling,
            others.allSatisfy({ other in
                clocks[other.index].since.map { world.now - $0 >= Self.othersSettling } ?? true
            })
        else { return [] }
        let truth = Self.truth(others.map { $0.clockOffset - node.clockOffset })
        switch truth {
        case .between: return []
        case .right:
            guard case .wrong(let shift) = machine.clockStanding else { return [] }
            return [WatchFinding(kind: .clock, detail: "is right, and thinks it is \(shift) off")]
        case .wrong:
            return step.effects.compactMap { effect in
                // After a round of each seat anybody proposes: all others may be wrong.
                guard case .persistVote(let record) = effect,
                    case .proposal(let proposal) = record.signed, proposal.validRound == nil,
                    proposal.round.value < UInt64(seats.count)
                else { return nil }
                return WatchFinding(
                    kind: .clock, detail: "proposes by a wrong clock in round \(proposal.round)")
            }
        }
    }

    private static func truth(_ offsets: [Int64]) -> Truth {
        guard !offsets.isEmpty else { return .between }
        if offsets.allSatisfy({ abs($0) <= near }) { return .right }
        if offsets.allSatisfy({ $0 >= far }) || offsets.allSatisfy({ $0 <= -far }) { return .wrong }
        return .between
    }
}
