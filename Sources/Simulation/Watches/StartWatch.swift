import Governance
import LedgerTypes
import Replica

/// A seat that starts signs nothing before a quorum, itself included, told what it had said, and
/// before it has come as far as one honest seat of those; and nobody can silence a seat that lost
/// nothing. Source: docs/internals/consensus.md, "What a start trusts".
struct StartWatch: WorldWatch {
    private struct Life {
        /// The tips of those that answered. For lookup only.
        var tips: [MemberID: Height] = [:]
        var mayHaveSigned = false
    }

    // For lookup only.
    private var lives: [Int: Life] = [:]

    mutating func saw(_ step: WatchedStep, in world: SimulatedWorld) -> [WatchFinding] {
        let node = step.node
        guard let machine = node.machine else { return [] }
        let seats = machine.ledger.nextSeats
        var life = lives[node.index] ?? Life()
        switch step.input {
        case .start: life = Life()
        case .received(.ownVotes(let answer), let member)
        where member != node.member && seats.index(of: member) != nil:
            life.tips[member] = answer.height
        default: break
        }
        let asked = min(2 * seats.count / 3, seats.count - 1)
        let tips = life.tips.values.sorted(by: >)
        // So many that one of them is honest are at this tip or above.
        let honest = (seats.count - 1) / 3
        if tips.count >= asked, tips.isEmpty || tips[min(honest, tips.count - 1)] <= machine.height
        {
            life.mayHaveSigned = true
        }
        lives[node.index] = life
        var found: [WatchFinding] = []
        for effect in step.effects {
            switch effect {
            case .persistVote(let record) where !life.mayHaveSigned:
                found.append(
                    WatchFinding(
                        kind: .earlySigning,
                        detail: "signs at \(record.height) after \(tips.count) answers of \(asked)")
                )
            case .note(.silenced) where !node.hasLostDisk:
                found.append(
                    WatchFinding(kind: .silenced, detail: "is silenced, and lost nothing"))
            default: break
            }
        }
        return found
    }
}
