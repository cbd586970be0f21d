import Consensus
import LedgerTypes
import Mutants

/// Round machines alone on a virtual clock: no execution and no store, so that thousands of
/// scenarios take seconds. Everything follows from the routes and the actions.
///
/// Times are milliseconds since the start.
package final class RoundNetwork {
    struct Node {
        var machine: RoundMachine?
        var log: [VoteLogRecord] = []
        var committed: [CommittedBlock] = []
        /// Counts restarts: timers of an earlier life do not fire.
        var life = 0
        var decidedAt: UInt64 = 0
        var enteredAt: UInt64 = 0
        var lastRound = Round.first
        /// Counts the questions for votes, which go to the others in turn.
        var asked = 0
        /// Blocks that it made, or found valid. For lookup only.
        var sound: Set<BlockID> = []
        /// Judges the machine of this life by the rules written a second time.
        var reference: RoundReference?
    }

    enum Event {
        case deliver(to: Int, from: Int, ConsensusMessage)
        case timer(node: Int, life: Int, RoundTimer)
        case action((RoundNetwork) -> Void)
    }

    /// Delays of the copies that arrive; none is a loss.
    typealias Route = (_ from: Int, _ to: Int, _ message: ConsensusMessage, _ now: UInt64)
        -> [UInt64]

    static let parameters = ChainParameters.standard

    let seats: RoundSeats
    /// Seats that do as they like; what they sign is not checked.
    let faulty: Set<Int>
    var nodes: [Node]
    var now: UInt64 = 0
    /// Every honest seat decides so many heights.
    var target: UInt64 = 1
    var route: Route = { _, _, _, _ in [10] }
    /// What every message that is sent shows to a faulty seat, before it is routed.
    var onSend: (RoundNetwork, _ from: Int, ConsensusMessage) -> Void = { _, _, _ in }
    /// What is on its way to one seat, before it is routed; faulty seats hear by it.
    var onAddress: (RoundNetwork, _ from: Int, _ to: Int, ConsensusMessage) -> Void = {
        _, _, _, _ in
    }
    /// An honest seat begins a round.
    var onRound: (RoundNetwork, Height, Round) -> Void = { _, _, _ in }
    /// A machine asks for a block that a quorum named; machines that hold it answer anyway.
    var onFetch: (RoundNetwork, _ by: Int, BlockID) -> Void = { _, _, _ in }
    /// The round in which each height begins: above 0 after a recovery.
    var firstRound = Round.first
    /// No transactions wait.
    var isIdle = false
    /// How long a seat takes to build a block for a round.
    var buildTime: (_ seat: Int, Round) -> UInt64 = { _, _ in 0 }
    /// Sees which rules fire; nil looks at none.
    var watch: RuleWatch?
    var check: RoundCheck
    /// Lines of who did what, if they are wanted.
    package var transcript: [String]?
    private var queue = EventQueue<Event>()
    private var builds: UInt64 = 0
    private let book = SignatureBook()

    /// - Parameter faulty: seats that scripts play; they run no machine.
    init(_ count: Int, faulty: Set<Int> = [], isTold: Bool = false) {
        seats = .of(count)
        self.faulty = faulty
        nodes = Array(repeating: Node(), count: count)
        check = RoundCheck(seats: seats.set, faulty: faulty)
        transcript = isTold ? [] : nil
        for index in 0..<count where !faulty.contains(index) { start(index) }
    }

    // MARK: Life and death

    func start(_ index: Int) {
        guard nodes[index].machine == nil else { return }
        tell(index, "starts")
        nodes[index].machine = RoundMachine(key: seats.keys[index])
        nodes[index].reference = RoundReference(
            key: seats.keys[index].verifyingKey, book: book)
        nodes[index].life += 1
        begin(index)
    }

    func crash(_ index: Int) {
        tell(index, "crashes")
        nodes[index].machine = nil
    }

    func at(_ time: UInt64, _ action: @escaping (RoundNetwork) -> Void) {
        queue.push(.action(action), at: time)
    }

    /// A message of a faulty seat, past all routes.
    func deliver(_ message: ConsensusMessage, from: Int, to receiver: Int, at time: UInt64) {
        queue.push(.deliver(to: receiver, from: from, message), at: time)
    }

    private func begin(_ index: Int) {
        let height = UInt64(nodes[index].committed.count + 1)
        guard height <= target else { return }
        nodes[index].enteredAt = now
        nodes[index].lastRound = firstRound
        onRound(self, Height(height), firstRound)
        let context = HeightContext(
            suite: RoundSeats.suite, chain: RoundSeats.chain, height: Height(height),
            seats: seats.set, parameters: Self.parameters, firstRound: firstRound)
        step(index, .begin(context, recovered: nodes[index].log))
        if !isIdle { step(index, .transactionsWaiting) }
    }

    // MARK: Running

    /// Runs until all running nodes have decided, or the time is over.
    func run(until end: UInt64) {
        while let next = queue.nextTime, next <= end, let (time, event) = queue.pop() {
            now = max(now, time)
            switch event {
            case .action(let action): action(self)
            case .timer(let node, let life, let timer):
                if nodes[node].life == life { step(node, .timer(timer)) }
            case .deliver(let receiver, let sender, let message):
                receive(receiver, sender, message)
            }
            if isDone { return }
        }
        now = max(now, end)
    }

    /// True once every honest seat runs and has decided.
    package var isDone: Bool {
        nodes.indices.allSatisfy {
            faulty.contains($0)
                || (nodes[$0].machine != nil && UInt64(nodes[$0].committed.count) >= target)
        }
    }

    private func receive(_ receiver: Int, _ sender: Int, _ message: ConsensusMessage) {
        guard nodes[receiver].machine != nil else { return }
        let own = nodes[receiver].committed.count
        if message.height.value <= UInt64(own) {
            // The last votes of a height always come after its decision; only later ones ask for it.
            if case .vote = message, message.height > .genesis,
                now >= nodes[receiver].decidedAt + 500
            {
                let decision = nodes[receiver].committed[Int(message.height.value) - 1]
                send(.decision(decision), from: receiver, to: sender)
            }
            return
        }
        step(receiver, .received(message, from: RoundSeats.member(sender)))
    }

    /// Tells a machine something, and does what it says.
    func step(_ index: Int, _ input: RoundInput) {
        let clock = BlockTime(RoundSeats.startTime.value + now)
        let round = nodes[index].machine?.round ?? .first
        guard let effects = nodes[index].machine?.step(input, now: clock) else { return }
        watch?.now = now
        watch?.saw(input, effects, in: round, by: index, nodes[index])
        // The machine may be a mutant; what it is judged by is not.
        let texts = Mutant.with(nil) {
            nodes[index].reference?.step(input, effects, now: clock) ?? []
        }
        for text in texts {
            tell(index, "breaks a rule: \(text)")
            check.disagreed(text, about: index)
        }
        for effect in effects {
            tell(index, effect)
            perform(index, effect)
        }
    }

    private func perform(_ index: Int, _ effect: RoundEffect) {
        switch effect {
        case .persist(let record):
            check.persisted(
                record, after: nodes[index].log.last { $0.height == record.height }, by: index,
                sound: nodes[index].sound)
            nodes[index].log.append(record)
        case .broadcast(let message):
            onSend(self, index, message)
            for other in nodes.indices where other != index {
                send(message, from: index, to: other)
            }
        case .send(let message, let member):
            if let to = seats.set.index(of: member) {
                send(message, from: index, to: Int(to.value))
            }
        case .ask(let state):
            nodes[index].asked += 1
            let to = (index + nodes[index].asked) % nodes.count
            if to != index { send(.roundState(state), from: index, to: to) }
        case .startTimer(let timer, let wait):
            queue.push(
                .timer(node: index, life: nodes[index].life, timer), at: now + wait.value)
        case .validate(let block):
            let isValid = isSound(block, for: index)
            if isValid { nodes[index].sound.insert(RoundSeats.id(block)) }
            step(index, .validated(RoundSeats.id(block), isValid: isValid))
        case .build(let round): build(index, for: round)
        case .fetch(let block, _):
            onFetch(self, index, block)
            for node in nodes.indices where node != index {
                if let body = nodes[node].machine?.body(of: block) {
                    send(.body(body), from: node, to: index)
                }
            }
        case .decide(let committed): decide(index, committed)
        case .enteredRound(_, let round): enter(index, round)
        case .misbehaviour(let evidence):
            check.accused(
                Int(evidence.seat.value), "evidence against it: \(evidence.subject.offence)")
        case .peerFault(let member, let fault):
            if let seat = seats.set.index(of: member) {
                check.accused(Int(seat.value), "\(fault)")
            }
        case .voteLogRefused(_, let fault): check.fellSilent(index, "its vote log: \(fault)")
        case .foreignSignature: check.fellSilent(index, "it does not know its own signature")
        }
    }

    private func enter(_ index: Int, _ round: Round) {
        check.entered(
            round, from: nodes[index].lastRound, after: now - nodes[index].enteredAt, by: index)
        nodes[index].enteredAt = now
        nodes[index].lastRound = round
        onRound(self, Height(UInt64(nodes[index].committed.count + 1)), round)
    }

    /// Whether a block follows from what the seat has decided: perhaps more, since it asked.
    private func isSound(_ block: Block, for index: Int) -> Bool {
        guard let before = block.header.height.previous.flatMap({ Int(exactly: $0.value) }),
            before <= nodes[index].committed.count
        else { return false }
        return RoundSeats.isSound(
            block, after: before == 0 ? nil : nodes[index].committed[before - 1].block)
    }

    private func build(_ index: Int, for round: Round) {
        let block = build(index)
        nodes[index].sound.insert(RoundSeats.id(block))
        let time = buildTime(index, round)
        guard time > 0 else { return step(index, .built(block, round: round)) }
        let life = nodes[index].life
        at(now + time) { network in
            guard network.nodes[index].life == life else { return }
            network.step(index, .built(block, round: round))
        }
    }

    private func build(_ index: Int) -> Block {
        builds += 1
        let parent = nodes[index].committed.last?.block
        let now = BlockTime(RoundSeats.startTime.value + now)
        return RoundSeats.block(
            height: Height(UInt64(nodes[index].committed.count + 1)), proposer: index, mark: builds,
            time: max(now, RoundSeats.time(of: parent).next), parent: RoundSeats.id(parent))
    }

    private func send(_ message: ConsensusMessage, from: Int, to: Int) {
        onAddress(self, from, to, message)
        guard !faulty.contains(to) else { return }
        for delay in route(from, to, message, now) {
            queue.push(.deliver(to: to, from: from, message), at: now + delay)
        }
    }

    private func decide(_ index: Int, _ committed: CommittedBlock) {
        check.decided(
            committed, after: nodes[index].committed.last?.block, at: now, by: index)
        nodes[index].committed.append(committed)
        nodes[index].log = []
        nodes[index].decidedAt = now
        begin(index)
    }
}
