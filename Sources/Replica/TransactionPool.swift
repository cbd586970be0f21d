import CanonicalCoding
import Execution
import Governance
import LedgerTypes
import Mutants

/// Admitted transactions that wait for a block, in shares: within one in the order in which they
/// came, between them in turn.
///
/// The id of a transaction does not cover its signatures, and who hears of one can sign it anew or
/// leave a signature out. So what waits is a set of signatures of an id, a *variant*: none takes
/// the place of another.
struct TransactionPool: Sendable {
    private struct Waiting: Sendable {
        let admitted: AdmittedTransaction
        let bytes: Int
        let number: UInt64
        let share: PoolShare
        let source: MemberID?
        let since: BlockTime

        /// Only for one of the same id: whether it is this variant.
        func isSigned(as signed: SignedTransaction) -> Bool {
            admitted.signed.signatures == signed.signatures
        }
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

    // The variants of each id, oldest first. For lookup only; the lanes say in which order to go.
    private var waiting: [TransactionID: [Waiting]] = [:]
    // For lookup only; `shares` says in which order to go.
    private var lanes: [PoolShare: Lane] = [:]
    /// Shares that hold something, in the order in which they came to.
    private var shares: [PoolShare] = []
    private var lastNumber: UInt64 = 0
    private let capacity: Int
    private(set) var bytes = 0
    private(set) var count = 0
    private var lastSweep = BlockTime(0)

    init(capacity: Int = Limits.poolBytes) { self.capacity = capacity }

    var isEmpty: Bool { waiting.isEmpty }

    /// How many wait in a share.
    func count(of share: PoolShare) -> Int { lanes[share]?.count ?? 0 }

    /// True if the transaction waits with these very signatures.
    func contains(_ signed: SignedTransaction) -> Bool { find(signed) != nil }

    /// True if the transaction was submitted here with these very signatures.
    func isOwn(_ signed: SignedTransaction) -> Bool { find(signed)?.share == .own }

    /// True if a variant of the transaction waits in the share.
    func holds(_ id: TransactionID, in share: PoolShare) -> Bool {
        waiting[id]?.contains { $0.share == share } ?? false
    }

    /// True if so many variants of the transaction came from one source that no more are taken.
    func isCrowded(_ id: TransactionID, from source: MemberID?) -> Bool {
        guard let variants = waiting[id] else { return false }
        return variants.count { $0.source == source } >= Limits.variantsPerSource
    }

    func admitted(_ signed: SignedTransaction) -> AdmittedTransaction? { find(signed)?.admitted }

    private func find(_ signed: SignedTransaction) -> Waiting? {
        waiting[signed.id]?.first { $0.isSigned(as: signed) }
    }

    /// Adds a transaction. Where there is no room, the largest share of a peer gives up its newest,
    /// so that each may have as much as all others leave; what was submitted here stays, up to half
    /// of all.
    ///
    /// - Parameter source: the peer that sent it; nil for what was submitted here.
    mutating func add(
        _ admitted: AdmittedTransaction, to share: PoolShare, from source: MemberID? = nil,
        now: BlockTime, blockBytes: Int = .max
    ) -> Addition {
        guard !contains(admitted.signed) else { return .known }
        guard !isCrowded(admitted.id, from: source) else { return .full }
        let size = admitted.signed.canonicalBytes.count
        guard size <= min(blockBytes, capacity) else { return .tooLarge }
        guard makeRoom(for: size, in: share) else { return .full }
        lastNumber += 1
        bytes += size
        count += 1
        waiting[admitted.id, default: []].append(
            Waiting(
                admitted: admitted, bytes: size, number: lastNumber, share: share, source: source,
                since: now))
        if lanes[share, default: Lane()].count == 0 { shares.append(share) }
        lanes[share, default: Lane()].order.append((lastNumber, admitted.id))
        lanes[share, default: Lane()].count += 1
        lanes[share, default: Lane()].bytes += size
        return .added
    }

