import LedgerTypes
import Mutants

/// How long each step of a round waits: linear in the round, and capped.
///
/// Growth is never exponential: after a long stall the next attempt comes within the cap.
/// Source: docs/internals/consensus.md, "The rules".
package struct Timeouts: Hashable, Sendable {
    private let parameters: ChainParameters

    package init(_ parameters: ChainParameters) { self.parameters = parameters }

    /// Time to wait for a proposal.
    package func propose(_ round: Round) -> Milliseconds {
        linear(parameters.proposeTimeout, parameters.proposeTimeoutStep, round)
    }

    /// Time to wait for the remaining votes of a step once a quorum of them disagrees.
    package func vote(_ round: Round) -> Milliseconds {
        linear(parameters.voteTimeout, parameters.voteTimeoutStep, round)
    }

    /// How long a proposal of the round may have travelled: a tenth more each round, capped.
    package func messageDelay(_ round: Round) -> Milliseconds {
        var delay = parameters.messageDelay.value
        let cap = max(Limits.messageDelayCap.value, delay)
        var left = round.value
        while left > 0, delay < cap {
            delay = min(cap, delay + max(delay / 10, 1))
            left -= 1
        }
        return Milliseconds(delay)
    }

    /// True if a proposer's time agrees with the own clock.
    /// Source: docs/internals/consensus.md, "Time".
    package func isTimely(_ time: BlockTime, round: Round, now: BlockTime) -> Bool {
        let precision = parameters.clockPrecision.value
        let early = now.value.addingReportingOverflow(precision)
        guard early.overflow || early.partialValue >= time.value || Mutant.futureTimesTaken.isOn
        else { return false }
        let allowance = precision.addingReportingOverflow(messageDelay(round).value)
        guard !allowance.overflow else { return true }
        let latest = time.value.addingReportingOverflow(allowance.partialValue)
        return latest.overflow || now.value <= latest.partialValue || Mutant.oldTimesTaken.isOn
    }

    private func linear(
        _ base: Milliseconds, _ step: Milliseconds, _ round: Round
    ) -> Milliseconds {
        if Mutant.waitsNeverGrow.isOn { return base }
        if Mutant.waitsDouble.isOn { return Milliseconds(base.value << min(round.value, 32)) }
        let (growth, tooMuch) = step.value.multipliedReportingOverflow(by: round.value)
        let (sum, overflow) = base.value.addingReportingOverflow(growth)
        return tooMuch || overflow
            ? parameters.timeoutCap : min(Milliseconds(sum), parameters.timeoutCap)
    }
}
