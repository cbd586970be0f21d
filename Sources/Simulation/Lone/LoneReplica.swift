import BlockStore
import Consensus
import Governance
import LedgerTypes
import Mutants
import Replica
import Sealing

/// One honest replica on a clock of its own, and a script that holds the keys of all other seats.
///
/// What the rules promise of a single node is asked of it here, whatever the others send: a network
/// would only hide who said what when. The script's chain is executed apart, by the code as it is.
final class LoneReplica {
    let consortium: Consortium
    /// Number of the member whose node it is.
    let own: Int
    private(set) var machine: ReplicaMachine
    /// The chain as the script has it.
    var chain: ChainHistory
    /// The script's last block with its certificate.
    var last: CommittedBlock?
    private(set) var now: UInt64 = 1_000
    private let start: BlockTime
    private var timers: [TimerID: (due: UInt64, number: UInt64)] = [:]
    private var timerNumber: UInt64 = 0

    /// What it signed, in order.
    private(set) var signed: [VoteLogRecord] = []
    private(set) var commits: [StoredBlock] = []
    /// What it sent to anybody.
    private(set) var sent: [PeerMessage] = []
    private(set) var faults: [(member: MemberID, fault: PeerFault)] = []
    private(set) var notes: [ReplicaNote] = []
    private(set) var violations: [RoundViolation] = []
    private(set) var transcript: [String] = []
    private let isTold: Bool

    /// - Parameters:
    ///   - start: what its clock shows at the beginning; nil is a second after the founding.
    ///   - past: a node that was stopped, with all that it had made durable.
    ///   - isTold: whether to keep a transcript.
    init(
        _ consortium: Consortium, own: Int, start: BlockTime? = nil,
        order: RecoveryOrder? = nil, after past: LoneReplica? = nil, isTold: Bool = false
    ) {
        self.isTold = past?.isTold ?? isTold
        transcript = past?.transcript ?? []
        violations = past?.violations ?? []
        self.consortium = consortium
        self.own = own
        self.start = start ?? past?.start ?? Consortium.founded
        chain =
            past?.chain
            ?? ChainHistory(genesis: consortium.state, genesisBlock: consortium.genesisBlock)
        last = past?.last
        now = past?.now ?? 1_000
        signed = past?.signed ?? []
        machine = ReplicaMachine(
            configuration: ReplicaConfiguration(
                member: consortium.members[own], seatKey: consortium.seatKeys[own],
                genesisBlock: consortium.genesisBlock, recovery: order),
            ledger: chain.state, lastCommitted: last, recovered: signed)
        step(.start)
        for member in others { step(.peerConnected(member)) }
    }

    var others: [MemberID] {
        consortium.members.indices.filter { $0 != own }.map { consortium.members[$0] }
    }

    var clock: BlockTime { BlockTime(start.value + now) }

    /// Notes what must not be; the first of each kind.
    func report(_ kind: RoundViolation.Kind, _ detail: String) {
        tell("\(now) violation: \(detail)")
        guard !violations.contains(where: { $0.kind == kind }) else { return }
        violations.append(RoundViolation(kind: kind, detail: detail))
    }

    private func tell(_ line: @autoclosure () -> String) {
        if isTold { transcript.append(line()) }
    }

    // MARK: running

    func hear(_ message: ConsensusMessage, from member: Int) {
        step(.received(.consensus(message), from: consortium.members[member]))
    }

    func hear(_ message: PeerMessage, from member: Int) {
        step(.received(message, from: consortium.members[member]))
    }

    /// Lets its clock run, with all that it wanted to be woken for.
    func wait(_ milliseconds: UInt64) {
        let end = now + milliseconds
        while let next = timers.min(by: {
            ($0.value.due, $0.value.number) < ($1.value.due, $1.value.number)
        }), next.value.due <= end {
            now = max(now, next.value.due)
            timers[next.key] = nil
            step(.timer(next.key))
        }
        now = end
    }

    func step(_ input: ReplicaInput) {
        var asking: [MemberID] = []
        for effect in machine.step(input, now: clock) {
            switch effect {
            case .persistVote(let record): sign(record)
            case .send(let message, let member):
                sent.append(message)
                if case .ownVotesRequest = message { asking.append(member) }
            case .broadcast(let message): sent.append(message)
            case .startTimer(let timer, let wait):
                timerNumber += 1
                timers[timer] = (now + wait.value, timerNumber)
            case .commit(let block): commit(block)
            case .peerFault(let member, let fault):
                faults.append((member, fault))
                tell("\(now) \(member) is reported: \(fault)")
            case .note(let note):
                notes.append(note)
                tell("\(now) \(note)")
            default: break
            }
        }
        // Nobody knows of more than it has in its log.
        for member in asking {
            step(.received(.ownVotes(OwnVotes(height: chain.tip, votes: [])), from: member))
        }
    }

    private func sign(_ record: VoteLogRecord) {
        let place = (record.height, record.signed.round, record.signed.stepNumber)
        let isTwice = signed.contains {
            ($0.height, $0.signed.round, $0.signed.stepNumber) == place
                && $0.signed.signature != record.signed.signature
        }
        if isTwice { report(.doubleSigning, "it signs twice in round \(place.1)") }
        signed.append(record)
        let block = record.signed.block(suite: Consortium.suite)?.digest.short ?? "nil"
        tell("\(now) signs step \(place.2) of \(place.0) \(place.1): \(block)")
    }

    private func commit(_ stored: StoredBlock) {
        commits.append(stored)
        tell("\(now) commits \(stored.height)")
        let committed = stored.committed
        if committed != last {
            report(.agreement, "it commits another block at \(stored.height) than was decided")
        } else if machine.ledger.stateRoot != chain.state.stateRoot {
            report(.reference, "its state after \(stored.height) is another one")
        }
    }

    // MARK: what it did

    /// Whether it signed for a block, from a number of its log on.
    func votes(for block: Block, since first: Int = 0) -> Bool {
        let id = block.header.id(suite: Consortium.suite)
        return signed.dropFirst(first).contains {
            guard case .vote(let vote) = $0.signed else { return false }
            return vote.block == id
        }
    }

    /// Evidence that it passed on.
    var toldEvidence: [MisbehaviourEvidence] {
        sent.flatMap { message -> [MisbehaviourEvidence] in
            if case .evidence(let items) = message { items } else { [] }
        }
    }

    /// Blocks that it proposed, oldest first.
    var proposed: [Block] {
        signed.compactMap {
            if case .proposal(let proposal) = $0.signed { proposal.block } else { nil }
        }
    }
}

extension RoundOutcome {
    /// Of a scenario with one replica.
    init(_ replica: LoneReplica) {
        self.init(
            violations: replica.violations, transcript: replica.transcript,
            rounds: replica.signed.map(\.signed.round.value).max() ?? 0)
    }
}
