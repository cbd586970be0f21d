import Execution
import Governance
import LedgerTypes

extension TransactionPool {
    /// One person's queue while a choice is made.
    private struct Turn {
        let place: PoolPlace
        var rest: any IteratorProtocol<Waiting>
        var head: Waiting
        var spent: UInt64 = 0
    }

    /// The queues of one share while a choice is made.
    private struct ShareTurn {
        let share: PoolShare
        var turns: [Turn]
        var spent: UInt64 = 0

        /// Number of what waits longest in it.
        var oldest: UInt64 { turns.map(\.head.number).min() ?? .max }

        /// The person who has spent least, of several the one whose oldest waits longest.
        var next: Int {
            turns.indices.min { (turns[$0].spent, $0) < (turns[$1].spent, $1) } ?? 0
        }
    }

    /// Goes through the shares, in each through its persons, and of each person through what waits in
    /// its order. Next is always the share that has spent least, and in it the person who has: at
    /// first those whose oldest waits longest.
    ///
    /// - Parameter visit: what taking it spends; nil ends the turns of this person.
    func inTurn(_ visit: (Waiting) -> UInt64?) {
        var waiting = shares.map { share in
            let turns = (places[share] ?? []).compactMap { place -> Turn? in
                var rest: any IteratorProtocol<Waiting> = queue(at: place)
                return rest.next().map { Turn(place: place, rest: rest, head: $0) }
            }
            return ShareTurn(
                share: share, turns: turns.sorted { $0.head.number < $1.head.number })
        }.filter { !$0.turns.isEmpty }.sorted { $0.oldest < $1.oldest }
        while !waiting.isEmpty {
            let place =
                waiting.indices.min { (waiting[$0].spent, $0) < (waiting[$1].spent, $1) } ?? 0
            let person = waiting[place].next
            if let spent = visit(waiting[place].turns[person].head) {
                waiting[place].spent += spent
                waiting[place].turns[person].spent += spent
                if let head = waiting[place].turns[person].rest.next() {
                    waiting[place].turns[person].head = head
                    continue
                }
            }
            waiting[place].turns.remove(at: person)
            if waiting[place].turns.isEmpty { waiting.remove(at: place) }
        }
    }

    /// The transactions that a block takes, and of the variants of one id the first: what it leaves of
    /// the others is seen after the block.
    ///
    /// Of each person and each share no more than their part of the budget, whoever else waits: a
    /// block is as long as it costs, and others wait for it. Who had more than that earlier has it
    /// taken off, unless nobody else has had anything for a while.
    func oldest(bytes limit: Int, cost budget: UInt64) -> [AdmittedTransaction] {
        let chosen = choose(bytes: limit, cost: budget, debts)
        guard chosen.isEmpty, debts.isQuiet else { return chosen }
        return choose(bytes: limit, cost: budget, PoolDebts())
    }

    private func choose(
        bytes limit: Int, cost budget: UInt64, _ debts: PoolDebts
    ) -> [AdmittedTransaction] {
        var chosen: [AdmittedTransaction] = []
        // For lookup only.
        var ids: Set<TransactionID> = []
        var spent = PoolSpending(debts, budget: budget)
        var bytesLeft = limit
        inTurn { found in
            guard chosen.count < LedgerTypes.Limits.maximumTransactions else { return nil }
            // Blocks may have become smaller since it was taken.
            guard found.bytes <= limit else { return 0 }
            let cost = TransactionCost.cost(of: found.admitted.signed)
            guard found.bytes <= bytesLeft, spent.allows(cost, at: found.place) else {
                return nil
            }
            guard ids.insert(found.admitted.id).inserted else { return 0 }
            bytesLeft -= found.bytes
            spent.add(cost, at: found.place)
            chosen.append(found.admitted)
            return cost
        }
        return chosen
    }

    /// Transactions for a peer that may lack them, by bytes in turn; with a time only those that were
    /// submitted here before it. Of what was submitted here other variants are left out: a peer takes
    /// only so many of them from this node.
    func oldest(bytes limit: Int, ownBefore time: BlockTime? = nil) -> [SignedTransaction] {
        var chosen: [SignedTransaction] = []
        var left = limit
        inTurn { found in
            if let time, found.share != .own || found.since > time { return nil }
            if found.share != .own, holds(found.admitted.id, in: .own) { return 0 }
            guard found.bytes <= left, chosen.count < Limits.transactionsPerMessage else {
                return nil
            }
            left -= found.bytes
            chosen.append(found.admitted.signed)
            return UInt64(found.bytes)
        }
        return chosen
    }
}

/// What a block that is being filled has taken, of whom.
private struct PoolSpending {
    private let debts: PoolDebts
    private let budget: UInt64
    private let (person, share): (UInt64, UInt64)
    private var all: UInt64 = 0
    // For lookup only.
    private var ofPersons: [PoolPlace: UInt64] = [:]
    private var ofShares: [PoolShare: UInt64] = [:]

    init(_ debts: PoolDebts, budget: UInt64) {
        self.debts = debts
        self.budget = budget
        person = Limits.personPart(of: budget)
        share = Limits.sharePart(of: budget)
    }

    /// Whether so much more fits. What is costlier by itself than a part, or than a block, still gets
    /// a block: as the first of its person, its share or all.
    func allows(_ cost: UInt64, at place: PoolPlace) -> Bool {
        let mine = (ofPersons[place] ?? 0) + debts.of(place)
        let ours = (ofShares[place.share] ?? 0) + debts.of(place.share)
        return fits(cost, mine, person) && fits(cost, ours, share) && fits(cost, all, budget)
    }

    private func fits(_ cost: UInt64, _ used: UInt64, _ limit: UInt64) -> Bool {
        used == 0 || (used <= limit && cost <= limit - used)
    }

    mutating func add(_ cost: UInt64, at place: PoolPlace) {
        all += cost
        ofPersons[place, default: 0] += cost
        ofShares[place.share, default: 0] += cost
    }
}
