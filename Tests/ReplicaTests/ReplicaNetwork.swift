import CanonicalCoding
import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing
import TestSupport

@testable import Replica

/// Replicas on a virtual clock, each with a vote log and a store in memory.
final class ReplicaNetwork {
    struct Node {
        var replica: ReplicaMachine?
        var log: [VoteLogRecord] = []
        var blocks: [StoredBlock] = []
        var life = 0
        /// The newest wait for each timer: it takes the place of earlier ones.
        var timers: [TimerID: UInt64] = [:]
        var notes: [ReplicaNote] = []
        var reports: [PeerFault] = []
        var rejected: [ReceiptCode] = []
        var expired: [TransactionID] = []
        var commitTimes: [UInt64] = []
    }

    enum Event {
        case deliver(to: Int, from: Int, [UInt8])
        case timer(node: Int, life: Int, TimerID, number: UInt64)
        case action((ReplicaNetwork) -> Void)
    }

    let chain: TestChain
    var nodes: [Node]
    /// Orders of recovery that operators installed, by node; read at its start.
    var orders: [Int: RecoveryOrder] = [:]
    var now: UInt64 = 1_000
    var route: (_ from: Int, _ to: Int, _ message: PeerMessage, _ now: UInt64) -> [UInt64] = {
        _, _, _, _ in [1]
    }
    /// Milliseconds by which a node's clock is ahead.
    var clockOffsets: [Int: Int64] = [:]
    /// Blocks that a node serves in one answer, to make windows small.
    var servedBlocks = 1_024
    /// Changes what a node serves: for lying peers.
    var forge: (_ node: Int, _ blocks: [CommittedBlock]) -> [CommittedBlock] = { $1 }
    private(set) var violations: [String] = []
    var votes: [Vote] = []
    private var queue: [(time: UInt64, number: UInt64, event: Event)] = []
    private var pushed: UInt64 = 0
    private var signed: [String: SignedMessage] = [:]
    private var roots: [UInt64: Header] = [:]

    init(_ chain: TestChain, nodes count: Int? = nil, offline: Set<Int> = []) {
        self.chain = chain
        nodes = Array(repeating: Node(), count: count ?? chain.seatCount)
        for index in nodes.indices where !offline.contains(index) { start(index) }
    }

    // MARK: Life and death

    func start(_ index: Int) {
        var ledger = chain.state
        var head = chain.genesisBlock
        for stored in nodes[index].blocks {
            let block = stored.committed.block
            guard let result = BlockExecution.validate(block, parent: head, on: ledger) else {
                violations.append("node \(index) cannot replay its blocks")
                return
            }
            ledger = result.state
            head = block.header.id(suite: ledger.suite)
        }
        nodes[index].life += 1
        nodes[index].replica = ReplicaMachine(
            configuration: ReplicaConfiguration(
                member: TestChain.member(index),
                seatKey: TestChain.seatKey(index),
                genesisBlock: chain.genesisBlock, recovery: orders[index]),
            ledger: ledger, lastCommitted: nodes[index].blocks.last?.committed,
            recovered: nodes[index].log)
        step(index, .start)
        for other in nodes.indices where other != index && nodes[other].replica != nil {
            step(index, .peerConnected(TestChain.member(other)))
            step(other, .peerConnected(TestChain.member(index)))
        }
    }

    func crash(_ index: Int) {
        nodes[index].replica = nil
        for other in nodes.indices where nodes[other].replica != nil {
            step(other, .peerDisconnected(TestChain.member(index)))
        }
    }

    // MARK: Running

    func at(_ time: UInt64, _ action: @escaping (ReplicaNetwork) -> Void) {
        push(.action(action), at: time)
    }

    func submit(_ transaction: SignedTransaction, to index: Int) {
        step(index, .submit(transaction))
    }

    func run(until end: UInt64) {
        while let first = queue.first, first.time <= end {
            queue.removeFirst()
            now = max(now, first.time)
            switch first.event {
            case .action(let action): action(self)
            case .timer(let node, let life, let timer, let number):
                guard nodes[node].life == life, nodes[node].timers[timer] == number else { break }
                step(node, .timer(timer))
            case .deliver(let receiver, let sender, let bytes):
                do {
                    step(
                        receiver,
                        .received(
                            try PeerMessage(canonical: bytes), from: TestChain.member(sender)))
                } catch {
                    violations.append("a message does not decode: \(error)")
                }
            }
        }
        now = max(now, end)
    }