    /// Takes one that a peer passed on into the own share; false where that has no room.
    mutating func claim(_ signed: SignedTransaction) -> Bool {
        guard let found = find(signed), found.share != .own else { return true }
        guard !isCrowded(signed.id, from: nil),
            (lanes[.own]?.bytes ?? 0) + found.bytes <= capacity / 2
        else { return false }
        remove(signed)
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
            guard let found = find(last.id, last.number) else { continue }
            remove(found.admitted.signed)
            return
        }
    }

    private func find(_ id: TransactionID, _ number: UInt64) -> Waiting? {
        waiting[id]?.first { $0.number == number }
    }

    /// Takes out what a block settled: its transactions, and of their other variants those that the
    /// state after it no longer lets take effect. The rest waits on: an entry of other signatures
    /// may have been refused for want of just those.
    mutating func settle(_ transactions: [SignedTransaction], _ ledger: LedgerState) {
        for signed in transactions {
            remove(signed)
            for other in waiting[signed.id] ?? []
            where Admission.isSpent(other.admitted.signed, ledger) {
                remove(other.admitted.signed)
            }
        }
    }

    mutating func remove(_ signed: SignedTransaction) {
        guard let place = waiting[signed.id]?.firstIndex(where: { $0.isSigned(as: signed) }),
            let found = waiting[signed.id]?.remove(at: place)
        else { return }
        if waiting[signed.id]?.isEmpty == true { waiting[signed.id] = nil }
        bytes -= found.bytes
        count -= 1
        lanes[found.share]?.take(out: found.bytes)
        guard let lane = lanes[found.share] else { return }
        if lane.count == 0 {
            lanes[found.share] = nil
            shares.removeAll { $0 == found.share }
        } else if lane.order.count > 2 * lane.count + 64 {
            let order = lane.order.filter { find($0.id, $0.number) != nil }
            lanes[found.share]?.order = order
        }
    }

    /// Goes through the shares in turn, whose oldest waits longest first, and through each in its
    /// order, until `visit` says that a share is done.
    private func inTurn(_ visit: (Waiting) -> Bool) {
        var queues = shares.compactMap { share in
            lanes[share].map { lane in
                lane.order.lazy.compactMap { find($0.id, $0.number) }.makeIterator()
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

    /// The transactions that a block takes: of each share its oldest, as long as they fit, and of
    /// the variants of one id the first: what it leaves of the others is seen after the block.
    func oldest(bytes limit: Int, cost budget: UInt64) -> [AdmittedTransaction] {
        var chosen: [AdmittedTransaction] = []
        // For lookup only.
        var ids: Set<TransactionID> = []
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
            guard ids.insert(found.admitted.id).inserted else { return true }
            bytesLeft -= found.bytes
            costLeft -= min(cost, costLeft)
            chosen.append(found.admitted)
            return true
        }
        return chosen
    }

    /// Transactions for a peer that may lack them, of each share the oldest; with a time only those
    /// that were submitted here before it. Of what was submitted here other variants are left out:
    /// a peer takes only so many of them from this node.
    func oldest(bytes limit: Int, ownBefore time: BlockTime? = nil) -> [SignedTransaction] {
        var chosen: [SignedTransaction] = []
        var left = limit
        inTurn { found in
            if let time, found.share != .own || found.since > time { return false }
            if found.share != .own, holds(found.admitted.id, in: .own) { return true }
            guard found.bytes <= left, chosen.count < Limits.transactionsPerMessage else {
                return false
            }
            left -= found.bytes
            chosen.append(found.admitted.signed)
            return true
        }
        return chosen
    }

    /// Takes out what can no longer enter a block; returns what of it was submitted here.
    mutating func sweep(time: BlockTime) -> [SignedTransaction] {
        guard time.since(lastSweep) >= Limits.sweepInterval else { return [] }
        lastSweep = time
        var over: [(signed: SignedTransaction, isOwn: Bool)] = []
        inTurn { found in
            if found.admitted.signed.transaction.validUntil < time {
                over.append((found.admitted.signed, found.share == .own))
            }
            return true
        }
        for item in over { remove(item.signed) }
        return over.filter(\.isOwn).map(\.signed)
    }
}
