import LedgerTypes
import Sealing
import TestSupport

@testable import Consensus

/// Machines on a virtual clock; everything follows from the seed and the routes.
final class MemoryNetwork {
    struct Node {
        var machine: RoundMachine?
        var log: [VoteLogRecord] = []
        var committed: [CommittedBlock] = []
        /// Counts restarts: timers of an earlier life do not fire.
        var life = 0
        var highestRound = Round.first
        var decidedAt: UInt64 = 0
        /// Counts the questions for votes, which go to the others in turn.
        var asked = 0
    }

    enum Event {
        case deliver(to: Int, from: Int, ConsensusMessage)
        case timer(node: Int, life: Int, RoundTimer)
        case action((MemoryNetwork) -> Void)
    }

    let seatCount: Int
    let parameters: ChainParameters
    var nodes: [Node] = []
    var now: UInt64 = 0
    var target: UInt64
    /// Delays of the copies that arrive; none is a loss.
    var route: (_ from: Int, _ to: Int, _ message: ConsensusMessage, _ now: UInt64) -> [UInt64] = {
        _, _, _, _ in [10]
    }
    var transcript: [String]?
    var sentCounts: [String: Int] = [:]
    private(set) var violations: [String] = []
    private(set) var evidences: [MisbehaviourEvidence] = []
    private var queue = EventQueue<Event>()
    private var signed: [String: SignedMessage] = [:]
    private var decided: [UInt64: BlockID] = [:]
    private var builds: UInt64 = 0

    init(
        seats: Int, target: UInt64 = 1,
        parameters: ChainParameters = .standard, offline: Set<Int> = [], followers: Int = 0
    ) {
        seatCount = seats
        self.target = target
        self.parameters = parameters
        for _ in 0..<(seats + followers) { nodes.append(Node()) }
        for index in nodes.indices where !offline.contains(index) { start(index) }
    }

    // MARK: Life and death

    func start(_ index: Int) {
        guard nodes[index].machine == nil else { return }
        let key = index < seatCount ? TestSeats.keys[index] : nil
        nodes[index].machine = RoundMachine(key: key)
        nodes[index].life += 1
        begin(index)
    }

    func crash(_ index: Int) { nodes[index].machine = nil }

    func at(_ time: UInt64, _ action: @escaping (MemoryNetwork) -> Void) {
        queue.push(.action(action), at: time)
    }

    func deliver(_ message: ConsensusMessage, from: Int, to receivers: [Int], at time: UInt64) {
        for receiver in receivers {
            queue.push(.deliver(to: receiver, from: from, message), at: time)
        }
    }

    private func begin(_ index: Int) {
        let height = UInt64(nodes[index].committed.count + 1)
        guard height <= target else { return }
        step(
            index,
            .begin(
                TestSeats.context(height, seats: seatCount, parameters: parameters),
                recovered: nodes[index].log))
        step(index, .transactionsWaiting)
    }

    // MARK: Running

    /// Runs until nothing is left, the time is over or all running nodes have reached the target.
    func run(until end: UInt64, stopWhenDone: Bool = true) {
        while let (time, event) = queue.pop(upTo: end) {
            now = max(now, time)
            switch event {
            case .action(let action): action(self)
            case .timer(let node, let life, let timer):
                if nodes[node].life == life { step(node, .timer(timer)) }
            case .deliver(let receiver, let sender, let message):
                receive(receiver, sender, message)
            }
            if stopWhenDone, isDone { return }
        }
        now = max(now, end)
    }

    var isDone: Bool {
        nodes.allSatisfy { $0.machine == nil || UInt64($0.committed.count) >= target }
            && nodes.contains { $0.machine != nil }
    }

