/// What a campaign has seen so far.
package struct CampaignTally: Sendable {
    /// A run that showed what must never happen.
    package struct Failure: Hashable, Sendable {
        package let seed: UInt64
        package let seats: Int
        package let violation: Violation
    }

    package private(set) var runs = 0
    /// Runs of each number of seats, ascending.
    package private(set) var runsBySeats: [(seats: Int, runs: Int)] = []
    package private(set) var failures: [Failure] = []
    /// Seeds of runs of which nothing could be asked at the end, and why.
    package private(set) var unjudged: [(seed: UInt64, gap: LivenessGap)] = []
    /// Runs in which seats were to change.
    package private(set) var toChangeSeats = 0
    /// Runs in which they did.
    package private(set) var changedSeats = 0
    /// Changes of seats in all runs.
    package private(set) var seatChanges = 0
    /// Runs in which the chain was to be recovered.
    package private(set) var toRecover = 0
    /// Runs in which it was.
    package private(set) var recovered = 0
    /// What came of work with the outside in all runs.
    package private(set) var duties = DutyTally()
    package private(set) var blocks: UInt64 = 0
    package private(set) var events = 0
    package private(set) var highestRound: UInt64 = 0
    /// Most virtual milliseconds from healing to the end of a run that decided.
    package private(set) var longestHealing: UInt64 = 0
    /// Virtual milliseconds of all runs.
    package private(set) var virtualTime: UInt64 = 0

    package init() {}

    package mutating func take(_ report: RunReport) {
        let scenario = report.scenario
        runs += 1
        if let place = runsBySeats.firstIndex(where: { $0.seats == scenario.seats }) {
            runsBySeats[place].runs += 1
        } else {
            runsBySeats.append((scenario.seats, 1))
            runsBySeats.sort { $0.seats < $1.seats }
        }
        if let gap = report.gap { unjudged.append((scenario.seed, gap)) }
        if scenario.changesSeats { toChangeSeats += 1 }
        if report.seatChanges > 0 { changedSeats += 1 }
        seatChanges += report.seatChanges
        if scenario.recovers { toRecover += 1 }
        if report.recoveries > 0 { recovered += 1 }
        duties += report.duties
        blocks += UInt64(report.decidedRounds.count)
        events += report.events
        virtualTime += report.duration
        highestRound = max(highestRound, report.decidedRounds.max() ?? 0)
        if let violation = report.violations.first {
            failures.append(
                Failure(seed: scenario.seed, seats: scenario.seats, violation: violation))
        } else if report.isLivenessJudged {
            longestHealing = max(
                longestHealing, report.duration - min(report.duration, scenario.healsAt))
        }
    }
}
