import LedgerTypes
import Replica

/// Who sends blocks out of order is reported at once, and nobody who did nothing wrong ever is.
/// Source: docs/internals/consensus.md, "Catching up".
struct PeerWatch: WorldWatch {
    mutating func saw(_ step: WatchedStep, in world: SimulatedWorld) -> [WatchFinding] {
        var accused: [MemberID] = []
        for case .peerFault(let member, _) in step.effects { accused.append(member) }
        var found: [WatchFinding] = []
        for member in accused {
            let isHonest = world.nodes.contains {
                $0.member == member && !$0.hasLostDisk && !world.isFaulty($0.index)
            }
            if isHonest {
                found.append(
                    WatchFinding(kind: .accountability, detail: "\(member) is honest, and reported")
                )
            }
        }
        if case .received(.blocks(let blocks), let sender) = step.input,
            let first = blocks.first?.height.value,
            blocks.enumerated().contains(where: { $1.height.value != first + UInt64($0) }),
            !accused.contains(sender)
        {
            found.append(
                WatchFinding(
                    kind: .unreported, detail: "\(sender) sends blocks out of order, unreported"))
        }
        return found
    }
}
