import Consensus
import LedgerTypes
import Mutants
import Replica

/// All that determines a run: the same scenario gives the same run, event for event.
///
/// Nodes are numbered: the seats 0 … n−1 in the order of their ids, then the followers. Times are
/// virtual milliseconds since the start.
package struct Scenario: Hashable, Sendable {
    /// Seeds delays, losses, torn writes and the choices of faulty seats.
    package var seed: UInt64
    /// 1 … 30.
    package var seats: Int
    /// Members without a seat that run a node.
    package var followers = 0
    /// Every honest node commits at least this height.
    package var heights: UInt64 = 2
    package var faultySeats: [FaultySeatPlan] = []
    package var network = LinkConditions.calm
    /// Applied to each message; the first that fits decides.
    package var rules: [MessageRule] = []
    package var plan: [PlannedFault] = []
    /// What the members do together, in this order.
    package var acts: [PlannedAct] = []
    /// When all faults but those of faulty seats end, and links turn calm; at least one more block
    /// is to be decided after it. Zero: nothing heals, conditions and rules hold throughout.
    package var healsAt: UInt64 = 0
    /// How long after healing, or after the start, all honest nodes may take.
    package var livenessBound: UInt64 = 240_000
    package var load = Load()
    /// Work with the outside; nil runs the members' consensus alone.
    package var duties: DutyLoad?
    /// What one key floods with; executing takes time then. Nil: work takes none.
    package var flood: Flood?
    package var parameters = Scenario.quickParameters
    /// What the nodes' code is broken by; nil runs it as it is.
    package var mutant: Mutant?

    package init(seed: UInt64, seats: Int = 4) {
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
    package var tolerance: Int { (seats - 1) / 3 }

    /// The standard parameters with an empty block every second, so that short runs move on.
    package static let quickParameters: ChainParameters = {
        var parameters = ChainParameters.standard
        parameters.emptyBlockInterval = .seconds(1)
        return parameters
    }()
}

/// A faulty seat and what is wrong with it.
package struct FaultySeatPlan: Hashable, Sendable {
    package let seat: Int
    package let kind: FaultySeatKind

    package init(seat: Int, _ kind: FaultySeatKind) {
        self.seat = seat
        self.kind = kind
    }
}

/// Transactions that members submit.
package struct Load: Hashable, Sendable {
    /// How many before healing.
    package var transactions = 2
    /// When the first comes.
    package var from: UInt64 = 20
    /// Time between two of them.
    package var every: UInt64 = 300

    package init(transactions: Int = 2, from: UInt64 = 20, every: UInt64 = 300) {
        self.transactions = transactions
        self.from = from
        self.every = every
    }
}

/// How links behave where nothing else is said.
package struct LinkConditions: Hashable, Sendable {
    /// Milliseconds that a message takes; a range reorders.
    package var delay: ClosedRange<UInt64>
    /// Messages lost, of 1,000.
    package var lossPerMille: Int
    /// Messages that arrive twice, of 1,000.
    package var repeatPerMille: Int

    package init(
        delay: ClosedRange<UInt64> = 5...5, lossPerMille: Int = 0, repeatPerMille: Int = 0
    ) {
        self.delay = delay
        self.lossPerMille = lossPerMille
        self.repeatPerMille = repeatPerMille
    }

    /// Five milliseconds each way, nothing lost.
    package static let calm = LinkConditions()
    /// A tenth lost, some repeated, and all in disorder.
    package static let rough = LinkConditions(
        delay: 1...400, lossPerMille: 100, repeatPerMille: 50)
}
