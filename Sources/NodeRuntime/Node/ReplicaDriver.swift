import BlockStore
import CanonicalCoding
import Consensus
import Diagnosis
import Governance
import LedgerTypes
import Links
import Logging
import NIOCore
import Replica
import Sealing
import SeatFiles
import Upkeep

/// Steps the replica and does what it says, in order, on an event loop of its own.
///
/// The loop's thread may wait for the disk: nothing else lives on it. No await lies between taking
/// effects and doing them, so the state that keeps votes safe is never seen half changed.
final class ReplicaDriver {
    var replica: ReplicaMachine
    let parts: DriverParts
    let loop: any EventLoop
    let logger: Logger
    private var timers: [TimerID: Scheduled<Void>] = [:]
    private var answers: [TransactionID: SubmissionOutcome] = [:]
    /// The node's seat: whether it signs, and the files of its votes.
    private(set) var seat: OwnSeat
    /// The last block that is on the disk.
    private(set) var durable: CommittedBlock?
    /// Peers whose links are good for blocks only; true of those that the ledger knows.
    var sources: [MemberID: Bool] = [:]
    /// What peers sent and is not taken yet.
    var inbox = PeerInbox()
    /// True while a turn of the loop is coming that takes a piece of it.
    var isDraining = false
    var faultLines = LineLimiter<FaultSubject>()
    private var behindLines = LineLimiter<MemberID>(pause: .seconds(10))
    private var clock: Scheduled<Void>?
    /// When the waits that are under way end.
    private(set) var deadlines: [TimerID: ContinuousClock.Instant] = [:]
    /// When the board was last told.
    var published = ContinuousClock.now
    /// When the height that is being decided first had something to decide.
    var opened: ContinuousClock.Instant?

    init(_ opening: NodeOpening, parts: DriverParts, loop: any EventLoop) {
        self.parts = parts
        self.loop = loop
        logger = parts.logger
        seat = opening.seat
        durable = opening.last
        replica = ReplicaMachine(
            configuration: parts.identity(signs: seat.standing == .signing),
            ledger: opening.ledger, lastCommitted: opening.last, recovered: opening.recovered)
        if case .resuming(let from) = seat.standing { parts.status.observing(.signsLater(from)) }
    }

    // MARK: inputs

    func start() {
        take(.start)
        watch()
    }

    func submit(_ transaction: SignedTransaction) -> SubmissionOutcome {
        if let halt { return .unavailable(.seat(halt)) }
        // One that was refused for lack of a signature may come again with it.
        if parts.index.isSettled(transaction.id) { return .committed(transaction.id) }
        if parts.desk.isPending(transaction) { return .admitted(transaction.id) }
        take(.submit(transaction))
        let answer = answers.removeValue(forKey: transaction.id)
        if let halt { return .unavailable(.seat(halt)) }
        return answer ?? .admitted(transaction.id)
    }

    func stop() {
        cancelTimers()
        clock?.cancel()
        tell(.fault(.stopping))
    }

    /// The height of the last block that is on the disk.
    var durableHeight: Height { durable?.height ?? .genesis }

    /// Why the node stands still; nil where it takes part or follows.
    var halt: SeatFault? { seat.standing.halt }

    /// Tells the seat what happened, and does what it asks for.
    func tell(_ event: SeatEvent) {
        let before = seat.standing
        let tasks = seat.on(event, tip: durableHeight)
        say(seat.standing, after: before)
        for task in tasks { perform(task) }
    }

    func take(_ input: ReplicaInput) {
        guard halt == nil else { return }
        parts.status.beat()
        let before = replica.ledger.height
        let (executions, begin) = (replica.counts.executions, ContinuousClock.now)
        let effects = replica.step(input, now: parts.clock())
        if replica.counts.executions > executions {
            parts.status.count { $0.executionTime.observe(.now - begin) }
        }
        for effect in effects {
            do throws(SeatFault) {
                try perform(effect)
            } catch {
                interrupt(error)
                return
            }
        }
        publish()
        if replica.ledger.height > before { tell(.advanced(next: durableHeight.next)) }
    }

    func cancelTimers() {
        for timer in timers.values { timer.cancel() }
        timers = [:]
        deadlines = [:]
    }

    /// Once a second: shows that the loop lives, and looks whether what was missing is there again.
    private func watch() {
        guard halt != .stopping else { return }
        clock = loop.assumeIsolated().scheduleTask(in: .seconds(1)) { [weak self] in
            guard let self else { return }
            self.parts.status.beat()
            self.look()
            self.sayLeftOut()
            self.publish(force: true)
            self.watch()
        }
    }

    // MARK: effects

    private func perform(_ effect: ReplicaEffect) throws(SeatFault) {
        switch effect {
        case .persistVote(let record): try persist(record)
        case .send(let message, let member) where message.carriesBlock:
            parts.answers.take(.message(message), of: member)
        case .send(let message, let member):
            guard sources[member] == nil || message.isForSources else { return }
            parts.network.send(
                .consensus, message.canonicalBytes, isEssential: message.isEssential, to: member)
        case .broadcast(let message):
            parts.network.broadcast(
                .consensus, message.canonicalBytes, isEssential: message.isEssential)
            guard message.isForSources else { return }
            for (member, isKnown) in sources where isKnown {
                parts.network.send(
                    .consensus, message.canonicalBytes, isEssential: false, to: member)
            }
        case .startTimer(let timer, let wait): start(timer, wait)
        case .commit(let block): try commit(block)
        case .serveBlocks(let request, let member):
            parts.answers.take(.stored(request), of: member)
        case .admitted(let transaction):
            parts.desk.admitted(transaction)
            answers[transaction.id] = .admitted(transaction.id)
        case .rejected(let id, let code): answers[id] = .rejected(id, code)
        case .dropped(let transaction, let code): parts.desk.dropped(transaction, code)
        case .expired(let transaction): parts.desk.expired(transaction)
        case .peerFault(let member, let fault): note(member, fault)
        case .note(let note):
            count(note)
            say(note)
        }
    }

