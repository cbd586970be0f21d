import CanonicalCoding
import Execution
import Governance
import LedgerTypes
import Mutants

/// Admitted transactions that wait for a block, in shares: within one in the order in which they
/// came, between them in turn.
struct TransactionPool: Sendable {
    private struct Waiting: Sendable {
        let admitted: AdmittedTransaction
        let bytes: Int
        let number: UInt64
        let share: PoolShare
        let since: BlockTime
    }

    private struct Lane: Sendable {
        var order: [(number: UInt64, id: TransactionID)] = []
        var count = 0
        var bytes = 0

        mutating func take(out size: Int) {
            bytes -= size
            count -= 1
        }
    }

    /// What adding a transaction led to.
    enum Addition: Hashable, Sendable {
        case added
        case known
        case full
        case tooLarge
    }

    // For lookup only; the lanes say in which order to go.
    private var waiting: [TransactionID: Waiting] = [:]
    // For lookup only; `shares` says in which order to go.
    private var lanes: [PoolShare: Lane] = [:]
    /// Shares that hold something, in the order in which they came to.
    private var shares: [PoolShare] = []
    private var lastNumber: UInt64 = 0
    private let capacity: Int
    private(set) var bytes = 0
    private var lastSweep = BlockTime(0)

    init(capacity: Int = Limits.poolBytes) { self.capacity = capacity }

    var count: Int { waiting.count }
    var isEmpty: Bool { waiting.isEmpty }

    /// How many wait in a share.
    func count(of share: PoolShare) -> Int { lanes[share]?.count ?? 0 }

    func contains(_ id: TransactionID) -> Bool { waiting[id] != nil }

    /// True if the transaction was submitted here.
    func isOwn(_ id: TransactionID) -> Bool { waiting[id]?.share == .own }

    func admitted(_ id: TransactionID) -> AdmittedTransaction? { waiting[id]?.admitted }

    /// Adds a transaction. Where there is no room, the largest share of a peer gives up its newest,
    /// so that each may have as much as all others leave; what was submitted here stays, up to half
    /// of all.
    mutating func add(
        _ admitted: AdmittedTransaction, to share: PoolShare, now: BlockTime,
        blockBytes: Int = .max
    ) -> Addition {
        guard waiting[admitted.id] == nil else { return .known }
        let size = admitted.signed.canonicalBytes.count
        guard size <= min(blockBytes, capacity) else { return .tooLarge }
        guard makeRoom(for: size, in: share) else { return .full }
        lastNumber += 1
        bytes += size
        waiting[admitted.id] = Waiting(
            admitted: admitted, bytes: size, number: lastNumber, share: share, since: now)
        if lanes[share, default: Lane()].count == 0 { shares.append(share) }
        lanes[share, default: Lane()].order.append((lastNumber, admitted.id))
        lanes[share, default: Lane()].count += 1
        lanes[share, default: Lane()].bytes += size
        return .added
    }

    /// Takes one that a peer passed on into the own share; false where that has no room.
    mutating func claim(_ id: TransactionID) -> Bool {
        guard let found = waiting[id], found.share != .own else { return true }
        guard (lanes[.own]?.bytes ?? 0) + found.bytes <= capacity / 2 else { return false }
        remove(id)
        return add(found.admitted, to: .own, now: found.since) == .added
    }

    private mutating func makeRoom(for size: Int, in share: PoolShare) -> Bool {
        let held = (lanes[share]?.bytes ?? 0) + size
        if share == .own, held > capacity / 2 { return false }
        while bytes + size > capacity, !Mutant.poolUnbounded.isOn {
            var largest: (share: PoolShare, bytes: Int)?
            for other in shares where other != .own && other != share {
                let bytes = lanes[other]?.bytes ?? 0
                if bytes > largest?.bytes ?? 0 { largest = (other, bytes) }
            }
            guard let largest,
                share == .own || largest.bytes > held || Mutant.floodDrivesOut.isOn
            else { return false }
            dropNewest(of: largest.share)
        }
        return true
    }

    private mutating func dropNewest(of share: PoolShare) {
        while let last = lanes[share]?.order.popLast() {
            guard waiting[last.id]?.number == last.number else { continue }
            remove(last.id)
            return
        }
    }

    mutating func remove(_ id: TransactionID) {
        guard let found = waiting.removeValue(forKey: id) else { return }
        bytes -= found.bytes
        lanes[found.share]?.take(out: found.bytes)
        guard let lane = lanes[found.share] else { return }
        if lane.count == 0 {
            lanes[found.share] = nil
            shares.removeAll { $0 == found.share }
        } else if lane.order.count > 2 * lane.count + 64 {
            let kept = waiting
            lanes[found.share]?.order.removeAll { kept[$0.id]?.number != $0.number }
        }
    }

    /// Goes through the shares in turn, whose oldest waits longest first, and through each in its
    /// order, until `visit` says that a share is done.
    private func inTurn(_ visit: (Waiting) -> Bool) {
        var queues = shares.compactMap { share in
            lanes[share].map { lane in
                lane.order.lazy.compactMap { item in
                    waiting[item.id].flatMap { $0.number == item.number ? $0 : nil }
                }.makeIterator()
            }
        }
        var heads = queues.indices.map { queues[$0].next() }
        var turn = heads.indices.filter { heads[$0] != nil }
            .sorted { heads[$0]?.number ?? 0 < heads[$1]?.number ?? 0 }
        while !turn.isEmpty {
            for place in turn {
                guard let head = heads[place] else { continue }
                heads[place] = visit(head) ? queues[place].next() : nil
            }
            turn.removeAll { heads[$0] == nil }
        }
    }

    /// The transactions that a block takes: of each share its oldest, as long as they fit.
    func oldest(bytes limit: Int, cost budget: UInt64) -> [AdmittedTransaction] {
        var chosen: [AdmittedTransaction] = []
        var bytesLeft = limit
        var costLeft = budget
        inTurn { found in
            guard chosen.count < LedgerTypes.Limits.maximumTransactions else { return false }
            // Blocks may have become smaller since it was taken.
            guard found.bytes <= limit else { return true }
            let cost = TransactionCost.cost(of: found.admitted.signed)
            // A transaction that alone exceeds the budget still gets a block, as its first.
            guard found.bytes <= bytesLeft, cost <= costLeft || chosen.isEmpty else {
                return false
            }
            bytesLeft -= found.bytes
            costLeft -= min(cost, costLeft)
            chosen.append(found.admitted)
            return true
        }
        return chosen
    }

    /// Transactions for a peer that may lack them, of each share the oldest; with a time only those
    /// that were submitted here before it.
    func oldest(bytes limit: Int, ownBefore time: BlockTime? = nil) -> [SignedTransaction] {
        var chosen: [SignedTransaction] = []
        var left = limit
        inTurn { found in
            if let time, found.share != .own || found.since > time { return false }
            guard found.bytes <= left, chosen.count < Limits.transactionsPerMessage else {
                return false
            }
            left -= found.bytes
            chosen.append(found.admitted.signed)
            return true
        }
        return chosen
    }

    /// Takes out what can no longer enter a block; returns the ids that were submitted here.
    mutating func sweep(time: BlockTime) -> [TransactionID] {
        guard time.since(lastSweep) >= Limits.sweepInterval else { return [] }
        lastSweep = time
        var over: [(id: TransactionID, isOwn: Bool)] = []
        inTurn { found in
            if found.admitted.signed.transaction.validUntil < time {
                over.append((found.admitted.id, found.share == .own))
            }
            return true
        }
        for item in over { remove(item.id) }
        return over.filter(\.isOwn).map(\.id)
    }
}
