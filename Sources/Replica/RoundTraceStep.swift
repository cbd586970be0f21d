import Consensus
import LedgerTypes

/// One step of a replica's round machine: what it was told and what it wanted done.
package struct RoundTraceStep: Sendable {
    package let input: RoundInput
    package let effects: [RoundEffect]
    package let now: BlockTime
}

extension ReplicaMachine {
    /// Steps the round machine, and notes the step where somebody checks it.
    mutating func stepRounds(_ input: RoundInput) -> [RoundEffect] {
        let effects = rounds.step(input, now: now)
        trace?.append(RoundTraceStep(input: input, effects: effects, now: now))
        return effects
    }
}
