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
    let index: Int
    let member: MemberID
    /// The key of the member's seat, whether it has one now or not.
    let seatKey: SigningKey?
    /// A node that never takes a seat.
    var isObserver = false
    let disk = SimulatedDisk()

    var machine: ReplicaMachine?
    var store: ChainStore?
    /// The node's seat, run by the code that real nodes run; nil while its process does not run.
    private(set) var seat: OwnSeat?
    /// Why the node could not be started.
    var unopened: OpeningFault?
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
    var chain: HeldChain
    /// When the last block came in this life.
    var lastCommit: UInt64?

    /// Until when the node is at work, in virtual microseconds, and the units of cost of its machine
    /// that are in it.
    var busyUntil: UInt64 = 0
    var chargedUnits: UInt64 = 0

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
        chain = HeldChain(of: member)
        self.seatKey = seatKey
    }

    /// The files of the seat's votes.
    var voting: VotingFiles? { seat?.files }
    /// Why a node whose process runs stands still.
    var halt: SeatFault? { seat?.standing.halt }
    var isUp: Bool { machine != nil && halt == nil }
    /// True if only a start would help.
    var needsStart: Bool { machine == nil || halt?.remedy == .start }
    /// True while its process runs, also one that stands still: its connections stay.
    var isRunning: Bool { machine != nil }

    /// Ends the process: locks end with it.
    func end() {
        machine = nil
        desk = nil
        chain = HeldChain(of: member)
        lastCommit = nil
        reference = nil
        store = nil
        seat = nil
        unopened = nil
        life += 1
        timers = [:]
        held = []
        isPaused = false
        cutBefore = nil
        unstored = nil
        announced = []
        chargedUnits = 0
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

    /// Takes a seat as a start found it.
    func take(_ seat: OwnSeat) { self.seat = seat }

    /// Tells the seat what happened; what is left to do.
    func on(_ event: SeatEvent) -> [OwnSeat.Task] {
        seat?.on(event, tip: durable.ledger.height) ?? []
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