    private func start(_ timer: TimerID, _ wait: Milliseconds) {
        timers[timer]?.cancel()
        let pause = TimeAmount.milliseconds(Int64(clamping: wait.value))
        deadlines[timer] = .now + .milliseconds(Int64(clamping: wait.value))
        timers[timer] = loop.assumeIsolated().scheduleTask(in: pause) { [weak self] in
            guard let self else { return }
            self.timers[timer] = nil
            self.deadlines[timer] = nil
            self.take(.timer(timer))
        }
    }

    private func persist(_ record: VoteLogRecord) throws(SeatFault) {
        let begin = ContinuousClock.now
        parts.status.working("votes")
        defer {
            parts.status.working(nil)
            parts.status.count { $0.voteLogTime.observe(.now - begin) }
        }
        try seat.persist(record)
    }

    private func commit(_ block: StoredBlock) throws(SeatFault) {
        let begin = ContinuousClock.now
        parts.status.working("blocks")
        defer { parts.status.working(nil) }
        do {
            try parts.store.append(block)
        } catch {
            throw .blocks(error)
        }
        let (end, since) = (ContinuousClock.now, opened)
        opened = nil
        parts.status.count {
            $0.storeTime.observe(end - begin)
            if let since { $0.commitLatency.observe(end - since) }
            $0.blocksCommitted += 1
            $0.transactionsCommitted += UInt64(block.entries.count)
        }
        let ledger = replica.ledger
        precondition(ledger.height == block.height, "committed \(block.height) at \(ledger.height)")
        announce(block, ledger)
        // Last: nobody who waits for the block waits for this too. Records of a height that is
        // stored are ignored on opening, so a stop before it does no harm.
        try seat.forget()
    }

    /// Tells everybody of a block that is on the disk.
    func announce(_ block: StoredBlock, _ ledger: LedgerState) {
        durable = block.committed
        let first = parts.index.count
        parts.index.append(block, state: ledger, before: parts.view.ledger)
        parts.view.publish(ledger, block.committed)
        parts.network.update(PeerDirectory(ledger))
        for (offset, entry) in block.entries.enumerated() {
            parts.desk.committed(
                entry.transaction, EntryIndex(first + UInt64(offset)), entry.receipt)
        }
        parts.bell.ring(block.height)
    }

    private func say(_ note: ReplicaNote) {
        switch note {
        case .enteredRound(let height, let round):
            if round > .first { logger.notice("height \(height) needs round \(round)") }
        case .misbehaviour(let evidence):
            logger.error(
                "evidence against seat \(evidence.seat) at height \(evidence.height): \(evidence.subject.offence); it goes into a block"
            )
        case .silenced(let height, let round): tell(.silenced(height, round))
        case .certifiedBlockRefused(let height, let block, let member):
            parts.status.warn(.blockDoesNotExecute(height))
            logger.critical(
                """
                block \(height) (\(block)) from \(member) is certified, but does not execute to its \
                roots here; compare software versions with the other members
                """)
        case .blockOfOtherSeats(let height, let block, let member):
            parts.status.warn(.blockOfOtherSeats(height))
            logger.critical(
                "block \(block) from \(member): \(NodeProblem.blockOfOtherSeats(height))")
        case .recovering(let height, let epoch):
            logger.critical(
                "height \(height) is decided by the seats that the order of recovery leaves; recovery epoch \(epoch) / 高度 \(height) 由恢复令保留的席位表决；恢复纪元 \(epoch)"
            )
        case .recoveryRefused(let height, let refusal):
            parts.status.warn(.recoveryRefused(height, code: refusal.code))
            logger.critical("\(NodeProblem.recoveryRefused(height, code: refusal.code))")
        case .behind(let own, let peer, let member):
            if behindLines.admits(member, now: .now) {
                logger.info("at height \(own), \(member) is at \(peer); blocks are fetched")
            }
        case .asksForOwnVotes(let needed):
            parts.status.observing(.askingForOwnVotes(needed: needed))
            logger.notice("asks the other seats for this seat's last votes before it signs")
        case .signs(let height):
            parts.status.observing(nil)
            logger.notice("this seat's votes are known; it signs from height \(height) on")
        case .voteLogRefused(let height, let fault): tell(.logRefused(height, fault))
        case .clock(let standing): say(standing)
        }
    }
}

extension PeerMessage {
    /// True of an answer with a whole block: it is not encoded on the loop of consensus.
    var carriesBlock: Bool {
        switch self {
        case .consensus(.body), .consensus(.decision): true
        default: false
        }
    }

    /// True of what is said over a link for blocks only: where this node is, and what it asks for.
    var isForSources: Bool {
        switch self {
        case .status, .blockRequest: true
        default: false
        }
    }

    /// Whether a slow peer must get it; floods and answers can be asked for again.
    var isEssential: Bool {
        switch self {
        case .consensus, .blockRequest, .bodyRequest, .ownVotesRequest, .ownVotes,
            .evidence:
            true
        case .status, .transactions, .blocks: false
        }
    }
}
