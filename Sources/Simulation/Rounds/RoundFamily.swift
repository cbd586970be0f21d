import Consensus
import Mutants

/// What came of one enumerated scenario.
package struct RoundOutcome: Sendable {
    /// What must not happen, and did; the first of each kind.
    package let violations: [RoundViolation]
    /// The highest round of an honest seat.
    package let rounds: UInt64
    /// Virtual milliseconds from healing to the last decision.
    package let decidedAfter: UInt64
    /// Empty unless it was asked for.
    package let transcript: [String]

    /// - Parameter latest: the round in which it must be decided, where the scenario says so.
    init(_ network: RoundNetwork, healed: UInt64, latest: UInt64? = nil) {
        rounds = network.check.highestRound.value
        decidedAfter = network.now - min(network.now, healed)
        transcript = network.transcript ?? []
        var found = network.check.violations
        if !network.isDone {
            found.append(
                RoundViolation(kind: .liveness, detail: "undecided \(decidedAfter) ms after"))
        } else if let latest, rounds > latest {
            found.append(
                RoundViolation(
                    kind: .lateness, detail: "decided in round \(rounds), not by \(latest)"))
        }
        violations = found
    }

    /// Of a run that need not decide anything.
    init(asking network: RoundNetwork) {
        network.check.checkSilence()
        rounds = network.check.highestRound.value
        decidedAfter = 0
        transcript = network.transcript ?? []
        violations = network.check.violations
    }

    /// Of a run with whole nodes.
    init(_ report: RunReport) {
        rounds = report.decidedRounds.max() ?? 0
        decidedAfter = report.duration - min(report.duration, report.scenario.healsAt)
        transcript = report.transcript
        violations = report.violations.map {
            RoundViolation(kind: .auditor, detail: $0.description)
        }
    }

    /// Of a run that is not judged by how long it took.
    init(violations: [RoundViolation], transcript: [String], rounds: UInt64 = 0) {
        self.violations = violations
        self.transcript = transcript
        self.rounds = rounds
        decidedAfter = 0
    }

    package var isCorrect: Bool { violations.isEmpty }

    /// Two blocks at one height: the worst.
    package var isForked: Bool { violations.contains { $0.kind == .agreement } }
}

/// Scenarios that are gone through one by one; a number names each.
package struct RoundFamily: Sendable {
    package let name: String
    package let summary: String
    package let count: Int
    let play: @Sendable (_ number: Int, _ isTold: Bool) -> RoundOutcome

    /// Runs one scenario, 0 to `count` − 1, with the code as it is or as the mutant has it.
    package func outcome(
        _ number: Int, of mutant: Mutant? = nil, isTold: Bool = false
    ) -> RoundOutcome {
        precondition(0..<count ~= number, "\(name) has no scenario \(number)")
        return Mutant.with(mutant) { play(number, isTold) }
    }

    package static let all: [RoundFamily] = [
        FirstRoundFaults.four, FirstRoundFaults.seven, HiddenLocks.family, TwoValidRounds.family,
        ForgedDecisions.family, LoneJumps.family, ShownToSome.family, LateHealing.family,
        RepeatedProposals.four, RepeatedProposals.seven, NewProposals.family, WholeNodes.family,
        LoneLocks.family, AheadOfAll.family, OwnTurns.family, ForgedLogs.family,
        OwnKeyElsewhere.family, AfterRecovery.family, BrokenPromises.family, WrongBodies.family,
        NamedBlocks.family, FullRooms.family, LostDisks.family,
        FalseBlocks.family, ShownEvidence.family, RecoveryOrders.family, OwnBlocks.family,
        OldDisks.family, LateNodes.family, LostContents.family, FalseClocks.family,
        PoolShares.family,
        SeatFilesFamily.family, BlockFilesFamily.family,
    ]
}

/// Takes a number apart into choices.
struct Choices {
    private var left: Int

    init(_ number: Int) { left = number }

    /// The next choice, below `bound`.
    mutating func next(_ bound: Int) -> Int {
        defer { left /= bound }
        return left % bound
    }
}
