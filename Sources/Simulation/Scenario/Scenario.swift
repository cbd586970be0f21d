import Consensus
import LedgerTypes
import Mutants
import Replica

/// All that determines a run: the same scenario gives the same run, event for event.
///
/// Nodes are numbered: the seats 0 … n−1 in the order of their ids, then the followers. Times are
/// virtual milliseconds since the start.
public struct Scenario: Hashable, Sendable {
    /// Seeds delays, losses, torn writes and the choices of faulty seats.
    public var seed: UInt64
    /// 1 … 30.
    public var seats: Int
    /// Members without a seat that run a node.
    public var followers = 0
    /// Every honest node commits at least this height.
    public var heights: UInt64 = 2
    public var faultySeats: [FaultySeatPlan] = []
    public var network = LinkConditions.calm
    /// Applied to each message; the first that fits decides.
    public var rules: [MessageRule] = []
    public var plan: [PlannedFault] = []
    /// What the members do together, in this order.
    public var acts: [PlannedAct] = []
    /// When all faults but those of faulty seats end, and links turn calm; at least one more block
    /// is to be decided after it. Zero: nothing heals, conditions and rules hold throughout.
    public var healsAt: UInt64 = 0
    /// How long after healing, or after the start, all honest nodes may take.
    public var livenessBound: UInt64 = 240_000
    public var load = Load()
    /// Work with the outside; nil runs the members' consensus alone.
    public var duties: DutyLoad?
    public var parameters = Scenario.quickParameters
    /// What the nodes' code is broken by; nil runs it as it is.
    package var mutant: Mutant?

    public init(seed: UInt64, seats: Int = 4) {
        self.seed = seed
        self.seats = seats
    }

    /// Seats, followers, and the second nodes of seats that run twice, in this order.
    var nodeCount: Int { seats + followers + faultySeats.count { $0.kind == .twins } }

    /// True if members are to change the seats.
    var changesSeats: Bool {
        acts.contains { if case .changeSeats = $0.act { true } else { false } }
    }

    /// True if members are to recover the chain.
    var recovers: Bool {
        acts.contains { if case .recover = $0.act { true } else { false } }
    }

    /// Most faulty seats that the rules bear.
    public var tolerance: Int { (seats - 1) / 3 }

    /// The standard parameters with an empty block every second, so that short runs move on.
    public static let quickParameters: ChainParameters = {
        var parameters = ChainParameters.standard
        parameters.emptyBlockInterval = .seconds(1)
        return parameters
    }()
}

/// A faulty seat and what is wrong with it.
public struct FaultySeatPlan: Hashable, Sendable {
    public let seat: Int
    public let kind: FaultySeatKind

    public init(seat: Int, _ kind: FaultySeatKind) {
        self.seat = seat
        self.kind = kind
    }
}

/// Transactions that members submit.
public struct Load: Hashable, Sendable {
    /// How many before healing.
    public var transactions = 2
    /// When the first comes.
    public var from: UInt64 = 20
    /// Time between two of them.
    public var every: UInt64 = 300

    public init(transactions: Int = 2, from: UInt64 = 20, every: UInt64 = 300) {
        self.transactions = transactions
        self.from = from
        self.every = every
    }
}

/// How links behave where nothing else is said.
public struct LinkConditions: Hashable, Sendable {
    /// Milliseconds that a message takes; a range reorders.
    public var delay: ClosedRange<UInt64>
    /// Messages lost, of 1,000.
    public var lossPerMille: Int
    /// Messages that arrive twice, of 1,000.
    public var repeatPerMille: Int

    public init(
        delay: ClosedRange<UInt64> = 5...5, lossPerMille: Int = 0, repeatPerMille: Int = 0
    ) {
        self.delay = delay
        self.lossPerMille = lossPerMille
        self.repeatPerMille = repeatPerMille
    }

    /// Five milliseconds each way, nothing lost.
    public static let calm = LinkConditions()
    /// A tenth lost, some repeated, and all in disorder.
    public static let rough = LinkConditions(
        delay: 1...400, lossPerMille: 100, repeatPerMille: 50)
}
