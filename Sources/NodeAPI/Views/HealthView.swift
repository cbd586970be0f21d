import NodeRuntime

/// How the node does, for monitors and people.
public struct HealthView: Codable, Sendable {
    public struct Problem: Codable, Sendable {
        public let code: UInt64
        /// 1 somebody should look, 2 the node only follows, 3 the node takes no part.
        public let severity: UInt64
        public let zh: String
        public let en: String
    }

    public let member: String
    public let role: String
    public let height: UInt64
    public let round: UInt64
    public let blockTime: UInt64
    public let entryCount: UInt64
    public let sinceLastBlockMilliseconds: UInt64?
    public let linked: [String]
    public let seats: Int
    public let quorum: Int
    public let reachesQuorum: Bool
    public let waitingTransactions: Int
    public let freeBytes: UInt64?
    public let problems: [Problem]

    init(_ health: NodeHealth) {
        member = health.member.text
        role = health.role.rawValue
        height = health.height.value
        round = health.round.value
        blockTime = health.blockTime.value
        entryCount = health.entryCount
        sinceLastBlockMilliseconds = health.sinceLastBlock?.value
        linked = health.linked.map(\.text)
        seats = health.seats
        quorum = health.quorum
        reachesQuorum = health.reachesQuorum
        waitingTransactions = health.waitingTransactions
        freeBytes = health.freeBytes
        problems = health.problems.map {
            Problem(
                code: $0.code, severity: $0.severity.rawValue, zh: $0.chinese, en: $0.english)
        }
    }
}

extension NodeHealth {
    /// True if nothing halts the node and a quorum can be reached.
    var isWell: Bool { role != .halted && reachesQuorum }
}
