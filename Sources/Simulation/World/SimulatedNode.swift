import BlockStore
import Consensus
import Duties
import Governance
import LedgerTypes
import Mutants
import Replica
import Sealing
import SeatFiles

/// One node: the production replica over the production store, on a disk, a clock and a network
/// that are not real. Does what effects say in the way of the node runtime.
final class SimulatedNode {
    /// What stopped a node; it does nothing until it is started again.
    enum Halt: Hashable {
        case store(StoreFault)
        case signer(SignerFault)
        /// The recovered vote log cannot be read, or stored blocks do not execute.
        case opening(String)
    }

    let index: Int
    let member: MemberID
    /// The key of the member's seat, whether it has one now or not.
    let seatKey: SigningKey?
    /// A node that never takes a seat.
    var isObserver = false
    let disk = SimulatedDisk()

    var machine: ReplicaMachine?
    var store: ChainStore?
    var voting: VotingFiles?
    /// The seat does not sign below this height.
    var signsFrom: Height?
    var halt: Halt?
    /// True while there is too little space to vote.
    var isDiskLow = false
    /// True once the seat was found to have sat without its register.
    var isRegisterLost = false
    /// The state after the last block on the disk.
    var durable: (ledger: LedgerState, last: CommittedBlock?)
    /// Seat sets that blocks brought, with their heights.
    var announced: [(height: Height, seats: SeatSet)] = []
    /// Each start is another life: timers of an earlier one are void.
    var life = 0
    var timers: [TimerID: UInt64] = [:]
    var timerNumber: UInt64 = 0

    var isPaused = false
    var held: [ReplicaInput] = []
    var clockOffset: Int64 = 0
    var faulty: (any FaultySeat)?

    var effects = 0
    /// The power is cut before the effect with this number.
    var cutBefore: Int?
    var hasFullDisk = false
    /// True while the node is gone and no start brings it back.
    var isGone = false
    var goneAt: UInt64 = 0
    /// The height at which the seat signs only under an order of recovery: others count on it.
    var stated: Height?
    /// The order of recovery that the operator installed.
    var order: RecoveryOrder?
    /// A copy of the disk.
    var backup: MemoryStorage?
    /// True once the disk lost what it had taken: the node is not to blame for what is missing.
    var hasLostDisk = false

    /// Judges the round machine of this life by the rules written a second time.
    var reference: RoundReference?
    let book: SignatureBook

    /// What the node does with the outside, where the scenario has such work.
    var gateway: Gateway?
    var desk: DutyDesk?
    var chain: SimulatedChain
    /// When the last block came in this life.
    var lastCommit: UInt64?

    /// A block that a broken node has acknowledged and not stored.
    var unstored: StoredBlock?

    init(
        index: Int, member: MemberID, seatKey: SigningKey?, genesis: LedgerState,
        book: SignatureBook, _ scenario: Scenario
    ) {
        self.book = book
        self.index = index
        durable = (genesis, nil)
        self.member = member
        chain = SimulatedChain(of: member)
        self.seatKey = seatKey
    }

    var isUp: Bool { machine != nil && halt == nil }
    /// True while its process runs, also one that stands still: its connections stay.
    var isRunning: Bool { machine != nil }

    /// Ends the process: locks end with it.
    func end() {
        machine = nil
        desk = nil
        chain = SimulatedChain(of: member)
        lastCommit = nil
        reference = nil
        store = nil
        voting = nil
        signsFrom = nil
        halt = nil
        life += 1
        timers = [:]
        held = []
        isPaused = false
        cutBefore = nil
        unstored = nil
        isDiskLow = false
        isRegisterLost = false
        announced = []
    }

    /// A machine begins its life: the reference begins with it.
    func judgeFromNow(signs: Bool) {
        reference = RoundReference(key: signs ? seatKey?.verifyingKey : nil, book: book)
        machine?.trace = []
    }

    /// What the reference says of the steps since the last look.
    func judgeRounds() -> [String] {
        let steps = machine?.trace ?? []
        machine?.trace = []
        // The node may be a mutant; what it is judged by is not.
        return Mutant.with(nil) {
            steps.flatMap { reference?.step($0.input, $0.effects, now: $0.now) ?? [] }
        }
    }

    // MARK: effects that concern the disk

    /// Makes a vote durable in both files; throws before anything may be sent.
    func persist(_ record: VoteLogRecord) throws(SignerFault) {
        guard let voting else {
            preconditionFailure("node \(index) observes and signed at \(record.height)")
        }
        try voting.persist(record)
    }

    /// A seat that was silenced stays so over a start: its register is out of the way.
    func setRegisterAside() {
        // One that cannot be moved is found again at the next start, and the seat is asked anew.
        try? voting?.register.setAside()
        voting = nil
        isRegisterLost = true
    }

    func append(_ block: StoredBlock) throws(StoreFault) {
        if Mutant.commitBeforePersist.isOn {
            try storeLate()
            unstored = block
        } else {
            try store?.append(block)
        }
    }

    /// What a broken node stores after it has acknowledged it.
    func storeLate() throws(StoreFault) {
        guard let block = unstored else { return }
        unstored = nil
        try store?.append(block)
    }

    /// The order in which a step's effects are done: as they stand, unless the node is broken.
    func ordered(_ effects: [ReplicaEffect]) -> [ReplicaEffect] {
        guard Mutant.sendBeforePersist.isOn else { return effects }
        let isVote: (ReplicaEffect) -> Bool = {
            if case .persistVote = $0 { true } else { false }
        }
        return effects.filter { !isVote($0) } + effects.filter(isVote)
    }

    func blocks(_ request: BlockRequest) throws(StoreFault) -> [CommittedBlock] {
        try store?.blocks(
            from: request.from, maximumBytes: Int(clamping: request.maximumBytes)
        ).map(\.committed) ?? []
    }
}