    var heights: [UInt64] { nodes.map { UInt64($0.blocks.count) } }

    func entryCount(_ index: Int) -> Int {
        nodes[index].blocks.reduce(0) { $0 + $1.results.count }
    }

    private func push(_ event: Event, at time: UInt64) {
        pushed += 1
        var low = 0
        var high = queue.count
        while low < high {
            let middle = (low + high) / 2
            if queue[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        queue.insert((time, pushed, event), at: low)
    }

    func deliver(_ message: PeerMessage, from: Int, to receiver: Int, at time: UInt64) {
        push(.deliver(to: receiver, from: from, message.canonicalBytes), at: time)
    }

    private func send(_ message: PeerMessage, _ bytes: [UInt8], from: Int, to: Int) {
        if case .consensus(.vote(let vote)) = message { votes.append(vote) }
        for delay in route(from, to, message, now) {
            push(.deliver(to: to, from: from, bytes), at: now + delay)
        }
    }

    private func step(_ index: Int, _ input: ReplicaInput) {
        guard nodes[index].replica != nil else { return }
        let clock = BlockTime(
            UInt64(Int64(TestChain.founded.value + now) + (clockOffsets[index] ?? 0)))
        let effects = nodes[index].replica!.step(input, now: clock)
        let commits = effects.filter { if case .commit = $0 { true } else { false } }
        if commits.count > 1 { violations.append("two blocks in one step") }
        for effect in effects { perform(index, effect) }
    }

    private func perform(_ index: Int, _ effect: ReplicaEffect) {
        switch effect {
        case .persistVote(let record):
            let place =
                "\(index) \(record.height) \(record.signed.round) \(record.signed.stepNumber)"
            if let earlier = signed[place], earlier != record.signed {
                violations.append("seat signed twice: \(place)")
            }
            signed[place] = record.signed
            nodes[index].log.append(record)
        case .send(let message, let member):
            guard let to = nodes.indices.first(where: { TestChain.member($0) == member }) else {
                return
            }
            send(message, message.canonicalBytes, from: index, to: to)
        case .broadcast(let message):
            let bytes = message.canonicalBytes
            for to in nodes.indices where to != index && nodes[to].replica != nil {
                send(message, bytes, from: index, to: to)
            }
        case .startTimer(let timer, let wait):
            nodes[index].timers[timer] = pushed + 1
            push(
                .timer(node: index, life: nodes[index].life, timer, number: pushed + 1),
                at: now + wait.value)
        case .commit(let stored): commit(index, stored)
        case .serveBlocks(let request, let member):
            guard let to = nodes.indices.first(where: { TestChain.member($0) == member }) else {
                return
            }
            let blocks = nodes[index].blocks.dropFirst(Int(request.from.value) - 1)
                .prefix(servedBlocks).map(\.committed)
            let message = PeerMessage.blocks(forge(index, blocks))
            send(message, message.canonicalBytes, from: index, to: to)
        case .rejected(_, let code), .dropped(_, let code): nodes[index].rejected.append(code)
        case .peerFault(_, let fault): nodes[index].reports.append(fault)
        case .note(let note): nodes[index].notes.append(note)
        case .expired(let signed): nodes[index].expired.append(signed.id)
        case .admitted: break
        }
    }

    private func commit(_ index: Int, _ stored: StoredBlock) {
        let header = stored.committed.block.header
        if nodes[index].replica?.ledger.height != stored.height {
            violations.append("the ledger is not the state after the committed block")
        }
        if nodes[index].replica?.ledger.stateRoot != header.stateRoot {
            violations.append("node \(index) has another state root at \(header.height)")
        }
        if let other = roots[header.height.value], other != header {
            violations.append("two blocks at height \(header.height)")
        }
        roots[header.height.value] = header
        nodes[index].blocks.append(stored)
        nodes[index].log = []
        nodes[index].commitTimes.append(now)
    }
}
