import LedgerTypes
import Replica

/// All that the rules look at.
struct HealthFacts: Sendable {
    let health: NodeHealth
    let hasSeat: Bool
    /// Seats that can be reached, the own one included.
    let linkedSeats: Int
    /// Age of the last committed block, or of the start.
    let age: Milliseconds
    /// Time after which a chain without transactions makes a block.
    let patience: Milliseconds
    let proposeTimeout: Milliseconds
    let halt: NodeProblem?
    let observing: NodeProblem?
    let warnings: [NodeProblem]

    init(
        _ health: NodeHealth, hasSeat: Bool, linkedSeats: Int, age: Milliseconds,
        patience: Milliseconds, proposeTimeout: Milliseconds, halt: NodeProblem? = nil,
        observing: NodeProblem? = nil, warnings: [NodeProblem] = []
    ) {
        self.health = health
        self.hasSeat = hasSeat
        self.linkedSeats = linkedSeats
        self.age = age
        self.patience = patience
        self.proposeTimeout = proposeTimeout
        self.halt = halt
        self.observing = observing
        self.warnings = warnings
    }
}

/// From facts to problems: what is wrong, named by a stable number.
enum HealthRules {
    /// The chain or this node stands still.
    static func stops(_ problem: NodeProblem) -> Bool {
        switch problem.number {
        case .noQuorum, .stalled, .loopSilent, .haltedQuorum: true
        default: false
        }
    }

    static func problems(_ facts: HealthFacts) -> [NodeProblem] {
        let health = facts.health
        var found = [facts.halt, facts.observing].compactMap(\.self) + facts.warnings
        if health.heartbeat >= .seconds(10) {
            found.append(
                .loopSilent(seconds: health.heartbeat.value / 1_000, files: health.work))
        }
        if health.diskSilence >= .seconds(15) {
            found.append(.diskSilent(seconds: health.diskSilence.value / 1_000))
        }
        if let free = health.freeBytes, facts.halt == nil, facts.observing?.number != .belowReserve,
            free - free / 5 < health.leastFreeBytes
        {
            found.append(.diskNearlyFull(free))
        }
        found += quorum(facts)
        found += seat(facts)
        return found
    }

    /// Why nothing is committed.
    private static func quorum(_ facts: HealthFacts) -> [NodeProblem] {
        let health = facts.health
        var found: [NodeProblem] = []
        if facts.hasSeat, !health.reachesQuorum {
            found.append(.noQuorum(connected: facts.linkedSeats, needed: health.quorum))
        }
        guard facts.halt == nil else { return found }
        let wait = Milliseconds(
            facts.patience.value + 2 * facts.proposeTimeout.value + 3_000)
        let seconds = facts.age.value / 1_000
        if let missing = health.missing, missing.have < missing.need, facts.age >= wait {
            found.append(
                .quorumMissing(
                    missing, height: health.height.next, round: health.round, seconds: seconds,
                    silence: health.seatReports))
        } else if health.reachesQuorum, seconds > facts.patience.value / 1_000 * 3 + 60 {
            found.append(.stalled(seconds: seconds))
        }
        if health.round.value >= 3 {
            found.append(.manyRounds(height: health.height.next, round: health.round))
        }
        return found
    }

    /// What concerns this seat alone.
    private static func seat(_ facts: HealthFacts) -> [NodeProblem] {
        let health = facts.health
        var found: [NodeProblem] = []
        if let claim = health.highestClaim, claim.value > health.height.value + 10 {
            found.append(.behind(own: health.height, peers: claim))
        }
        switch health.clock {
        case .agrees: break
        case .differs(let offset), .wrong(let offset):
            found.append(.clockOff(milliseconds: offset.magnitude))
        }
        if health.suspended.contains(health.member) { found.append(.suspended) }
        let versions = Set(health.seatReports.compactMap(\.version).filter { !$0.isEmpty })
        if versions.count > 1 { found.append(.versionsDiffer(versions.sorted())) }
        return found
    }
}
