import NodeRuntime

/// How the node does, for monitors and people.
public struct HealthView: Codable, Sendable {
    public struct Problem: Codable, Sendable {
        public let code: UInt64
        /// 1 somebody should look, 2 the node only follows, 3 the node takes no part.
        public let severity: UInt64
        public let zh: String
        public let en: String
        /// What to do about it.
        public let remedy: TextView?

        public init(_ problem: NodeProblem) {
            code = problem.code
            severity = problem.severity.rawValue
            zh = problem.chinese
            en = problem.english
            remedy = Remedy.of(problem.code).map { TextView(zh: $0.chinese, en: $0.english) }
        }
    }

    /// Where the link with a member stands.
    public struct Link: Codable, Sendable {
        public let member: String
        /// `full`, `blocks` or `fetching`; absent while there is none.
        public let access: String?
        /// Wire name of why there is none, or only one for blocks.
        public let reason: String?
        /// The reason in words.
        public let words: TextView?
        /// True if the other end said so.
        public let saidByPeer: Bool
        public let address: String

        init(_ standing: LinkStanding) {
            member = standing.member.text
            access = standing.access?.rawValue
            reason = standing.reason?.rawValue
            words = standing.reason.map { TextView(zh: $0.words.chinese, en: $0.words.english) }
            saidByPeer = standing.isPeers
            address = standing.address
        }
    }

    public let member: String
    public let role: String
    /// 0 all is well, 1 somebody should look, 2 the node or the chain stands still.
    public let verdict: Int32
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
    public let consensus: ConsensusView
    public let disk: DiskView
    public let problems: [Problem]
    public let links: [Link]

    init(_ health: NodeHealth) {
        member = health.member.text
        role = health.role.rawValue
        verdict = health.verdict
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
        consensus = ConsensusView(health)
        disk = DiskView(health)
        problems = health.problems.map(Problem.init)
        links = health.links.map(Link.init)
    }
}

/// Where the deciding of the next height stands.
public struct ConsensusView: Codable, Sendable {
    /// A vote that was heard.
    public struct Vote: Codable, Sendable {
        public let height: UInt64
        public let round: UInt64
        /// `prevote` or `precommit`.
        public let step: String
        /// Absent for a vote for no block.
        public let block: String?
    }

    public struct Seat: Codable, Sendable {
        public let member: String
        public let linked: Bool
        /// Time since anything came from it.
        public let silenceMilliseconds: UInt64?
        public let lastVote: Vote?
        public let tip: UInt64?
        public let round: UInt64?
        public let version: String?
        public let clockOffsetMilliseconds: Int64?
        public let observes: Bool?
    }

    public struct Missing: Codable, Sendable {
        public let step: String
        public let have: Int
        public let need: Int
        public let members: [String]
        public let awaitsProposal: Bool
    }

    public struct Timeout: Codable, Sendable {
        public let kind: String
        public let milliseconds: UInt64
    }

    /// `propose`, `prevote` or `precommit`.
    public let step: String
    /// True if there is something to decide.
    public let open: Bool
    /// `signs`, `observes`, `asks` or `silenced`.
    public let signing: String
    public let proposer: String?
    public let suspended: [String]
    public let seats: [Seat]
    /// The quorum that is waited for; absent while nothing is to be decided.
    public let missing: Missing?
    public let next: Timeout?
    public let heartbeatMilliseconds: UInt64
    /// The files on whose disk the node waits at this moment.
    public let work: String?

    init(_ health: NodeHealth) {
        step = health.step.name
        open = health.isOpen
        signing = health.signing.rawValue
        proposer = health.proposer?.text
        suspended = health.suspended.map(\.text)
        seats = health.seatReports.map(Seat.init)
        missing = health.missing.map {
            Missing(
                step: $0.step.name, have: $0.have, need: $0.need,
                members: $0.members.map(\.text), awaitsProposal: $0.awaitsProposal)
        }
        next = health.next.map { Timeout(kind: $0.kind.name, milliseconds: $0.left.value) }
        heartbeatMilliseconds = health.heartbeat.value
        work = health.work
    }
}

extension ConsensusView.Seat {
    init(_ seat: NodeHealth.Seat) {
        self.init(
            member: seat.member.text, linked: seat.isLinked,
            silenceMilliseconds: seat.silence?.value,
            lastVote: seat.lastVote.map {
                ConsensusView.Vote(
                    height: $0.height.value, round: $0.round.value, step: $0.step.name,
                    block: $0.block?.description)
            },
            tip: seat.tip?.value, round: seat.round?.value, version: seat.version,
            clockOffsetMilliseconds: seat.clockOffset, observes: seat.observes)
    }
}

/// Disk, vote log and the reading again of blocks.
public struct DiskView: Codable, Sendable {
    public let freeBytes: UInt64?
    public let leastFreeBytes: UInt64
    public let silenceMilliseconds: UInt64
    public let voteLogBytes: UInt64
    public let voteLogRecords: UInt64
    /// The last height and round at which this seat signed, as its register has it.
    public let signedHeight: UInt64?
    public let signedRound: UInt64?
    public let scrubHeight: UInt64
    public let scrubPasses: UInt64
    public let damagedBlocks: [UInt64]
    public let repairedBlocks: UInt64

    init(_ health: NodeHealth) {
        freeBytes = health.freeBytes
        leastFreeBytes = health.leastFreeBytes
        silenceMilliseconds = health.diskSilence.value
        voteLogBytes = health.voteLogBytes
        voteLogRecords = health.voteLogRecords
        signedHeight = health.signedAt?.height.value
        signedRound = health.signedAt?.round.value
        scrubHeight = health.scrub.height.value
        scrubPasses = health.scrub.passes
        damagedBlocks = health.scrub.damaged.map(\.value)
        repairedBlocks = health.counters.repairedBlocks
    }
}

extension NodeHealth {
    /// True if neither the node nor the chain stands still and a quorum can be reached.
    var isWell: Bool { verdict < 2 && role != .halted && reachesQuorum }
}
