import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing

/// One node's share of the ledger as a value: pool, consensus, execution and catch-up.
///
/// A runtime feeds it messages, timers and submissions with its wall clock and does what the
/// effects say, in their order. It touches no disk, no clock and no network itself.
package struct ReplicaMachine: Sendable {
    let configuration: ReplicaConfiguration
    /// The state after the last committed block.
    package internal(set) var ledger: LedgerState
    /// The id of the last committed block; of genesis at height 0.
    package internal(set) var head: BlockID
    package internal(set) var lastCommitted: CommittedBlock?

    var rounds: RoundMachine
    var pool: TransactionPool
    var proofs = EvidencePool()
    var peers = PeerBook()
    var sync = SyncState()
    var inquiry = OwnVotesInquiry()
    var clocks = PeerClocks()
    /// How the own clock compares with those of the other seats.
    package internal(set) var clockStanding = ClockStanding.agrees
    /// Results of valid blocks of the height that is being decided, oldest first.
    var executed: [(id: BlockID, result: ExecutedBlock)] = []
    /// How often contents of each block of the height were asked for. For lookup only.
    var fetches: [BlockID: Int] = [:]
    /// The order under which the height is decided, after a lost quorum.
    var recovery: RecoveryOrder?
    /// What the round machine wants done and is not done yet.
    var pending: [RoundEffect] = []
    var hasCommitted = false
    var decidedAt: BlockTime?
    /// The last vote that was heard of each member with a seat. For lookup only.
    var lastVotes: [MemberID: ReplicaReport.SeenVote] = [:]
    package internal(set) var counts = ReplicaCounts()
    var effects: [ReplicaEffect] = []
    var now = BlockTime(0)
    /// Every step of the rounds, for who checks them; nil in nodes.
    package var trace: [RoundTraceStep]?
    let recovered: [VoteLogRecord]

    /// Opens a node where its store left off.
    ///
    /// - Parameters:
    ///   - ledger: the state after `lastCommitted`, or of genesis.
    ///   - lastCommitted: nil exactly at height 0.
    ///   - recovered: the vote log, oldest record first; records of other heights are ignored.
    package init(
        configuration: ReplicaConfiguration, ledger: LedgerState, lastCommitted: CommittedBlock?,
        recovered: [VoteLogRecord]
    ) {
        precondition(
            (lastCommitted?.height ?? .genesis) == ledger.height,
            "the ledger is at \(ledger.height), the last block at \(lastCommitted?.height as Any)")
        self.configuration = configuration
        self.ledger = ledger
        self.lastCommitted = lastCommitted
        self.recovered = recovered
        head =
            lastCommitted.map { $0.block.header.id(suite: ledger.suite) }
            ?? configuration.genesisBlock
        rounds = RoundMachine(key: configuration.seatKey)
        pool = TransactionPool(capacity: configuration.poolBytes)
    }

    /// The last committed height.
    package var height: Height { ledger.height }
    /// The round in which the next height is being decided.
    package var round: Round { rounds.round }
    package var step: RoundStep { rounds.step }
    /// True if the own key has a seat at the height that is being decided.
    package var hasSeat: Bool { rounds.hasSeat }
    /// True once another signer with the own key was noticed: this node votes no more.
    package var isSilenced: Bool { rounds.isSilenced }
    /// True if the own seat votes: it has one, knows what it said before, and nobody else uses it.
    package var signs: Bool { hasSeat && !isSilenced && !inquiry.isOpen }
    package var waitingBytes: Int { pool.bytes }
    /// The highest height that a connected peer claims; nil while none has said anything.
    package var highestPeerHeight: Height? {
        peers.members.filter { peers[$0].isConnected }.compactMap { peers[$0].height }.max()
    }

    /// True if the transaction waits for a block here, with these very signatures.
    package func isWaiting(_ signed: SignedTransaction) -> Bool { pool.contains(signed) }

    /// Takes an input and returns what is to be done, in order; at most one block is committed.
    package mutating func step(_ input: ReplicaInput, now: BlockTime) -> [ReplicaEffect] {
        self.now = now
        hasCommitted = false
        pump()
        switch input {
        case .start: start()
        case .peerConnected(let member): connect(member)
        case .peerDisconnected(let member): disconnect(member)
        case .offersBlocks(let member, let height): offer(height, from: member)
        case .received(let message, let member): receive(message, from: member)
        case .timer(let timer): expire(timer)
        case .submit(let transaction): submit(transaction)
        }
        takeBacklog()
        if !pending.isEmpty || !sync.backlog.isEmpty {
            effects.append(.startTimer(.next, Milliseconds(0)))
        }
        defer { effects = [] }
        return effects
    }

    private mutating func start() {
        beginInquiry()
        beginHeight(recovered: recovered)
        askOwnVotes()
        pump()
        clocks.tick(now, precision: ledger.parameters.clockPrecision)
        effects.append(.startTimer(.status, Limits.statusInterval))
    }

    private mutating func expire(_ timer: TimerID) {
        switch timer {
        case .round(let timer): drive(.timer(timer))
        case .status:
            clocks.tick(now, precision: ledger.parameters.clockPrecision)
            judgeClock()
            effects.append(.broadcast(.status(ownStatus)))
            effects.append(.startTimer(.status, Limits.statusInterval))
            floodAgain()
        case .sync: giveUpRequest()
        case .behind(let height):
            sync.noticed = nil
            if ledger.height <= height { requestBlocks() }
        case .ownVotes: askOwnVotesAgain()
        case .next: break
        }
    }

    var ownStatus: PeerStatus {
        PeerStatus(
            height: ledger.height, block: head, round: rounds.round, step: rounds.step, clock: now,
            base: configuration.base, version: configuration.version, observes: !signs)
    }

    private mutating func receive(_ message: PeerMessage, from member: MemberID) {
        guard member != configuration.member else { return }
        peers[member].heard = now
        switch message {
        case .consensus(let message): receive(message, from: member)
        case .status(let status):
            peers[member].statusAt = now
            peers[member].status = status
            clocks.note(status.clock, of: member, now: now)
            learn(height: status.height, from: member)
        case .transactions(let transactions): receive(transactions, from: member)
        case .blockRequest(let request):
            guard request.from > .genesis, request.from <= ledger.height else { return }
            let bytes = min(request.maximumBytes, Limits.syncWindowBytes)
            effects.append(
                .serveBlocks(BlockRequest(from: request.from, maximumBytes: bytes), to: member))
        case .blocks(let blocks): receive(blocks, from: member)
        case .bodyRequest(let request): answer(request, to: member)
        case .ownVotesRequest(let request): answer(request, to: member)
        case .ownVotes(let votes): receive(votes, from: member)
        case .evidence(let evidence): receive(evidence, from: member)
        }
    }

    private mutating func connect(_ member: MemberID) {
        peers[member].isConnected = true
        effects.append(.send(.status(ownStatus), to: member))
        askOwnVotes(of: member)
        let known = proofs.items.prefix(LedgerTypes.Limits.maximumEvidence)
        if !known.isEmpty { effects.append(.send(.evidence(Array(known)), to: member)) }
        let waiting = pool.oldest(bytes: Limits.transactionBytesPerMessage)
        if !waiting.isEmpty { effects.append(.send(.transactions(waiting), to: member)) }
    }

    private mutating func disconnect(_ member: MemberID) {
        peers[member].isConnected = false
        clocks.forget(member)
        if sync.source == member { giveUpRequest() }
    }
}
