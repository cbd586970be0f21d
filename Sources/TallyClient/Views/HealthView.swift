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

        enum CodingKeys: String, CodingKey {
            case code, severity, zh, en, remedy
        }

        package init(
            code: UInt64, severity: UInt64, zh: String, en: String, remedy: TextView? = nil
        ) {
            self.code = code
            self.severity = severity
            self.zh = zh
            self.en = en
            self.remedy = remedy
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

        enum CodingKeys: String, CodingKey {
            case member, access, reason, words, saidByPeer, address
        }

        package init(
            member: String, access: String? = nil, reason: String? = nil, words: TextView? = nil,
            saidByPeer: Bool, address: String
        ) {
            self.member = member
            self.access = access
            self.reason = reason
            self.words = words
            self.saidByPeer = saidByPeer
            self.address = address
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
    /// Callers at the HTTP interface; absent where the node is of an older version.
    public let connections: ConnectionsView?
    /// What the member's keys have used of the day; absent where the node is of an older version.
    public let quotas: [QuotaView]?

    enum CodingKeys: String, CodingKey {
        case member, role, verdict, height, round, blockTime, entryCount,
            sinceLastBlockMilliseconds, linked, seats, quorum, reachesQuorum, waitingTransactions,
            freeBytes, consensus, disk, problems, links, connections, quotas
    }

    package init(
        member: String, role: String, verdict: Int32, height: UInt64, round: UInt64,
        blockTime: UInt64, entryCount: UInt64, sinceLastBlockMilliseconds: UInt64? = nil,
        linked: [String], seats: Int, quorum: Int, reachesQuorum: Bool, waitingTransactions: Int,
        freeBytes: UInt64? = nil, consensus: ConsensusView, disk: DiskView, problems: [Problem],
        links: [Link], connections: ConnectionsView? = nil, quotas: [QuotaView]? = nil
    ) {
        self.quotas = quotas
        self.member = member
        self.role = role
        self.verdict = verdict
        self.height = height
        self.round = round
        self.blockTime = blockTime
        self.entryCount = entryCount
        self.sinceLastBlockMilliseconds = sinceLastBlockMilliseconds
        self.linked = linked
        self.seats = seats
        self.quorum = quorum
        self.reachesQuorum = reachesQuorum
        self.waitingTransactions = waitingTransactions
        self.freeBytes = freeBytes
        self.consensus = consensus
        self.disk = disk
        self.problems = problems
        self.links = links
        self.connections = connections
    }
}

/// What one key has used of the day, and what it may use.
public struct QuotaView: Codable, Sendable {
    /// `gateway` or `governance`.
    public let key: String
    public let entries: UInt64
    public let entriesLimit: UInt64
    public let bytes: UInt64
    public let bytesLimit: UInt64
    /// When all is free again, in milliseconds since 1970.
    public let freed: UInt64

    enum CodingKeys: String, CodingKey {
        case key, entries, entriesLimit, bytes, bytesLimit, freed
    }

    package init(
        key: String, entries: UInt64, entriesLimit: UInt64, bytes: UInt64, bytesLimit: UInt64,
        freed: UInt64
    ) {
        self.key = key
        self.entries = entries
        self.entriesLimit = entriesLimit
        self.bytes = bytes
        self.bytesLimit = bytesLimit
        self.freed = freed
    }
}

/// The connections of callers.
public struct ConnectionsView: Codable, Sendable {
    public let open: Int
    /// How many may be open, of all and of one address.
    public let most: Int
    public let mostOfOneAddress: Int
    /// Since the start: refused, or closed in favour of a newer one.
    public let turnedAway: UInt64

    enum CodingKeys: String, CodingKey {
        case open, most, mostOfOneAddress, turnedAway
    }

    package init(open: Int, most: Int, mostOfOneAddress: Int, turnedAway: UInt64) {
        self.open = open
        self.most = most
        self.mostOfOneAddress = mostOfOneAddress
        self.turnedAway = turnedAway
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

        enum CodingKeys: String, CodingKey {
            case height, round, step, block
        }

        package init(height: UInt64, round: UInt64, step: String, block: String? = nil) {
            self.height = height
            self.round = round
            self.step = step
            self.block = block
        }
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

        enum CodingKeys: String, CodingKey {
            case member, linked, silenceMilliseconds, lastVote, tip, round, version,
                clockOffsetMilliseconds, observes
        }

        package init(
            member: String, linked: Bool, silenceMilliseconds: UInt64? = nil, lastVote: Vote? = nil,
            tip: UInt64? = nil, round: UInt64? = nil, version: String? = nil,
            clockOffsetMilliseconds: Int64? = nil, observes: Bool? = nil
        ) {
            self.member = member
            self.linked = linked
            self.silenceMilliseconds = silenceMilliseconds
            self.lastVote = lastVote
            self.tip = tip
            self.round = round
            self.version = version
            self.clockOffsetMilliseconds = clockOffsetMilliseconds
            self.observes = observes
        }
    }

    public struct Missing: Codable, Sendable {
        public let step: String
        public let have: Int
        public let need: Int
        public let members: [String]
        public let awaitsProposal: Bool

        enum CodingKeys: String, CodingKey {
            case step, have, need, members, awaitsProposal
        }

        package init(step: String, have: Int, need: Int, members: [String], awaitsProposal: Bool) {
            self.step = step
            self.have = have
            self.need = need
            self.members = members
            self.awaitsProposal = awaitsProposal
        }
    }

    public struct Timeout: Codable, Sendable {
        public let kind: String
        public let milliseconds: UInt64

        enum CodingKeys: String, CodingKey {
            case kind, milliseconds
        }

        package init(kind: String, milliseconds: UInt64) {
            self.kind = kind
            self.milliseconds = milliseconds
        }
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

    enum CodingKeys: String, CodingKey {
        case step, open, signing, proposer, suspended, seats, missing, next, heartbeatMilliseconds,
            work
    }

    package init(
        step: String, open: Bool, signing: String, proposer: String? = nil, suspended: [String],
        seats: [Seat], missing: Missing? = nil, next: Timeout? = nil, heartbeatMilliseconds: UInt64,
        work: String? = nil
    ) {
        self.step = step
        self.open = open
        self.signing = signing
        self.proposer = proposer
        self.suspended = suspended
        self.seats = seats
        self.missing = missing
        self.next = next
        self.heartbeatMilliseconds = heartbeatMilliseconds
        self.work = work
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

    enum CodingKeys: String, CodingKey {
        case freeBytes, leastFreeBytes, silenceMilliseconds, voteLogBytes, voteLogRecords,
            signedHeight, signedRound, scrubHeight, scrubPasses, damagedBlocks, repairedBlocks
    }

    package init(
        freeBytes: UInt64? = nil, leastFreeBytes: UInt64, silenceMilliseconds: UInt64,
        voteLogBytes: UInt64, voteLogRecords: UInt64, signedHeight: UInt64? = nil,
        signedRound: UInt64? = nil, scrubHeight: UInt64, scrubPasses: UInt64,
        damagedBlocks: [UInt64], repairedBlocks: UInt64
    ) {
        self.freeBytes = freeBytes
        self.leastFreeBytes = leastFreeBytes
        self.silenceMilliseconds = silenceMilliseconds
        self.voteLogBytes = voteLogBytes
        self.voteLogRecords = voteLogRecords
        self.signedHeight = signedHeight
        self.signedRound = signedRound
        self.scrubHeight = scrubHeight
        self.scrubPasses = scrubPasses
        self.damagedBlocks = damagedBlocks
        self.repairedBlocks = repairedBlocks
    }
}
