import LedgerTypes
import Links
import Replica

/// One line of the table by which doctor, health and metrics judge a node.
struct HealthRule: Sendable {
    let code: UInt64
    /// True if the node or its chain stands still where the rule holds.
    let stops: Bool
    let judge: @Sendable (HealthFacts) -> NodeProblem?

    init(
        _ code: UInt64, stops: Bool = false,
        _ judge: @escaping @Sendable (HealthFacts) -> NodeProblem?
    ) {
        self.code = code
        self.stops = stops
        self.judge = judge
    }
}

/// From facts to problems: what is wrong, named by a stable number.
enum HealthRules {
    /// All rules, in the order in which they are told.
    static let table = machine + quorum + seat + keys + terms + callers + links + duties

    /// The chain or this node stands still.
    static func stops(_ problem: NodeProblem) -> Bool {
        table.contains { $0.code == problem.code && $0.stops }
    }

    static func problems(_ facts: HealthFacts) -> [NodeProblem] {
        [facts.halt, facts.observing].compactMap(\.self) + facts.warnings
            + table.compactMap { $0.judge(facts) }
    }

    /// What the machine under the node does.
    private static let machine = [
        HealthRule(7142, stops: true) { facts in
            let beat = facts.health.heartbeat
            return beat < .seconds(10)
                ? nil : .loopSilent(seconds: beat.value / 1_000, files: facts.health.work)
        },
        HealthRule(7174) { facts in
            let silence = facts.health.diskSilence
            return silence < .seconds(15) ? nil : .diskSilent(seconds: silence.value / 1_000)
        },
        HealthRule(7130) { facts in
            guard let free = facts.health.freeBytes, facts.halt == nil,
                facts.observing?.number != .belowReserve,
                free - free / 5 < facts.health.leastFreeBytes
            else { return nil }
            return .diskNearlyFull(free)
        },
    ]

    /// Why nothing is committed.
    private static let quorum = [
        HealthRule(7140, stops: true) { facts in
            guard facts.hasSeat, !facts.health.reachesQuorum else { return nil }
            return .noQuorum(
                connected: facts.linkedSeats, needed: facts.health.quorum, facts.absent)
        },
        HealthRule(7147) { facts in
            guard !facts.hasSeat, !facts.health.reachesQuorum else { return nil }
            return .fewSeatsSeen(
                linked: facts.linkedSeats, needed: facts.health.quorum, facts.absent)
        },
        HealthRule(7170, stops: true) { facts in
            let health = facts.health
            guard facts.halt == nil, let missing = facts.missing else { return nil }
            return .quorumMissing(
                missing, height: health.height.next, round: health.round,
                seconds: facts.age.value / 1_000, silence: health.seatReports)
        },
        HealthRule(7141, stops: true) { facts in
            let seconds = facts.age.value / 1_000
            guard facts.halt == nil, facts.missing == nil, facts.health.reachesQuorum,
                seconds > facts.patience.value / 1_000 * 3 + 60
            else { return nil }
            return .stalled(seconds: seconds)
        },
        HealthRule(7176) { facts in
            guard facts.halt == nil, facts.health.round.value >= 3 else { return nil }
            return .manyRounds(height: facts.health.height.next, round: facts.health.round)
        },
    ]

    /// What concerns this node beside the others.
    private static let seat = [
        HealthRule(7146) { facts in
            guard let silence = facts.health.dutySilence, silence > .seconds(60) else { return nil }
            return .dutiesSilent(seconds: silence.value / 1_000)
        },
        HealthRule(7171) { facts in
            let absent = facts.longAbsent
            guard facts.linkedSeats == facts.health.quorum, !absent.isEmpty else { return nil }
            return .noSeatToSpare(absent, quorum: facts.health.quorum)
        },
        HealthRule(7172) { facts in
            guard let claim = facts.credibleClaim,
                claim.value > facts.health.height.value + 10
            else { return nil }
            return .behind(own: facts.health.height, peers: claim)
        },
        HealthRule(7143) { facts in
            switch facts.health.clock {
            case .agrees: nil
            case .differs(let offset), .wrong(let offset): .clockOff(milliseconds: offset)
            }
        },
        HealthRule(7175) { facts in
            facts.health.suspended.contains(facts.health.member) ? .suspended : nil
        },
        HealthRule(7173) { facts in
            let versions = Set(
                facts.health.seatReports.compactMap(\.version).filter { !$0.isEmpty })
            return versions.count > 1 ? .versionsDiffer(versions.sorted()) : nil
        },
    ]
}

extension HealthFacts {
    /// The votes that a quorum lacks, once it has taken longer than a round and its waits.
    fileprivate var missing: ReplicaReport.Missing? {
        let wait = Milliseconds(patience.value + 2 * proposeTimeout.value + 3_000)
        guard let missing = health.missing, missing.have < missing.need, age >= wait else {
            return nil
        }
        return missing
    }

    /// Seats that were not heard for a minute, or never since this node's start; empty where that is
    /// not a minute ago.
    fileprivate var longAbsent: [LinkStanding] {
        absent.filter { link in
            let seat = health.seatReports.first { $0.member == link.member }
            return seat?.silence.map { $0 > .minutes(1) } ?? (uptime > .minutes(1))
        }
    }

    /// Seats without a link that is good for all, and why.
    fileprivate var absent: [LinkStanding] {
        health.seatReports.filter { !$0.isOwn && !$0.isLinked }.map { seat in
            health.links.first { $0.member == seat.member } ?? LinkStanding(member: seat.member)
        }
    }
}
