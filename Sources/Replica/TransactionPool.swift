import CanonicalCoding
import Execution
import Governance
import LedgerTypes
import Mutants

/// Admitted transactions that wait for a block: in shares of members, in each of them by person, and
/// of one person in the order in which they came. Blocks take from them in turn, by cost.
///
/// The id of a transaction does not cover its signatures, and who hears of one can sign it anew or
/// leave a signature out. So what waits is a set of signatures of an id, a *variant*: none takes
/// the place of another.
struct TransactionPool: Sendable {
    struct Waiting: Sendable {
        let admitted: AdmittedTransaction
        let bytes: Int
        let number: UInt64
        let place: PoolPlace
        let source: MemberID?
        let since: BlockTime

        var share: PoolShare { place.share }

        /// Only for one of the same id: whether it is this variant.
        func isSigned(as signed: SignedTransaction) -> Bool {
            admitted.signed.signatures == signed.signatures
        }
    }

    struct Lane: Sendable {
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
    // For lookup only; `places` says in which order to go.
    private(set) var lanes: [PoolPlace: Lane] = [:]
    /// Persons who have something waiting in each share, in the order in which they came to. For
    /// lookup only; `shares` says in which order to go.
    private(set) var places: [PoolShare: [PoolPlace]] = [:]
    /// Shares that hold something, in the order in which they came to.
    private(set) var shares: [PoolShare] = []
    /// What blocks took of persons and shares beyond their part.
    private(set) var debts = PoolDebts()
    private var lastNumber: UInt64 = 0
    private let capacity: Int
    private(set) var bytes = 0
    private(set) var count = 0
    private var lastSweep = BlockTime(0)

    init(capacity: Int = Limits.poolBytes) { self.capacity = capacity }

    var isEmpty: Bool { waiting.isEmpty }

    /// How many wait in a share.
    func count(of share: PoolShare) -> Int {
        (places[share] ?? []).reduce(0) { $0 + (lanes[$1]?.count ?? 0) }
    }

    /// Bytes that wait in a share.
    func bytes(of share: PoolShare) -> Int {
        (places[share] ?? []).reduce(0) { $0 + (lanes[$1]?.bytes ?? 0) }
    }

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

    /// True if so many of one person wait in a share that no more are taken.
    func isCrowded(_ place: PoolPlace) -> Bool {
        (lanes[place]?.count ?? 0) >= Limits.waitingPerPerson && !Mutant.poolUnbounded.isOn
    }

    func admitted(_ signed: SignedTransaction) -> AdmittedTransaction? { find(signed)?.admitted }

    private func find(_ signed: SignedTransaction) -> Waiting? {
        waiting[signed.id]?.first { $0.isSigned(as: signed) }
    }

    /// Adds a transaction. Where there is no room, the largest share of a peer gives up the newest of
    /// whoever has most in it, so that each may have as much as all others leave. What was submitted
    /// here stays: up to half of all, and of one person as much as that person leaves of the half.
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
        let place = PoolPlace(share: share, person: PoolPerson(of: admitted.signed))
        guard !isCrowded(place), makeRoom(for: size, at: place) else { return .full }
        lastNumber += 1
        bytes += size
        count += 1
        waiting[admitted.id, default: []].append(
            Waiting(
                admitted: admitted, bytes: size, number: lastNumber, place: place, source: source,
                since: now))
        if places[share] == nil { shares.append(share) }
        if lanes[place] == nil { places[share, default: []].append(place) }
        lanes[place, default: Lane()].order.append((lastNumber, admitted.id))
        lanes[place, default: Lane()].count += 1
        lanes[place, default: Lane()].bytes += size
        return .added
    }

    /// Takes one that a peer passed on into the own share; false where that has no room.
    mutating func claim(_ signed: SignedTransaction) -> Bool {
        guard let found = find(signed), found.share != .own else { return true }
        let own = PoolPlace(share: .own, person: found.place.person)
        guard !isCrowded(signed.id, from: nil), !isCrowded(own),
            hasOwnRoom(for: found.bytes, at: own)
        else { return false }
        remove(signed)
        return add(found.admitted, to: .own, now: found.since) == .added
    }

