import LedgerTypes
import Replica

/// A node that runs makes a register only where one other honest seat stood, or below, since it was
/// started: further down there are heights at which its key may have signed.
/// Source: docs/internals/consensus.md, "What a start trusts".
struct RegisterWatch: WorldWatch {
    private struct Life {
        let number: Int
        let began: UInt64
        /// Of the honest seats, when the life began.
        let heights: [Height]
        var hasRegister: Bool
    }

    // For lookup only.
    private var lives: [Int: Life] = [:]

    /// How old what seats said of their heights may be.
    private static let memory: UInt64 = 10_000

    mutating func saw(_ step: WatchedStep, in world: SimulatedWorld) -> [WatchFinding] {
        let node = step.node
        guard let machine = node.machine else { return [] }
        guard let life = lives[node.index], life.number == node.life else {
            let heights = world.nodes.filter {
                $0 !== node && !world.isFaulty($0.index)
                    && machine.ledger.nextSeats.index(of: $0.member) != nil
            }.compactMap { $0.machine?.height }
            lives[node.index] = Life(
                number: node.life, began: world.now, heights: heights,
                hasRegister: node.voting != nil)
            return []
        }
        lives[node.index]?.hasRegister = node.voting != nil
        // Heights only rise: who is below all of them now was so when they were last told.
        guard !life.hasRegister, node.voting != nil, world.now - life.began < Self.memory,
            let lowest = life.heights.min(), machine.height < lowest
        else { return [] }
        return [
            WatchFinding(
                kind: .earlySigning,
                detail: "makes a register at \(machine.height), and no seat was below \(lowest)")
        ]
    }
}