    private func receive(_ receiver: Int, _ sender: Int, _ message: ConsensusMessage) {
        guard nodes[receiver].machine != nil else { return }
        let own = nodes[receiver].committed.count
        if message.height.value <= UInt64(own) {
            // The last votes of a height always come after its decision; only later ones ask for it.
            if case .vote = message, now >= nodes[receiver].decidedAt + 500 {
                let decision = nodes[receiver].committed[Int(message.height.value) - 1]
                send(.decision(decision), from: receiver, to: sender)
            }
            return
        }
        step(receiver, .received(message, from: TestSeats.member(sender)))
    }

    private func step(_ index: Int, _ input: RoundInput) {
        guard nodes[index].machine != nil else { return }
        let clock = BlockTime(TestSeats.startTime.value + now)
        let effects = nodes[index].machine!.step(input, now: clock)
        nodes[index].highestRound = max(
            nodes[index].highestRound, nodes[index].machine!.round)
        for effect in effects {
            note(index, effect)
            perform(index, effect)
        }
    }

    private func perform(_ index: Int, _ effect: RoundEffect) {
        switch effect {
        case .persist(let record):
            checkSigned(index, record.signed)
            nodes[index].log.append(record)
        case .broadcast(let message):
            for other in nodes.indices where other != index {
                send(message, from: index, to: other)
            }
        case .send(let message, let member):
            if let to = nodes.indices.first(where: { TestSeats.member($0) == member }) {
                send(message, from: index, to: to)
            }
        case .ask(let state):
            nodes[index].asked += 1
            let to = (index + nodes[index].asked) % nodes.count
            if to != index { send(.roundState(state), from: index, to: to) }
        case .startTimer(let timer, let wait):
            queue.push(
                .timer(node: index, life: nodes[index].life, timer), at: now + wait.value)
        case .validate(let block):
            step(index, .validated(TestSeats.id(block), isValid: true))
        case .build(let round):
            step(index, .built(build(index), round: round))
        case .fetch(let block, _):
            for node in nodes.indices where node != index {
                if let body = nodes[node].machine?.body(of: block) {
                    send(.body(body), from: node, to: index)
                }
            }
        case .decide(let committed):
            decide(index, committed)
        case .misbehaviour(let evidence):
            evidences.append(evidence)
            if (try? evidence.verify(chain: TestSeats.chain, seats: TestSeats.set(seatCount)))
                == nil
            {
                violations.append("evidence that does not hold")
            }
        case .enteredRound, .peerFault, .foreignSignature, .voteLogRefused:
            break
        }
    }

    func build(_ index: Int) -> Block {
        builds += 1
        let parent = nodes[index].committed.last
        let time = max(TestSeats.startTime.value + now, (parent?.block.header.time.value ?? 0) + 1)
        return TestSeats.block(
            height: UInt64(nodes[index].committed.count + 1), proposer: index, mark: builds,
            time: BlockTime(time),
            parent: parent.map { TestSeats.id($0.block) } ?? BlockID(TestSeats.chain.digest))
    }

    private func send(_ message: ConsensusMessage, from: Int, to: Int) {
        sentCounts[message.kind, default: 0] += 1
        for delay in route(from, to, message, now) {
            queue.push(.deliver(to: to, from: from, message), at: now + delay)
        }
    }

    // MARK: Checking

    private func decide(_ index: Int, _ committed: CommittedBlock) {
        let height = committed.height.value
        let id = TestSeats.id(committed.block)
        if let other = decided[height], other != id {
            violations.append("height \(height): \(other.digest.short) and \(id.digest.short)")
        }
        decided[height] = id
        if (try? committed.certificate.verify(
            chain: TestSeats.chain, height: Height(height), block: id,
            seats: TestSeats.set(seatCount))) == nil
        {
            violations.append("height \(height): the certificate does not hold")
        }
        nodes[index].committed.append(committed)
        nodes[index].log = []
        nodes[index].decidedAt = now
        begin(index)
    }

    private func checkSigned(_ index: Int, _ message: SignedMessage) {
        let place = "\(index) \(message.height) \(message.round) \(message.stepNumber)"
        if let earlier = signed[place], earlier != message {
            violations.append("seat signed twice: \(place)")
        }
        signed[place] = message
    }
}
