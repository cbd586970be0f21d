import BlockStore
import Consensus
import Duties
import Governance
import LedgerTypes
import Mutants
import Outbox
import Replica
import Sealing

/// Runs one scenario: nodes, network, disks and clocks that exist only here.
///
/// Nothing is read from outside the scenario, so that a run can be had again. Not safe to use from
/// several threads; several worlds may run at once.
package final class SimulatedWorld {
    enum Event {
        case deliver(to: Int, from: Int, bytes: [UInt8])
        case timer(node: Int, life: Int, TimerID, number: UInt64)
        case linked(node: Int, life: Int, other: Int)
        case unlinked(node: Int, other: Int)
        case submit(number: UInt64)
        case input(node: Int, life: Int, ReplicaInput)
        case flood
        case turn(node: Int)
        case watch(node: Int, life: Int)
        case fault(FaultEvent)
        case act(Int)
        case install(act: Int, node: Int)
        case link(LinkChange)
        case heal
        /// A desk's turn, by its time or for a block.
        case duty(node: Int, life: Int, isTimed: Bool)
        case parcel(to: Int, from: Int, bytes: [UInt8])
        case verdict(node: Int, life: Int, CharterVerdict)
        case person(DutyAct, number: Int)
        case register(holder: Int)
    }

    /// One step of a swizzle.
    enum LinkChange {
        case hold(from: Int, to: Int)
        case release(from: Int, to: Int)
    }

    let scenario: Scenario
    let consortium: Consortium
    var nodes: [SimulatedNode] = []
    var network: SimulatedNetwork
    var queue = EventQueue<Event>()
    var now: UInt64 = 0
    var auditor: Auditor
    var hash = AuditorHash()
    var transcript: Transcript?
    var messageCounts = [Int](repeating: 0, count: 16)
    var notes: [String] = []
    var faultRandom: SeededRandom
    var diskRandom: SeededRandom
    var isHealed = false
    var actStates: [ActState]
    /// How often something was tried that members do together.
    var attempts = 0
    /// What looks at every step; none where nobody asks.
    var watches: [any WorldWatch] = []
    /// Orders of recovery that were signed, by the number of the act.
    var orders: [Int: RecoveryOrder] = [:]
    /// Nodes that are gone and will come back.
    var revivals: Int
    /// Where and when transactions of others than the flooder were handed in. For lookup only.
    var handedIn: [TransactionID: (node: Int, time: UInt64)] = [:]
    var commitWaits: [UInt64] = []
    /// Digests of records that were opened alone, with the holder's node and the number.
    var opened: [(node: Int, sequence: UInt64, record: Digest)] = []
    var dutyTally = DutyTally()
    /// When work was left last.
    var lastDuty: UInt64 = 0
    /// When each work's parcel was sent last, by the node and its life. For lookup only.
    var parcelsSent: [[Int]: [WorkID: UInt64]] = [:]
    /// False while work is left at an honest node.
    var areDutiesDone = true
    var actRandom: SeededRandom
    private(set) var handled = 0
    /// The height that every honest node must commit.
    var goal: UInt64

    /// After so many events the run ends, whatever is left of it.
    private let mostEvents: Int

    /// - Parameters:
    ///   - transcribes: whether the report tells the run line by line.
    ///   - mostEvents: events after which the run ends.
    package init(
        _ scenario: Scenario, transcribes: Bool = false, mostEvents: Int = Limits.events
    ) {
        precondition(
            scenario.faultySeats.allSatisfy { $0.seat < scenario.seats },
            "a faulty seat that is not there")
        self.scenario = scenario
        self.mostEvents = mostEvents
        let consortium = Consortium.of(
            seats: scenario.seats, members: scenario.seats + scenario.followers,
            parameters: scenario.parameters,
            hasDuties: scenario.duties != nil || scenario.flood != nil)
        self.consortium = consortium
        faultRandom = SeededRandom(seed: scenario.seed, for: "faults")
        diskRandom = SeededRandom(seed: scenario.seed, for: "disks")
        actRandom = SeededRandom(seed: scenario.seed, for: "acts")
        revivals = scenario.plan.count { if case .revive = $0.event { true } else { false } }
        goal = scenario.heights
        actStates = Array(repeating: .open, count: scenario.acts.count)
        let faulty = Set(scenario.faultySeats.map { consortium.members[$0.seat] })
        let twins = scenario.faultySeats.filter { $0.kind == .twins }.map(\.seat)
        let count = consortium.members.count + twins.count
        network = SimulatedNetwork(nodes: count, scenario: scenario)
        auditor = Auditor(
            seed: scenario.seed, genesis: consortium.state, genesisBlock: consortium.genesisBlock,
            honest: Set(consortium.members).subtracting(faulty), nodes: count)
        let book = SignatureBook()
        for member in Array(consortium.members.indices) + twins {
            nodes.append(
                SimulatedNode(
                    index: nodes.count, member: consortium.members[member],
                    seatKey: consortium.seatKeys[member], genesis: consortium.state, book: book,
                    scenario))
        }
        if scenario.duties != nil { giveDuties() }
        if transcribes { transcript = Transcript(suite: Consortium.suite) }
        let mind = AdversaryMind(chain: consortium.state.chain, suite: Consortium.suite)
        for plan in scenario.faultySeats { nodes[plan.seat].faulty = plan.kind.make(mind) }
    }

    /// Runs to the end: all honest nodes have committed what they should, or the time is up.
    package func run() -> RunReport {
        guard let mutant = scenario.mutant else { return play() }
        return Mutant.with(mutant) { play() }
    }

    private func play() -> RunReport {
        begin()
        while let next = queue.nextTime, handled < mostEvents {
            if isHealed, next > scenario.healsAt + scenario.livenessBound { break }
            if isHealed, isDone { break }
            guard let (time, event) = queue.pop() else { break }
            now = max(now, time)
            handled += 1
            handle(event)
        }
        return finish()
    }

    private func begin() {
        for fault in scenario.plan { queue.push(.fault(fault.event), at: fault.time) }
        for (number, planned) in scenario.acts.enumerated() {
            queue.push(.act(number), at: planned.time)
        }
        queue.push(.heal, at: scenario.healsAt)
        for number in 0..<UInt64(scenario.load.transactions) {
            queue.push(
                .submit(number: number),
                at: scenario.load.from + number * scenario.load.every)
        }
        if let flood = scenario.flood { queue.push(.flood, at: flood.time) }
        for node in nodes { start(node.index) }
        beginDuties()
        for node in nodes where node.faulty != nil {
            queue.push(.turn(node: node.index), at: Limits.turnMilliseconds)
        }
    }

    private func handle(_ event: Event) {
        switch event {
        case .deliver(let receiver, let sender, let bytes):
            deliver(bytes, from: sender, to: receiver)
        case .timer(let node, let life, let timer, let number):
            let found = nodes[node]
            guard found.life == life, found.timers[timer] == number else { return }
            found.timers[timer] = nil
            step(node, .timer(timer))
        case .linked(let node, let life, let other):
            guard nodes[node].life == life, nodes[other].isRunning else { return }
            step(node, .peerConnected(nodes[other].member))
        case .unlinked(let node, let other):
            guard !nodes[other].isRunning else { return }
            step(node, .peerDisconnected(nodes[other].member))
        case .submit(let number): submit(number)
        case .input(let node, let life, let input):
            if nodes[node].life == life { step(node, input) }
        case .flood: beginFlood()
        case .turn(let node): takeTurn(node)
        case .watch(let node, let life): if nodes[node].life == life { watch(node) }
        case .fault(let fault): strike(fault)
        case .act(let number): attempt(number)
        case .install(let number, let node): install(number, on: node)
        case .link(let change): apply(change)
        case .heal: heal()
        case .duty(let node, let life, let isTimed):
            if nodes[node].life == life { takeDutyTurn(node, isTimed: isTimed) }
        case .parcel(let receiver, let sender, let bytes):
            receiveParcel(bytes, from: sender, at: receiver)
        case .verdict(let node, let life, let verdict):
            if nodes[node].life == life { take(verdict, at: node) }
        case .person(let act, let number): perform(act, number: number)
        case .register(let holder): register(at: holder)
        }
    }

    /// True if the node's seat, or the node itself, is among the faulty ones.
    func isFaulty(_ node: Int) -> Bool {
        scenario.faultySeats.contains { consortium.members[$0.seat] == nodes[node].member }
    }

    func clock(_ node: Int) -> BlockTime {
        let time = Int64(Consortium.founded.value) + 1_000 + Int64(now) + nodes[node].clockOffset
        return BlockTime(UInt64(max(1, time)))
    }

    private func submit(_ number: UInt64) {
        let seats = nodes.indices.filter {
            !isFaulty($0) && nodes[$0].isUp && $0 != scenario.flood?.node
        }
        guard !seats.isEmpty else { return }
        let node = seats[Int(number % UInt64(seats.count))]
        let transaction = consortium.anchor(
            number + 1, by: consortium.members.firstIndex(of: nodes[node].member) ?? 0)
        auditor.submitted(transaction.id)
        noteWaiting(transaction.id, at: node)
        hash.take(.submitted, time: now, node: node, transaction.canonicalBytes)
        transcript?.submitted(transaction.id, to: nodes[node], at: now)
        step(node, .submit(transaction))
    }

    /// All faults end; from here on the bound of liveness counts.
    private func heal() {
        isHealed = true
        queue.push(.submit(number: UInt64(scenario.load.transactions)), at: now + 50)
        guard scenario.healsAt > 0 else { return }
        strike(.mendAll)
        network.calm()
        for node in nodes where !node.isGone {
            node.clockOffset = 0
            node.cutBefore = nil
            if node.isPaused { strike(.resume(node.index)) }
            if node.hasFullDisk { strike(.freeDisk(node.index)) }
            // A machine that runs opens its files again by itself.
            if node.needsStart {
                strike(.restart(node.index))
            } else {
                node.disk.repair()
            }
        }
        goal = max(goal, auditor.tip.value + 1)
    }
}