    /// Whether the own share takes so much more of a person.
    private func hasOwnRoom(for size: Int, at place: PoolPlace) -> Bool {
        let left = capacity / 2 - bytes(of: .own)
        return (lanes[place]?.bytes ?? 0) + size <= left
    }

    private mutating func makeRoom(for size: Int, at place: PoolPlace) -> Bool {
        let share = place.share
        if share == .own, !hasOwnRoom(for: size, at: place) { return false }
        while bytes + size > capacity, !Mutant.poolUnbounded.isOn {
            var largest: (share: PoolShare, bytes: Int)?
            for other in shares where other != .own && other != share {
                let bytes = bytes(of: other)
                if bytes > largest?.bytes ?? 0 { largest = (other, bytes) }
            }
            guard let largest,
                share == .own || largest.bytes > bytes(of: share) + size
                    || Mutant.floodDrivesOut.isOn
            else { return makeRoom(for: size, amongPersonsAt: place) }
            dropNewest(of: largest.share)
        }
        return true
    }

    /// Where no other share is larger, who has most in the own one gives up its newest to those of the
    /// same share who have less.
    private mutating func makeRoom(for size: Int, amongPersonsAt place: PoolPlace) -> Bool {
        guard place.share != .own else { return false }
        while bytes + size > capacity {
            let held = (lanes[place]?.bytes ?? 0) + size
            guard let largest = largestPlace(of: place.share),
                largest != place, lanes[largest]?.bytes ?? 0 > held
            else { return false }
            dropNewest(at: largest)
        }
        return true
    }

    private func largestPlace(of share: PoolShare) -> PoolPlace? {
        var largest: (place: PoolPlace, bytes: Int)?
        for place in places[share] ?? [] {
            let bytes = lanes[place]?.bytes ?? 0
            if bytes > largest?.bytes ?? 0 { largest = (place, bytes) }
        }
        return largest?.place
    }

    private mutating func dropNewest(of share: PoolShare) {
        if let place = largestPlace(of: share) { dropNewest(at: place) }
    }

    private mutating func dropNewest(at place: PoolPlace) {
        while let last = lanes[place]?.order.popLast() {
            guard let found = find(last.id, last.number) else { continue }
            remove(found.admitted.signed)
            return
        }
    }

    /// What waits at a place, oldest first.
    func queue(at place: PoolPlace) -> some IteratorProtocol<Waiting> {
        (lanes[place]?.order ?? []).lazy.compactMap { find($0.id, $0.number) }.makeIterator()
    }

    private func find(_ id: TransactionID, _ number: UInt64) -> Waiting? {
        waiting[id]?.first { $0.number == number }
    }

    /// Takes out what a block settled: its transactions, and of their other variants those that the
    /// state after it no longer lets take effect. The rest waits on: an entry of other signatures
    /// may have been refused for want of just those.
    ///
    /// - Parameter costs: what each of the transactions cost, in their order; those who had more than
    ///   their part of the block wait for it later.
    mutating func settle(
        _ transactions: [SignedTransaction], costs: [UInt64], _ ledger: LedgerState
    ) {
        debts.settle(
            zip(transactions, costs).compactMap { signed, cost in
                let share = find(signed)?.share ?? PoolShare(of: signed, ledger)
                return share.map {
                    (PoolPlace(share: $0, person: PoolPerson(of: signed)), cost)
                }
            }, budget: TransactionCost.budget(ledger.parameters))
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
        lanes[found.place]?.take(out: found.bytes)
        guard let lane = lanes[found.place] else { return }
        if lane.count == 0 {
            lanes[found.place] = nil
            places[found.share]?.removeAll { $0 == found.place }
            guard places[found.share]?.isEmpty == true else { return }
            places[found.share] = nil
            shares.removeAll { $0 == found.share }
        } else if lane.order.count > 2 * lane.count + 64 {
            let order = lane.order.filter { find($0.id, $0.number) != nil }
            lanes[found.place]?.order = order
        }
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
            return 0
        }
        for item in over { remove(item.signed) }
        return over.filter(\.isOwn).map(\.signed)
    }
}
